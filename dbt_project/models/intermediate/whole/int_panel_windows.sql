-- One row per panel and window of days. Each ends with the panel's last whole search day, or, where no day was whole,
-- with the last on which a job was found. A window that begins before the panel's first job is absent, never padded.
with panel_jobs as (

    select
        panel,
        search_date
    from {{ ref("int_panel_jobs__by_day") }}

),

days as (

    select * from {{ ref("int_panel_days__searched") }}

),

windows as (

    {{ window_rows() }}

),

found as (

    select
        panel,
        min(search_date) as first_day,
        max(search_date) as last_day
    from panel_jobs
    group by panel

),

whole as (

    select
        panel,
        max(search_date) as last_whole_day
    from days
    where is_whole
    group by panel

),

ends as (

    select
        found.panel,
        found.first_day,
        coalesce(whole.last_whole_day, found.last_day) + 1 as window_end
    from found
    left join whole on found.panel = whole.panel

),

final as (

    select
        ends.panel,
        windows.window_name,
        windows.place,
        windows.days,
        coalesce(ends.window_end - windows.days, ends.first_day) as window_start,
        ends.window_end
    from ends
    cross join windows
    where windows.days is null or ends.window_end - windows.days >= ends.first_day

)

select * from final
