-- Which skills are asked for together more often than their own frequency explains, within one panel, window and
-- category. Both directions are there, so that one skill's companions are one select.
--
-- Pairs are many: a job with 28 skills has 378. Each is met once, under numbers instead of names, and counted for every
-- window at once; what is too rare for the floor in the widest window is dropped before anything is named.
with jobs as (

    select
        panel,
        job_key,
        category,
        has_skills
    from {{ ref("int_panel_jobs__described") }}

),

narrowest as (

    select
        panel,
        job_key,
        place
    from {{ ref("int_panel_jobs__narrowest") }}

),

windows as (

    select * from {{ ref("int_panel_windows") }}

),

skills as (

    select
        job_key,
        kind,
        skill
    from {{ ref("int_job_skills__latest") }}

),

-- A job has one category and counts once more in 'all'.
scoped_jobs as (

    select
        jobs.panel,
        jobs.category,
        jobs.job_key,
        jobs.has_skills,
        narrowest.place
    from jobs
    inner join narrowest
        on
            jobs.panel = narrowest.panel
            and jobs.job_key = narrowest.job_key
    union all
    select
        jobs.panel,
        'all' as category,
        jobs.job_key,
        jobs.has_skills,
        narrowest.place
    from jobs
    inner join narrowest
        on
            jobs.panel = narrowest.panel
            and jobs.job_key = narrowest.job_key

),

scope_counts as (

    select
        panel,
        category,
        dense_rank() over (order by panel, category) as scope_number,
        {{ count_by_window("n_jobs", "job_key", "place") }},
        {{ count_by_window("n_extracted", "job_key", "place", "has_skills") }}
    from scoped_jobs
    group by panel, category

),

names as (

    select
        kind,
        skill,
        row_number() over (order by skill, kind) as skill_number
    from skills
    group by kind, skill

),

numbered as (

    select
        scope_counts.scope_number,
        scoped_jobs.job_key,
        scoped_jobs.place,
        names.skill_number
    from scoped_jobs
    inner join scope_counts
        on
            scoped_jobs.panel = scope_counts.panel
            and scoped_jobs.category = scope_counts.category
    inner join skills on scoped_jobs.job_key = skills.job_key
    inner join names
        on
            skills.kind = names.kind
            and skills.skill = names.skill

),

-- A skill too rare for the floor in its scope can't be in a pair that meets it: leaving it out here keeps the pairs of
-- a million jobs in memory.
singles as (

    select
        scope_number,
        skill_number,
        {{ count_by_window("n", "job_key", "place") }}
    from numbered
    group by scope_number, skill_number
    having count(job_key) >= {{ var("floor_skill") }}

),

frequent as (

    select numbered.*
    from numbered
    inner join singles
        on
            numbered.scope_number = singles.scope_number
            and numbered.skill_number = singles.skill_number

),

-- A pair rarer than the floor may be chance: it is not published.
pairs as (

    select
        first_skill.scope_number,
        first_skill.skill_number as number_a,
        second_skill.skill_number as number_b,
        {{ count_by_window("n_both", "first_skill.job_key", "first_skill.place") }}
    from frequent as first_skill
    inner join frequent as second_skill
        on
            first_skill.scope_number = second_skill.scope_number
            and first_skill.job_key = second_skill.job_key
            and first_skill.skill_number < second_skill.skill_number
    group by first_skill.scope_number, first_skill.skill_number, second_skill.skill_number
    having count(first_skill.job_key) >= {{ var("floor_skill") }}

),

windowed as (

    {% for place in window_places() -%}
        select
            pairs.scope_number,
            {{ place }} as place,
            pairs.number_a,
            pairs.number_b,
            pairs.n_both_{{ place }} as n_both,
            singles_a.n_{{ place }} as n_a,
            singles_b.n_{{ place }} as n_b
        from pairs
        inner join singles as singles_a
            on
                pairs.scope_number = singles_a.scope_number
                and pairs.number_a = singles_a.skill_number
        inner join singles as singles_b
            on
                pairs.scope_number = singles_b.scope_number
                and pairs.number_b = singles_b.skill_number
        where pairs.n_both_{{ place }} >= {{ var("floor_skill") }}
        {{ "union all" if not loop.last }}
    {% endfor %}

),

scopes as (

    {% for place in window_places() -%}
        select
            scope_number,
            panel,
            category,
            {{ place }} as place,
            n_jobs_{{ place }} as n_jobs,
            {{ share("n_extracted_" ~ place, "n_jobs_" ~ place) }} as coverage
        from scope_counts
        {{ "union all" if not loop.last }}
    {% endfor %}

),

described as (

    select
        scopes.scope_number,
        scopes.place,
        scopes.panel,
        scopes.category,
        scopes.n_jobs,
        scopes.coverage,
        windows.window_name,
        windows.window_start,
        windows.window_end
    from scopes
    inner join windows
        on
            scopes.panel = windows.panel
            and scopes.place = windows.place

),

both_directions as (

    select * from windowed
    union all by name
    select
        scope_number,
        place,
        number_b as number_a,
        number_a as number_b,
        n_both,
        n_b as n_a,
        n_a as n_b
    from windowed

),

final as (

    select
        ---------- scope
        described.panel,
        described.window_name as "window",
        described.category,
        names_a.skill as skill_a,
        names_a.kind as kind_a,
        names_b.skill as skill_b,
        names_b.kind as kind_b,

        ---------- how often, together and apart
        pairs.n_both,
        pairs.n_a,
        pairs.n_b,
        {{ share("pairs.n_both", "pairs.n_a") }} as share_of_a,
        {{ interval("share_of_a", "pairs.n_both", "pairs.n_a") }},
        {{ share("pairs.n_both * described.n_jobs", "pairs.n_a * pairs.n_b") }} as lift,
        -- Mutual information of the pair over its own maximum; nothing can be said where every job has both.
        round(
            ln(pairs.n_both::double * described.n_jobs / (pairs.n_a * pairs.n_b))
            / nullif(-ln(pairs.n_both::double / described.n_jobs), 0), 6
        ) as npmi,

        ---------- how far to trust it
        described.window_start,
        described.window_end,
        described.n_jobs as n,
        described.coverage,
        {{ meets_floor("described.n_jobs", "described.coverage", "pairs.n_both") }} as meets_floor
    from both_directions as pairs
    inner join described
        on
            pairs.scope_number = described.scope_number
            and pairs.place = described.place
    inner join names as names_a on pairs.number_a = names_a.skill_number
    inner join names as names_b on pairs.number_b = names_b.skill_number

)

select * from final
