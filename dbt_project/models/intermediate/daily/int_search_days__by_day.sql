-- One row per saved search and day: what came back, and what became of it.
with search_days as (

    select * from {{ ref("stg_jsearch__search_days") }}
    where {{ in_window("search_date") }}

),

postings as (

    select
        search_date,
        search_name,
        search_version,
        count(job_key) as n_postings,
        count(distinct job_key) as n_jobs
    from {{ ref("stg_jsearch__postings") }}
    where {{ in_window("search_date") }}
    group by search_date, search_name, search_version

),

quarantine as (

    select
        search_date,
        search_name,
        count(request_key) filter (
            where reason not in ('other_day', 'undated', 'no_opening', 'not_listed')
        ) as n_unreadable,
        count(request_key) filter (where reason in ('other_day', 'undated')) as n_other_day
    from {{ ref("stg_jsearch__quarantine") }}
    where {{ in_window("search_date") }}
    group by search_date, search_name

),

joined as (

    select
        search_days.*,
        coalesce(postings.n_postings, 0) as n_postings,
        coalesce(postings.n_jobs, 0) as n_jobs,
        coalesce(quarantine.n_unreadable, 0) as n_unreadable,
        coalesce(quarantine.n_other_day, 0) as n_other_day,
        -- Only a whole answer can miss a job: a look-back fetch keeps one day's postings, an empty one keeps none.
        coalesce(
            search_days.outcome in ('fetched', 'recorded') and search_days.keeps = 'all' and search_days.results > 0,
            false
        ) as is_healthy
    from search_days
    left join postings
        on
            search_days.search_date = postings.search_date
            and search_days.search_name = postings.search_name
            and search_days.search_version is not distinct from postings.search_version
    left join quarantine
        on
            search_days.search_date = quarantine.search_date
            and search_days.search_name = quarantine.search_name

)

select * from joined
