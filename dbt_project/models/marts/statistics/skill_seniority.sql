-- Which skills set a seniority apart: their share there over their share in all jobs of the same panel, window and
-- category.
with jobs as (

    select * from {{ ref("int_panel_jobs__windowed") }}
    where is_language_unread is not true

),

skills as (

    select * from {{ ref("int_job_skills__latest") }} as found
    where {{ is_asked_for("found") }}

),

scoped_jobs as (

    select * from jobs
    union all by name
    select * replace ('all' as category) from jobs

),

scopes as (

    select
        panel,
        window_name,
        category,
        min(window_start) as window_start,
        max(window_end) as window_end,
        count(job_key) as n_all,
        count(job_key) filter (where seniority != 'unclear') as n_known
    from scoped_jobs
    group by panel, window_name, category

),

groups as (

    select
        panel,
        window_name,
        category,
        seniority,
        count(job_key) as n_jobs,
        count(distinct opening_key) as n_openings
    from scoped_jobs
    group by panel, window_name, category, seniority

),

counts as (

    select
        scoped_jobs.panel,
        scoped_jobs.window_name,
        scoped_jobs.category,
        scoped_jobs.seniority,
        skills.kind,
        skills.skill,
        count(skills.job_key) as n_jobs_with_skill
    from scoped_jobs
    inner join skills on scoped_jobs.job_key = skills.job_key
    group by
        scoped_jobs.panel,
        scoped_jobs.window_name,
        scoped_jobs.category,
        scoped_jobs.seniority,
        skills.kind,
        skills.skill

),

totals as (

    select
        *,
        sum(n_jobs_with_skill) over (partition by panel, window_name, category, kind, skill) as n_all_with_skill
    from counts

),

joined as (

    select
        totals.*,
        groups.n_jobs,
        groups.n_openings,
        scopes.n_all,
        scopes.window_start,
        scopes.window_end,
        {{ share("totals.n_jobs_with_skill", "groups.n_jobs") }} as share,
        {{ share("totals.n_all_with_skill", "scopes.n_all") }} as share_all,
        {{ share("totals.n_jobs_with_skill * scopes.n_all", "groups.n_jobs * totals.n_all_with_skill") }}
            as over_representation,
        {{ share("scopes.n_known", "scopes.n_all") }} as coverage
    from totals
    inner join groups
        on
            totals.panel = groups.panel
            and totals.window_name = groups.window_name
            and totals.category = groups.category
            and totals.seniority = groups.seniority
    inner join scopes
        on
            totals.panel = scopes.panel
            and totals.window_name = scopes.window_name
            and totals.category = scopes.category

),

final as (

    select
        ---------- scope
        panel,
        window_name as "window",
        category,
        seniority,
        skill,
        kind,

        ---------- how often, here and everywhere
        n_jobs,
        n_openings,
        n_jobs_with_skill,
        share,
        {{ interval("share", "n_jobs_with_skill", "n_jobs") }},
        share_all,
        {{ interval("share_all", "n_all_with_skill", "n_all") }},
        over_representation,

        ---------- how far to trust it
        window_start,
        window_end,
        n_jobs as n,
        coverage,
        {{ meets_floor("n_jobs", "coverage", "n_jobs_with_skill") }} as meets_floor
    from joined
    where seniority != 'unclear'

)

select * from final
