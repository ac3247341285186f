-- Which one more skill opens most jobs to a person: computed on read for the skills given, never stored.
-- A job is open to a person with every hard skill it requires; a skill unlocks a job when it is the only one missing.
-- Args: known, the person's skills by their canonical names; panel, one panel; category, one category or 'all'.
{% macro skill_unlock(known, panel, category="all") %}
    with known as (

        select unnest([{% for skill in known %}'{{ skill | replace("'", "''") }}'{{ ", " if not loop.last }}{% endfor %}])
            as skill

    ),

    jobs as (

        select job_key
        from {{ ref("dim_jobs") }}
        where
            list_contains(panels, '{{ panel }}')
            and ('{{ category }}' = 'all' or category = '{{ category }}')

    ),

    required as (

        select
            skills.job_key,
            skills.skill,
            known.skill is not null as is_known
        from {{ ref("fct_job_skills") }} as skills
        inner join jobs on skills.job_key = jobs.job_key
        left join known on skills.skill = known.skill
        where
            skills.kind = 'hard'
            and skills.requirement = 'required'
            and {{ is_asked_for("skills") }}

    ),

    per_job as (

        select
            job_key,
            count(skill) filter (where not is_known) as n_missing,
            min(skill) filter (where not is_known) as missing_skill
        from required
        group by job_key

    )

    select
        missing_skill as skill,
        count(job_key) as jobs_unlocked,
        (select count(*) from per_job where n_missing = 0) as jobs_open_now,
        (select count(*) from per_job) as jobs_with_requirements
    from per_job
    where n_missing = 1
    group by missing_skill
    order by jobs_unlocked desc, skill asc
{% endmacro %}
