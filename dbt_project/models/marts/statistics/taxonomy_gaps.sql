-- What postings ask for by name and no skill covers. Read to decide what the taxonomy should learn; no statistic of the
-- market.
with jobs as (

    select
        job_key,
        employer_key,
        last_seen
    from {{ ref("dim_jobs") }}
    where language = 'en'

),

gaps as (

    select * from {{ ref("int_gaps__by_day") }}

),

newest as (

    select max(last_seen) as window_end from jobs

),

-- Only what four weeks show: a gap that was closed, or a fashion that went, is none. A job is as it was last seen.
recent as (

    select
        gaps.*,
        jobs.employer_key,
        newest.window_end
    from jobs
    cross join newest
    inner join gaps
        on
            jobs.job_key = gaps.job_key
            and jobs.last_seen = gaps.search_date
    where jobs.last_seen > newest.window_end - interval 28 day

),

counted as (

    select
        phrase,
        min(window_end) as last_day,
        count(distinct job_key) as n_jobs,
        count(distinct employer_key) as n_employers,
        list_slice(list_sort(list(distinct job_key)), 1, 3) as example_jobs,
        list_slice(list_sort(list(distinct example)), 1, 3) as examples
    from recent
    group by phrase

),

final as (

    select
        phrase,
        '28d' as "window",
        n_jobs,
        n_employers,
        example_jobs,
        examples,
        (last_day - interval 27 day)::date as window_start,
        (last_day + interval 1 day)::date as window_end
    from counted
    -- What one employer alone writes is its own word for something.
    where n_employers >= {{ var("floor_gap_employers") }}

)

select * from final
