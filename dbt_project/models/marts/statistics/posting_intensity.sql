-- How many distinct openings stand behind the postings, and how they turn over, week by week within one panel.
-- Copies (the same opening again) are kept apart from turnover (openings that come and go).
with weekly as (

    select * from {{ ref("int_panel_jobs__weekly") }}

),

jobs as (

    select
        panel,
        job_key,
        country
    from {{ ref("int_panel_jobs__described") }}

),

known as (

    select
        job_key,
        has_opening
    from {{ ref("int_jobs__seen") }}

),

opening_weeks as (

    select
        panel,
        opening_key,
        min(week) as first_week,
        max(week) as last_week
    from weekly
    group by panel, opening_key

),

described as (

    select
        weekly.panel,
        weekly.week,
        weekly.category,
        jobs.country,
        weekly.job_key,
        weekly.opening_key,
        known.has_opening,
        opening_weeks.first_week,
        opening_weeks.last_week
    from weekly
    inner join jobs
        on
            weekly.panel = jobs.panel
            and weekly.job_key = jobs.job_key
    inner join known on weekly.job_key = known.job_key
    inner join opening_weeks
        on
            weekly.panel = opening_weeks.panel
            and weekly.opening_key = opening_weeks.opening_key

),

scoped as (

    select * from described
    union all by name
    select * replace ('all' as category) from described
    union all by name
    select * replace ('all' as country) from described
    union all by name
    select * replace ('all' as category, 'all' as country) from described

),

panels as (

    select
        panel,
        min(week) as first_week
    from weekly
    group by panel

),

-- A panel's run of a day is healthy when every one of its searches came back whole.
healthy_runs as (

    select
        panel,
        search_date
    from {{ ref("fct_search_days") }}
    group by panel, search_date
    having bool_and(is_healthy)

),

panel_weeks as (

    select distinct
        panel,
        week
    from weekly

),

looked_again as (

    select
        panel_weeks.panel,
        panel_weeks.week,
        count(healthy_runs.search_date) as n_healthy_runs_after
    from panel_weeks
    left join healthy_runs
        on
            panel_weeks.panel = healthy_runs.panel
            and panel_weeks.week + 7 <= healthy_runs.search_date
    group by panel_weeks.panel, panel_weeks.week

),

grouped as (

    select
        scoped.panel,
        scoped.week,
        scoped.category,
        scoped.country,
        count(scoped.job_key) as n_postings,
        count(distinct scoped.opening_key) as n_openings,
        -- In a panel's first week every opening is found for the first time: that says nothing about the openings.
        if(
            scoped.week = panels.first_week,
            null,
            count(distinct scoped.opening_key) filter (where scoped.first_week = scoped.week)
        ) as n_new,
        -- Whether an opening is gone can't be known before the panel has looked for it again often enough.
        if(
            looked_again.n_healthy_runs_after < {{ var("lifecycle_missed_runs") }},
            null,
            count(distinct scoped.opening_key) filter (where scoped.last_week = scoped.week)
        ) as n_gone,
        count(scoped.job_key) filter (where scoped.has_opening) as n_known
    from scoped
    inner join panels on scoped.panel = panels.panel
    inner join looked_again
        on
            scoped.panel = looked_again.panel
            and scoped.week = looked_again.week
    group by
        scoped.panel, scoped.week, scoped.category, scoped.country, panels.first_week, looked_again.n_healthy_runs_after

),

final as (

    select
        ---------- scope
        week,
        panel,
        '7d' as "window",
        category,
        country,

        ---------- openings and their copies
        n_postings,
        n_openings,
        n_postings - n_openings as n_copies,
        {{ share("n_postings", "n_openings") }} as intensity,

        ---------- turnover
        n_new,
        n_gone,

        ---------- how far to trust it
        week as window_start,
        week + 7 as window_end,
        n_postings as n,
        {{ share("n_known", "n_postings") }} as coverage,
        {{ meets_floor("n_postings", share("n_known", "n_postings")) }} as meets_floor
    from grouped

)

select * from final
