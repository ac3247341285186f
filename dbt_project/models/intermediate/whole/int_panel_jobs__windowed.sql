-- One row per panel, window and job that the panel found on a day of the window; the job is described as it is known
-- now. A view: the windows multiply the rows, and each statistic reads few of the columns.
{{ config(materialized="view") }}

with jobs as (

    select * from {{ ref("int_panel_jobs__described") }}

),

narrowest as (

    select * from {{ ref("int_panel_jobs__narrowest") }}

),

windows as (

    select * from {{ ref("int_panel_windows") }}

),

joined as (

    select
        ---------- identity
        jobs.panel,
        windows.window_name,
        jobs.job_key,
        jobs.opening_key,
        jobs.is_alone,

        ---------- what statistics group by
        jobs.category,
        jobs.country,
        jobs.seniority,
        jobs.publisher,

        ---------- what statistics count
        jobs.has_skills,
        jobs.is_language_unread,
        jobs.is_summary,
        jobs.source_is_remote,
        jobs.text_work_mode,
        jobs.work_mode_contradiction,
        jobs.pay_source,
        jobs.pay_currency,
        jobs.pay_period,
        jobs.pay_yearly,
        jobs.fields_filled,

        ---------- the window's days
        windows.window_start,
        windows.window_end
    from jobs
    inner join narrowest
        on
            jobs.panel = narrowest.panel
            and jobs.job_key = narrowest.job_key
    inner join windows
        on
            narrowest.panel = windows.panel
            and narrowest.place <= windows.place

)

select * from joined
