-- One row per panel, place of the narrowest window and what statistics of skills group by: jobs counted once, under the
-- narrowest window that holds them. Every statistic of skills adds these up instead of meeting each job's skills again
-- in each window, category and country.
with jobs as (

    select * from {{ ref("int_panel_jobs__described") }}
    where is_language_unread is not true

),

narrowest as (

    select * from {{ ref("int_panel_jobs__narrowest") }}

),

skills as (

    select * from {{ ref("int_job_skills__latest") }} as found
    where {{ is_asked_for("found") }}

),

counted as (

    select
        ---------- scope
        jobs.panel,
        narrowest.place,
        jobs.category,
        jobs.country,
        jobs.seniority,
        skills.kind,
        skills.skill,

        ---------- how many
        count(skills.job_key) as n_jobs,
        count(skills.job_key) filter (where jobs.is_alone) as n_alone,
        count(skills.job_key) filter (where jobs.pay_yearly is not null) as n_with_pay,
        {{ support_counts("skills.support") }},
        count(skills.job_key) filter (where skills.requirement = 'required') as n_required,
        count(skills.job_key) filter (where skills.requirement = 'preferred') as n_preferred
    from jobs
    inner join narrowest
        on
            jobs.panel = narrowest.panel
            and jobs.job_key = narrowest.job_key
    inner join skills on jobs.job_key = skills.job_key
    group by
        jobs.panel,
        narrowest.place,
        jobs.category,
        jobs.country,
        jobs.seniority,
        skills.kind,
        skills.skill

)

select * from counted
