-- How often the source fills each of its fields, within one panel and window: what can be asked of this sample at all.
-- A field filled for no job of a panel has a row with zero, once any other job shows that the source knows it.
with jobs as (

    select * from {{ ref("int_panel_jobs__windowed") }}

),

panels as (

    select
        panel,
        window_name,
        min(window_start) as window_start,
        max(window_end) as window_end,
        count(job_key) as n_jobs
    from jobs
    group by panel, window_name

),

fields as (

    select
        panel,
        window_name,
        job_key,
        unnest(fields_filled) as field
    from jobs

),

counts as (

    select
        panel,
        window_name,
        field,
        count(distinct job_key) as n_filled
    from fields
    group by panel, window_name, field

),

known_fields as (

    select distinct field from counts

),

grouped as (

    select
        panels.panel,
        panels.window_name,
        known_fields.field,
        coalesce(counts.n_filled, 0) as n_filled
    from panels
    cross join known_fields
    left join counts
        on
            panels.panel = counts.panel
            and panels.window_name = counts.window_name
            and known_fields.field = counts.field

),

final as (

    select
        grouped.panel,
        grouped.window_name as "window",
        grouped.field,
        panels.n_jobs,
        grouped.n_filled,
        panels.window_start,
        panels.window_end,
        panels.n_jobs as n,
        {{ share("grouped.n_filled", "panels.n_jobs") }} as coverage,
        {{ interval("coverage", "grouped.n_filled", "panels.n_jobs") }},
        {{ meets_floor("panels.n_jobs", share("grouped.n_filled", "panels.n_jobs")) }} as meets_floor
    from grouped
    inner join panels
        on
            grouped.panel = panels.panel
            and grouped.window_name = panels.window_name

)

select * from final
