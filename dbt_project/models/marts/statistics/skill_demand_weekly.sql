-- How often a skill is asked for, week by week, within one panel: like is compared with like only.
with jobs as (

    select * from {{ ref("int_panel_jobs__weekly") }}

),

skills as (

    select
        search_date,
        job_key,
        kind,
        skill,
        support
    from {{ ref("int_skills__by_day") }}

),

methods as (

    select * from {{ ref("int_panel_methods__weekly") }}

),

-- Every job counts in its category and once more in 'all'.
scoped_jobs as (

    select * from jobs
    union all by name
    select * replace ('all' as category) from jobs

),

extracted as (

    select distinct
        search_date,
        job_key
    from skills

),

scopes as (

    select
        scoped_jobs.panel,
        scoped_jobs.category,
        scoped_jobs.week,
        count(scoped_jobs.job_key) as n_jobs,
        count(distinct scoped_jobs.opening_key) as n_openings,
        count(extracted.job_key) as n_extracted
    from scoped_jobs
    left join extracted
        on
            scoped_jobs.job_key = extracted.job_key
            and scoped_jobs.seen_on = extracted.search_date
    group by scoped_jobs.panel, scoped_jobs.category, scoped_jobs.week

),

counts as (

    select
        scoped_jobs.panel,
        scoped_jobs.category,
        scoped_jobs.week,
        skills.kind,
        skills.skill,
        count(skills.job_key) as n_jobs_with_skill,
        {{ support_counts("skills.support") }}
    from scoped_jobs
    inner join skills
        on
            scoped_jobs.job_key = skills.job_key
            and scoped_jobs.seen_on = skills.search_date
    group by all

),

-- A skill that was asked for in the four weeks before and no longer is has a row with zero: a fall to nothing shows.
spine as (

    select distinct
        counts.panel,
        counts.category,
        scopes.week,
        counts.kind,
        counts.skill
    from counts
    inner join scopes
        on
            counts.panel = scopes.panel
            and counts.category = scopes.category
            and scopes.week between counts.week and counts.week + 28

),

dense as (

    select
        spine.*,
        coalesce(counts.n_jobs_with_skill, 0) as n_jobs_with_skill,
        coalesce(counts.n_stated, 0) as n_stated,
        coalesce(counts.n_paraphrased, 0) as n_paraphrased,
        coalesce(counts.n_inferred, 0) as n_inferred
    from spine
    left join counts
        on
            spine.panel = counts.panel
            and spine.category = counts.category
            and spine.week = counts.week
            and spine.kind = counts.kind
            and spine.skill = counts.skill

),

before as (

    select
        *,
        sum(n_jobs_with_skill) over (
            partition by panel, category, kind, skill
            order by week
            range between interval 28 days preceding and interval 7 days preceding
        ) as n_with_skill_before
    from dense

),

scopes_before as (

    select
        scopes.*,
        sum(scopes.n_jobs) over (
            partition by scopes.panel, scopes.category
            order by scopes.week
            range between interval 28 days preceding and interval 7 days preceding
        ) as n_jobs_before,
        methods.n_days,
        methods.method_change,
        -- Weeks are comparable when no method changed between the first week compared and this one, and when this one
        -- was searched on at least half as many days as the fullest of them: one Monday is not a week.
        not coalesce(
            bool_or(methods.method_change) over (
                partition by scopes.panel, scopes.category
                order by scopes.week
                range between interval 21 days preceding and current row
            ), false
        )
        and methods.n_days * 2 >= max(methods.n_days) over (
            partition by scopes.panel, scopes.category
            order by scopes.week
            range between interval 28 days preceding and current row
        ) as is_comparable
    from scopes
    inner join methods
        on
            scopes.panel = methods.panel
            and scopes.week = methods.week

),

joined as (

    select
        before.*,
        scopes_before.n_jobs,
        scopes_before.n_openings,
        scopes_before.n_extracted,
        scopes_before.n_days,
        scopes_before.method_change,
        scopes_before.is_comparable,
        {{ share("before.n_jobs_with_skill", "scopes_before.n_jobs") }} as share,
        {{ share("coalesce(before.n_with_skill_before, 0)", "scopes_before.n_jobs_before") }} as share_prev_4w,
        {{ share("scopes_before.n_extracted", "scopes_before.n_jobs") }} as coverage
    from before
    inner join scopes_before
        on
            before.panel = scopes_before.panel
            and before.category = scopes_before.category
            and before.week = scopes_before.week

),

final as (

    select
        ---------- scope
        week,
        panel,
        category,
        skill,
        kind,

        ---------- how often
        n_jobs,
        n_openings,
        n_jobs_with_skill,
        n_stated,
        n_paraphrased,
        n_inferred,
        share,

        ---------- against the four weeks before
        share_prev_4w,
        if(is_comparable, round(share - share_prev_4w, 6), null) as delta,
        method_change,
        is_comparable,

        ---------- how far to trust it
        week as window_start,
        week + 7 as window_end,
        n_days,
        n_jobs as n,
        coverage,
        {{ meets_floor("n_jobs", "coverage", "n_jobs_with_skill") }} as meets_floor
    from joined

)

select * from final
