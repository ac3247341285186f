-- Which skills set a seniority apart: their share there over their share in all jobs of the same panel, window and
-- category.
with jobs as (

    select * from {{ ref("int_panel_jobs__windowed") }}
    where is_language_unread is not true

),

counted as (

    select * from {{ ref("int_panel_skills__counted") }}

),

windows as (

    select * from {{ ref("int_panel_windows") }}

),

-- Every job counts in its category and in 'all'.
scopes as (

    select
        panel,
        window_name,
        {{ or_all("category") }},
        min(window_start) as window_start,
        max(window_end) as window_end,
        count(job_key) as n_all,
        count(job_key) filter (where seniority != 'unclear') as n_known
    from jobs
    group by panel, window_name, cube(category)

),

groups as (

    select
        panel,
        window_name,
        {{ or_all("category") }},
        seniority,
        count(job_key) as n_jobs,
        count(distinct opening_key) as n_openings
    from jobs
    group by panel, window_name, seniority, cube(category)

),

counts as (

    select
        counted.panel,
        windows.window_name,
        {{ or_all("counted.category") }},
        counted.seniority,
        counted.kind,
        counted.skill,
        sum(counted.n_jobs)::bigint as n_jobs_with_skill
    from counted
    inner join windows
        on
            counted.panel = windows.panel
            and counted.place <= windows.place
    group by
        counted.panel, windows.window_name, counted.seniority, counted.kind, counted.skill, cube(counted.category)

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
