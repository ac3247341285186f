-- One row per panel and week with a job: whether it was searched whole, and with which weeks it may be compared. Whole
-- weeks of one method_run were made by the same searches and extractors; another method begins another run.
with methods as (

    select * from {{ ref("int_panel_methods__weekly") }}

),

days as (

    select
        panel,
        date_trunc('week', search_date)::date as week,
        count(search_date) as n_whole_days
    from {{ ref("int_panel_days__searched") }}
    where is_whole
    group by panel, week

),

joined as (

    select
        methods.panel,
        methods.week,
        methods.n_days,
        methods.method,
        methods.method_change,
        coalesce(days.n_whole_days, 0) as n_whole_days,
        coalesce(days.n_whole_days, 0) >= {{ var("whole_week_days") }} as is_whole
    from methods
    left join days
        on
            methods.panel = days.panel
            and methods.week = days.week

),

compared as (

    select
        *,
        lag(method) over (partition by panel, is_whole order by week) as whole_method_before
    from joined

),

numbered as (

    select
        panel,
        week,
        n_days,
        n_whole_days,
        is_whole,
        method_change,
        if(
            is_whole,
            count(*) filter (where method != whole_method_before) over (partition by panel, is_whole order by week),
            null
        ) as method_run
    from compared

)

select * from numbered
