-- Which skills are asked for, and how often as a requirement, by category and country within one panel and window.
with jobs as (

    select * from {{ ref("int_panel_jobs__windowed") }}
    where is_language_unread is not true

),

skills as (

    select
        job_key,
        kind,
        skill
    from {{ ref("int_job_skills__latest") }} as found
    where {{ is_asked_for("found") }}

),

counted as (

    select * from {{ ref("int_panel_skills__counted") }}

),

windows as (

    select * from {{ ref("int_panel_windows") }}

),

-- Every job counts in its category and country, and in 'all' of each.
scopes as (

    select
        panel,
        window_name,
        {{ or_all("category") }},
        {{ or_all("country") }},
        min(window_start) as window_start,
        max(window_end) as window_end,
        count(job_key) as n_jobs,
        count(distinct opening_key) as n_openings,
        count(job_key) filter (where has_skills) as n_extracted
    from jobs
    group by panel, window_name, cube(category, country)

),

counts as (

    select
        counted.panel,
        windows.window_name,
        {{ or_all("counted.category") }},
        {{ or_all("counted.country") }},
        counted.kind,
        counted.skill,
        sum(counted.n_jobs)::bigint as n_jobs_with_skill,
        sum(counted.n_alone)::bigint as n_alone,
        sum(counted.n_stated)::bigint as n_stated,
        sum(counted.n_paraphrased)::bigint as n_paraphrased,
        sum(counted.n_inferred)::bigint as n_inferred,
        sum(counted.n_required)::bigint as n_required,
        sum(counted.n_preferred)::bigint as n_preferred
    from counted
    inner join windows
        on
            counted.panel = windows.panel
            and counted.place <= windows.place
    group by
        counted.panel, windows.window_name, counted.kind, counted.skill, cube(counted.category, counted.country)

),

-- Openings are no sum of counts: those of several jobs are counted from the jobs themselves.
shared_openings as (

    select
        jobs.panel,
        jobs.window_name,
        {{ or_all("jobs.category") }},
        {{ or_all("jobs.country") }},
        skills.kind,
        skills.skill,
        count(distinct jobs.opening_key) as n_openings
    from jobs
    inner join skills on jobs.job_key = skills.job_key
    where not jobs.is_alone
    group by jobs.panel, jobs.window_name, skills.kind, skills.skill, cube(jobs.category, jobs.country)

),

joined as (

    select
        counts.* exclude (n_alone),  -- noqa: RF02
        counts.n_alone + coalesce(shared_openings.n_openings, 0) as n_openings_with_skill,
        scopes.window_start,
        scopes.window_end,
        scopes.n_jobs,
        scopes.n_openings,
        {{ share("counts.n_jobs_with_skill", "scopes.n_jobs") }} as share,
        {{ share("counts.n_required", "counts.n_jobs_with_skill") }} as share_required,
        {{ share("scopes.n_extracted", "scopes.n_jobs") }} as coverage
    from counts
    inner join scopes
        on
            counts.panel = scopes.panel
            and counts.window_name = scopes.window_name
            and counts.category = scopes.category
            and counts.country = scopes.country
    left join shared_openings
        on
            counts.panel = shared_openings.panel
            and counts.window_name = shared_openings.window_name
            and counts.category = shared_openings.category
            and counts.country = shared_openings.country
            and counts.kind = shared_openings.kind
            and counts.skill = shared_openings.skill

),

final as (

    select
        ---------- scope
        panel,
        window_name as "window",
        category,
        country,
        skill,
        kind,

        ---------- how often
        n_jobs,
        n_openings,
        n_jobs_with_skill,
        n_openings_with_skill,
        n_stated,
        n_paraphrased,
        n_inferred,
        n_required,
        n_preferred,
        share,
        {{ interval("share", "n_jobs_with_skill", "n_jobs") }},
        share_required,
        {{ interval("share_required", "n_required", "n_jobs_with_skill") }},

        ---------- how far to trust it
        window_start,
        window_end,
        n_jobs as n,
        coverage,
        {{ meets_floor("n_jobs", "coverage", "n_jobs_with_skill") }} as meets_floor
    from joined

)

select * from final
