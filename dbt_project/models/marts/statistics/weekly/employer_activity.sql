-- Which employers the panel's searches found, week by week: what is new, how long postings stay, how openly they pay.
{{ config(pre_hook="{{ clear_touched_weeks('is_known_anew') }}") }}

with weekly as (

    select * from {{ ref("int_panel_jobs__weekly") }} as weekly
    where {{ in_touched_week("weekly", "is_known_anew") }}

),

first_weeks as (

    select
        panel,
        min(week) as week
    from {{ ref("int_panel_jobs__weekly") }}
    group by panel

),

jobs as (

    select * from {{ ref("int_panel_jobs__described") }}

),

names as (

    select
        job_key,
        employer,
        last_seen
    from {{ ref("dim_jobs") }}

),

skills as (

    select
        job_key,
        skill,
        confidence,
        mentions
    from {{ ref("int_job_skills__latest") }} as found
    where kind = 'hard' and {{ is_asked_for("found") }}

),

employer_jobs as (

    select
        weekly.panel,
        weekly.week,
        weekly.job_key,
        weekly.opening_key,
        jobs.employer_key,
        names.employer,
        names.last_seen as name_seen_on,
        jobs.pay_source,
        jobs.is_repost,
        jobs.last_seen - jobs.first_seen + 1 as days_seen,
        jobs.first_seen >= weekly.week as is_new
    from weekly
    inner join jobs
        on
            weekly.panel = jobs.panel
            and weekly.job_key = jobs.job_key
    inner join names on weekly.job_key = names.job_key

),

panel_weeks as (

    select
        panel,
        week,
        count(job_key) as n_jobs,
        count(employer_key) as n_with_employer
    from employer_jobs
    group by panel, week

),

skill_counts as (

    select
        employer_jobs.panel,
        employer_jobs.week,
        employer_jobs.employer_key,
        skills.skill,
        count(skills.job_key) as n_jobs_with_skill,
        max(skills.confidence) as confidence,
        sum(skills.mentions) as mentions
    from employer_jobs
    inner join skills on employer_jobs.job_key = skills.job_key
    where employer_jobs.employer_key is not null
    group by employer_jobs.panel, employer_jobs.week, employer_jobs.employer_key, skills.skill

),

top_skills as (

    select
        *,
        row_number() over (
            partition by panel, week, employer_key
            order by n_jobs_with_skill desc, mentions desc nulls last, confidence desc, skill asc
        ) as place
    from skill_counts
    qualify place <= 5

),

skill_lists as (

    select
        panel,
        week,
        employer_key,
        list(skill order by place) as top_skills
    from top_skills
    group by panel, week, employer_key

),

grouped as (

    select
        panel,
        week,
        employer_key,
        arg_max(employer, (name_seen_on, job_key)) as employer,
        count(job_key) as seen_jobs,
        count(job_key) filter (where is_new) as new_jobs,
        count(distinct opening_key) as n_openings,
        round(median(days_seen), 1) as median_days_seen,
        count(job_key) filter (where is_repost) as n_reposts,
        count(job_key) filter (where pay_source != 'none') as n_salary_stated
    from employer_jobs
    where employer_key is not null
    group by panel, week, employer_key

),

final as (

    select
        ---------- scope
        grouped.panel,
        '7d' as "window",
        grouped.week,
        grouped.employer_key,
        grouped.employer,

        ---------- activity
        grouped.seen_jobs,
        -- In a panel's first week every job is found for the first time.
        if(grouped.week = first_weeks.week, null, grouped.new_jobs) as new_jobs,
        grouped.n_openings,
        grouped.median_days_seen,
        grouped.n_reposts,
        {{ share("grouped.n_reposts", "grouped.seen_jobs") }} as repost_rate,
        {{ interval("repost_rate", "grouped.n_reposts", "grouped.seen_jobs") }},
        grouped.n_salary_stated,
        {{ share("grouped.n_salary_stated", "grouped.seen_jobs") }} as pct_salary_stated,
        {{ interval("pct_salary_stated", "grouped.n_salary_stated", "grouped.seen_jobs") }},
        coalesce(skill_lists.top_skills, []) as top_skills,

        ---------- how far to trust it
        grouped.week as window_start,
        grouped.week + 7 as window_end,
        grouped.seen_jobs as n,
        {{ share("panel_weeks.n_with_employer", "panel_weeks.n_jobs") }} as coverage,
        {{ meets_floor("grouped.seen_jobs", share("panel_weeks.n_with_employer", "panel_weeks.n_jobs")) }}
            as meets_floor
    from grouped
    inner join panel_weeks
        on
            grouped.panel = panel_weeks.panel
            and grouped.week = panel_weeks.week
    inner join first_weeks on grouped.panel = first_weeks.panel
    left join skill_lists
        on
            grouped.panel = skill_lists.panel
            and grouped.week = skill_lists.week
            and grouped.employer_key = skill_lists.employer_key

)

select * from final
