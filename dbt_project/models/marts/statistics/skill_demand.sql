-- Which skills are asked for, and how often as a requirement, by category and country within one panel and window.
with jobs as (

    select * from {{ ref("int_panel_jobs__windowed") }}
    where is_language_unread is not true

),

skills as (

    select * from {{ ref("int_job_skills__latest") }} as found
    where {{ is_asked_for("found") }}

),

-- Every job counts in its category and country, and in 'all' of each.
scoped_jobs as (

    select * from jobs
    union all by name
    select * replace ('all' as category) from jobs
    union all by name
    select * replace ('all' as country) from jobs
    union all by name
    select * replace ('all' as category, 'all' as country) from jobs

),

scopes as (

    select
        panel,
        window_name,
        category,
        country,
        min(window_start) as window_start,
        max(window_end) as window_end,
        count(job_key) as n_jobs,
        count(distinct opening_key) as n_openings,
        count(job_key) filter (where has_skills) as n_extracted
    from scoped_jobs
    group by panel, window_name, category, country

),

counts as (

    select
        scoped_jobs.panel,
        scoped_jobs.window_name,
        scoped_jobs.category,
        scoped_jobs.country,
        skills.kind,
        skills.skill,
        count(skills.job_key) as n_jobs_with_skill,
        count(distinct scoped_jobs.opening_key) as n_openings_with_skill,
        {{ support_counts("skills.support") }},
        count(skills.job_key) filter (where skills.requirement = 'required') as n_required,
        count(skills.job_key) filter (where skills.requirement = 'preferred') as n_preferred
    from scoped_jobs
    inner join skills on scoped_jobs.job_key = skills.job_key
    group by
        scoped_jobs.panel,
        scoped_jobs.window_name,
        scoped_jobs.category,
        scoped_jobs.country,
        skills.kind,
        skills.skill

),

joined as (

    select
        counts.*,
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
