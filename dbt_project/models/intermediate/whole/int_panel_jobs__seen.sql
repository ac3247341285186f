-- One row per panel and job over all days: the bridge from a job to the panels it counts in.
with panel_jobs as (

    select
        panel,
        job_key,
        min(search_date) as first_seen,
        max(search_date) as last_seen,
        count(search_date) as n_days
    from {{ ref("int_panel_jobs__by_day") }}
    group by panel, job_key

),

windowed as (

    select
        *,
        min(first_seen) over (partition by panel) as window_start,
        max(last_seen) over (partition by panel) + 1 as window_end
    from panel_jobs

)

select * from windowed
