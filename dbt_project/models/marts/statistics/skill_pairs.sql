-- Which skills are asked for together more often than their own frequency explains, within one panel and window. Both
-- directions are there, so that one skill's companions are one select.
--
-- Pairs are many: a job with 28 skills has 378. Each is met once, under numbers instead of names, and counted for every
-- window at once; what is too rare for the floor is dropped before anything is named. They are counted over all
-- categories together: by category, which no page and no question asks for, they are ten times as many groups after
-- 100,000 postings, and the model takes 15.9 s of processor instead of 8.2.
with jobs as (

    select
        panel,
        job_key,
        has_skills
    from {{ ref("int_panel_jobs__described") }}
    where is_language_unread is not true

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
    from {{ ref("int_job_skills__latest") }} as found
    where {{ is_asked_for("found") }}

),

placed_jobs as (

    select
        jobs.panel,
        jobs.job_key,
        jobs.has_skills,
        narrowest.place
    from jobs
    inner join narrowest
        on
            jobs.panel = narrowest.panel
            and jobs.job_key = narrowest.job_key

),

-- Pairs are grouped by numbers: by names this model took 19 s instead of 13 at 100,000 postings.
names as (

    select
        kind,
        skill,
        row_number() over (order by skill, kind)::uinteger as skill_number
    from skills
    group by kind, skill

),

scope_counts as (

    select
        panel,
        {{ count_by_window("n_jobs", "job_key", "place") }},
        {{ count_by_window("n_extracted", "job_key", "place", "has_skills") }}
    from placed_jobs
    group by panel

),

job_skills as (

    select
        placed_jobs.panel,
        placed_jobs.job_key,
        placed_jobs.place,
        names.skill_number
    from placed_jobs
    inner join skills on placed_jobs.job_key = skills.job_key
    inner join names
        on
            skills.kind = names.kind
            and skills.skill = names.skill

),

-- A skill too rare for the floor can't be in a pair that meets it.
singles as (

    select
        panel,
        skill_number,
        {{ count_by_window("n", "job_key", "place") }}
    from job_skills
    group by panel, skill_number
    having count(job_key) >= {{ var("floor_skill") }}

),

-- A job's pairs are made of its own list: joining its skills with themselves takes two thirds longer.
skill_lists as (

    select
        job_skills.panel,
        job_skills.place,
        job_skills.job_key,
        list(job_skills.skill_number) as skill_numbers
    from job_skills
    inner join singles
        on
            job_skills.panel = singles.panel
            and job_skills.skill_number = singles.skill_number
    group by job_skills.panel, job_skills.place, job_skills.job_key

),

first_skills as (

    select
        *,
        unnest(skill_numbers) as number_a
    from skill_lists

),

met as (

    select
        panel,
        place,
        number_a,
        unnest(list_filter(skill_numbers, lambda skill_number: skill_number > number_a)) as number_b
    from first_skills

),

-- What the widest window has too rarely no window has often enough.
pairs as (

    select
        panel,
        number_a,
        number_b,
        {{ count_by_window("n_both", "number_b", "place") }}
    from met
    group by panel, number_a, number_b
    having count(number_b) >= {{ var("floor_skill") }}

),

-- A pair rarer than the floor may be chance: it is not published.
windowed as (

    {% for place in window_places() -%}
        select
            pairs.panel,
            {{ place }} as place,
            pairs.number_a,
            pairs.number_b,
            pairs.n_both_{{ place }} as n_both,
            singles_a.n_{{ place }} as n_a,
            singles_b.n_{{ place }} as n_b
        from pairs
        inner join singles as singles_a
            on
                pairs.panel = singles_a.panel
                and pairs.number_a = singles_a.skill_number
        inner join singles as singles_b
            on
                pairs.panel = singles_b.panel
                and pairs.number_b = singles_b.skill_number
        where pairs.n_both_{{ place }} >= {{ var("floor_skill") }}
        {{ "union all" if not loop.last }}
    {% endfor %}

),

scopes as (

    {% for place in window_places() -%}
        select
            panel,
            {{ place }} as place,
            n_jobs_{{ place }} as n_jobs,
            {{ share("n_extracted_" ~ place, "n_jobs_" ~ place) }} as coverage
        from scope_counts
        {{ "union all" if not loop.last }}
    {% endfor %}

),

described as (

    select
        scopes.place,
        scopes.panel,
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
        panel,
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
        'all' as category,
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
            pairs.panel = described.panel
            and pairs.place = described.place
    inner join names as names_a on pairs.number_a = names_a.skill_number
    inner join names as names_b on pairs.number_b = names_b.skill_number

)

select * from final
