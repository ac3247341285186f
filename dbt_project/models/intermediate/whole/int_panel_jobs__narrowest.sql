-- One row per panel and job that any window holds: the narrowest that does. Since all windows of a panel end on the
-- same day, every wider one holds the job too: what is counted under the narrowest can be added up for the others.
with panel_jobs as (

    select
        panel,
        job_key,
        search_date
    from {{ ref("int_panel_jobs__by_day") }}

),

windows as (

    select * from {{ ref("int_panel_windows") }}

),

seen as (

    select
        panel_jobs.panel,
        panel_jobs.job_key,
        max(panel_jobs.search_date) as last_seen
    from panel_jobs
    inner join windows
        on
            panel_jobs.panel = windows.panel
            and windows.days is null
            and panel_jobs.search_date < windows.window_end
    group by panel_jobs.panel, panel_jobs.job_key

),

final as (

    select
        seen.panel,
        seen.job_key,
        seen.last_seen,
        min(windows.place) as place
    from seen
    inner join windows
        on
            seen.panel = windows.panel
            and seen.last_seen >= windows.window_start
    group by seen.panel, seen.job_key, seen.last_seen

)

select * from final
