-- Which skills are asked for together more often than their own frequency explains, within one panel and category.
-- Both directions are there, so that one skill's companions are one select.
with jobs as (

    select
        panel,
        job_key,
        category,
        has_skills,
        window_start,
        window_end
    from {{ ref("int_panel_jobs__described") }}

),

skills as (

    select
        job_key,
        kind,
        skill
    from {{ ref("int_job_skills__latest") }}

),

scopes_of_categories as (

    select
        panel,
        category,
        min(window_start) as window_start,
        max(window_end) as window_end,
        count(job_key) as n_jobs,
        count(job_key) filter (where has_skills) as n_extracted
    from jobs
    group by panel, category

),

job_skills as (

    select
        jobs.panel,
        jobs.category,
        jobs.job_key,
        skills.kind,
        skills.skill
    from jobs
    inner join skills on jobs.job_key = skills.job_key

),

singles_of_categories as (

    select
        panel,
        category,
        kind,
        skill,
        count(job_key) as n_jobs_with_skill
    from job_skills
    group by panel, category, kind, skill

),

-- A skill too rare for the floor in its whole panel can't be in a pair that meets it: leaving it out here keeps the
-- pairs of a million jobs in memory.
frequent as (

    select
        panel,
        kind,
        skill
    from singles_of_categories
    group by panel, kind, skill
    having sum(n_jobs_with_skill) >= {{ var("floor_skill") }}

),

paired_skills as (

    select
        job_skills.*,
        dense_rank() over (order by job_skills.skill, job_skills.kind) as skill_number
    from job_skills
    inner join frequent
        on
            job_skills.panel = frequent.panel
            and job_skills.kind = frequent.kind
            and job_skills.skill = frequent.skill

),

numbers as (

    select distinct
        skill_number,
        kind,
        skill
    from paired_skills

),

pairs_of_categories as (

    select
        first_skill.panel,
        first_skill.category,
        first_skill.skill_number as number_a,
        second_skill.skill_number as number_b,
        count(first_skill.job_key) as n_both
    from paired_skills as first_skill
    inner join paired_skills as second_skill
        on
            first_skill.panel = second_skill.panel
            and first_skill.job_key = second_skill.job_key
            and first_skill.skill_number < second_skill.skill_number
    group by first_skill.panel, first_skill.category, first_skill.skill_number, second_skill.skill_number

),

-- A job has one category, so 'all' is the sum over the categories.
pairs as (

    select * from pairs_of_categories
    union all by name
    select
        panel,
        'all' as category,
        number_a,
        number_b,
        sum(n_both)::bigint as n_both
    from pairs_of_categories
    group by panel, number_a, number_b

),

singles as (

    select * from singles_of_categories
    union all by name
    select
        panel,
        'all' as category,
        kind,
        skill,
        sum(n_jobs_with_skill)::bigint as n_jobs_with_skill
    from singles_of_categories
    group by panel, kind, skill

),

scopes as (

    select * from scopes_of_categories
    union all by name
    select
        panel,
        'all' as category,
        min(window_start) as window_start,
        max(window_end) as window_end,
        sum(n_jobs)::bigint as n_jobs,
        sum(n_extracted)::bigint as n_extracted
    from scopes_of_categories
    group by panel

),

-- A pair rarer than the floor may be chance: it is not published.
named as (

    select
        pairs.panel,
        pairs.category,
        numbers_a.skill as skill_a,
        numbers_a.kind as kind_a,
        numbers_b.skill as skill_b,
        numbers_b.kind as kind_b,
        pairs.n_both
    from pairs
    inner join numbers as numbers_a on pairs.number_a = numbers_a.skill_number
    inner join numbers as numbers_b on pairs.number_b = numbers_b.skill_number
    where pairs.n_both >= {{ var("floor_skill") }}

),

both_directions as (

    select * from named
    union all by name
    select
        panel,
        category,
        skill_b as skill_a,
        kind_b as kind_a,
        skill_a as skill_b,
        kind_a as kind_b,
        n_both
    from named

),

joined as (

    select
        both_directions.*,
        singles_a.n_jobs_with_skill as n_a,
        singles_b.n_jobs_with_skill as n_b,
        scopes.n_jobs,
        scopes.window_start,
        scopes.window_end,
        {{ share("scopes.n_extracted", "scopes.n_jobs") }} as coverage
    from both_directions
    inner join singles as singles_a
        on
            both_directions.panel = singles_a.panel
            and both_directions.category = singles_a.category
            and both_directions.kind_a = singles_a.kind
            and both_directions.skill_a = singles_a.skill
    inner join singles as singles_b
        on
            both_directions.panel = singles_b.panel
            and both_directions.category = singles_b.category
            and both_directions.kind_b = singles_b.kind
            and both_directions.skill_b = singles_b.skill
    inner join scopes
        on
            both_directions.panel = scopes.panel
            and both_directions.category = scopes.category

),

final as (

    select
        ---------- scope
        panel,
        category,
        skill_a,
        kind_a,
        skill_b,
        kind_b,

        ---------- how often, together and apart
        n_both,
        n_a,
        n_b,
        {{ share("n_both", "n_a") }} as share_of_a,
        {{ share("n_both * n_jobs", "n_a * n_b") }} as lift,
        -- Mutual information of the pair over its own maximum; nothing can be said where every job has both.
        round(ln(n_both::double * n_jobs / (n_a * n_b)) / nullif(-ln(n_both::double / n_jobs), 0), 6) as npmi,

        ---------- how far to trust it
        window_start,
        window_end,
        n_jobs as n,
        coverage,
        {{ meets_floor("n_jobs", "coverage", "n_both") }} as meets_floor
    from joined

)

select * from final
