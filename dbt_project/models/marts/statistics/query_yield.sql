-- What a saved search bought on a day: jobs, new jobs, copies, for how many credits.
with search_days as (

    select * from {{ ref("fct_search_days") }}

),

hits as (

    select distinct
        search_date,
        search_name,
        search_version,
        job_key
    from {{ ref("fct_search_hits") }}

),

jobs as (

    select
        job_key,
        first_seen
    from {{ ref("int_jobs__seen") }}

),

calls as (

    select
        search_date,
        search_name,
        search_version,
        count(call_id) as requests,
        sum(credits)::bigint as credits
    from {{ ref("fct_api_calls") }}
    where call_type = 'search'
    group by search_date, search_name, search_version

),

shared as (

    select
        hits.*,
        jobs.first_seen = hits.search_date as is_new,
        count(*) over (partition by hits.search_date, hits.job_key) as n_searches
    from hits
    inner join jobs on hits.job_key = jobs.job_key

),

found as (

    select
        search_date,
        search_name,
        search_version,
        count(job_key) as jobs_distinct,
        count(job_key) filter (where is_new) as jobs_new,
        count(job_key) filter (where n_searches = 1) as jobs_only_here
    from shared
    group by search_date, search_name, search_version

),

joined as (

    select
        search_days.search_date,
        search_days.search_name,
        search_days.search_version,
        search_days.panel,
        search_days.outcome,
        coalesce(calls.requests, 0) as requests,
        coalesce(calls.credits, 0) as credits,
        coalesce(search_days.pages, 0) as pages,
        coalesce(search_days.empty_pages, 0) as empty_pages,
        coalesce(search_days.results, 0) as results,
        search_days.n_postings,
        coalesce(found.jobs_distinct, 0) as jobs_distinct,
        coalesce(found.jobs_new, 0) as jobs_new,
        coalesce(found.jobs_only_here, 0) as jobs_only_here,
        max(if(found.jobs_new > 0, search_days.search_date, null)) over (
            partition by search_days.search_name order by search_days.search_date
        ) as last_new_on
    from search_days
    left join calls
        on
            search_days.search_date = calls.search_date
            and search_days.search_name = calls.search_name
            and search_days.search_version is not distinct from calls.search_version
    left join found
        on
            search_days.search_date = found.search_date
            and search_days.search_name = found.search_name
            and search_days.search_version is not distinct from found.search_version

),

final as (

    select
        ---------- scope
        search_date,
        search_name,
        search_version,
        panel,
        '1d' as "window",
        outcome,

        ---------- what it cost
        requests,
        credits,
        pages,
        empty_pages,

        ---------- what it bought
        results,
        jobs_distinct,
        jobs_new,
        jobs_only_here,
        {{ share("jobs_new", "credits") }} as jobs_new_per_credit,
        -- Of the results that are jobs, how many were no news: seen before, or twice in the same day's answers.
        {{ share("n_postings - jobs_new", "n_postings") }} as dup_rate,
        last_new_on,

        ---------- how far to trust it
        search_date as window_start,
        search_date + 1 as window_end,
        results as n,
        {{ share("n_postings", "results") }} as coverage,
        {{ meets_floor("results", share("n_postings", "results")) }} as meets_floor
    from joined

)

select * from final
