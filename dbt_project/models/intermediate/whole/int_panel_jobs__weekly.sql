-- One row per panel, week and job: the job as it was on the last day of that week on which the panel found it.
with panel_jobs as (

    select
        panel,
        job_key,
        date_trunc('week', search_date)::date as week,
        max(search_date) as seen_on,
        count(search_date) as n_days
    from {{ ref("int_panel_jobs__by_day") }}
    group by panel, job_key, week

),

days as (

    select
        search_date,
        job_key,
        category,
        seniority,
        language
    from {{ ref("int_jobs__by_day") }}

),

skilled as (

    select distinct
        search_date,
        job_key
    from {{ ref("int_skills__by_day") }}

),

openings as (

    select
        job_key,
        opening_key
    from {{ ref("int_jobs__seen") }}

),

joined as (

    select
        panel_jobs.panel,
        panel_jobs.week,
        panel_jobs.job_key,
        openings.opening_key,
        panel_jobs.seen_on,
        panel_jobs.n_days,
        coalesce(days.category, 'unclassified') as category,
        coalesce(days.seniority, 'unclear') as seniority,
        {{ is_language_unread("days.language", "(skilled.job_key is not null)") }} as is_language_unread
    from panel_jobs
    inner join days
        on
            panel_jobs.job_key = days.job_key
            and panel_jobs.seen_on = days.search_date
    inner join openings on panel_jobs.job_key = openings.job_key
    left join skilled
        on
            panel_jobs.job_key = skilled.job_key
            and panel_jobs.seen_on = skilled.search_date

)

select * from joined
