-- How often a skill is asked for, week by week, within one panel: like is compared with like only. A week stands
-- against the whole weeks among the four before it that the same searches and extractors made.
{{ config(pre_hook="{{ clear_touched_weeks('is_found_anew') }}") }}

with jobs as (

    select * from {{ ref("int_panel_jobs__weekly") }} as weekly
    where is_language_unread is not true and {{ in_touched_week("weekly", "is_found_anew", before=28) }}

),

skills as (

    select
        search_date,
        job_key,
        kind,
        skill,
        support
    from {{ ref("int_skills__by_day") }} as found
    where {{ is_asked_for("found") }} and found.search_date in (select jobs.seen_on from jobs)

),

weeks as (

    select * from {{ ref("int_panel_weeks") }}

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

-- A posting stands for weeks. Each sighting knows the next comparable week that found the job again, so that a job
-- counts once, and not once a week, in the weeks that another is compared with: where its last sighting in them is.
sightings as (

    select
        scoped_jobs.panel,
        scoped_jobs.category,
        scoped_jobs.week,
        scoped_jobs.job_key,
        scoped_jobs.opening_key,
        scoped_jobs.seen_on,
        extracted.job_key is not null as is_extracted,
        lead(scoped_jobs.week) over (
            partition by
                scoped_jobs.panel, scoped_jobs.category, scoped_jobs.job_key, weeks.is_whole, weeks.method_run
            order by scoped_jobs.week
        ) as next_week
    from scoped_jobs
    inner join weeks
        on
            scoped_jobs.panel = weeks.panel
            and scoped_jobs.week = weeks.week
    left join extracted
        on
            scoped_jobs.job_key = extracted.job_key
            and scoped_jobs.seen_on = extracted.search_date

),

scopes as (

    select
        panel,
        category,
        week,
        count(job_key) as n_jobs,
        count(distinct opening_key) as n_openings,
        count(job_key) filter (where is_extracted) as n_extracted
    from sightings
    group by panel, category, week

),

scope_sightings as (

    select
        panel,
        category,
        week,
        next_week,
        count(job_key) as n_jobs,
        count(job_key) filter (where is_extracted) as n_extracted
    from sightings
    group by panel, category, week, next_week

),

skill_sightings as (

    select
        sightings.panel,
        sightings.category,
        sightings.week,
        sightings.next_week,
        skills.kind,
        skills.skill,
        count(skills.job_key) as n_jobs_with_skill,
        {{ support_counts("skills.support") }}
    from sightings
    inner join skills
        on
            sightings.job_key = skills.job_key
            and sightings.seen_on = skills.search_date
    group by all

),

counts as (

    select
        panel,
        category,
        week,
        kind,
        skill,
        sum(n_jobs_with_skill)::bigint as n_jobs_with_skill,
        sum(n_stated)::bigint as n_stated,
        sum(n_paraphrased)::bigint as n_paraphrased,
        sum(n_inferred)::bigint as n_inferred
    from skill_sightings
    group by panel, category, week, kind, skill

),

comparable_weeks as (

    select
        weeks.panel,
        weeks.week,
        weeks_before.week as week_before,
        count(*) over (partition by weeks.panel, weeks.week) as n_weeks_before
    from weeks
    inner join weeks as weeks_before
        on
            weeks.panel = weeks_before.panel
            and weeks.method_run = weeks_before.method_run
            and weeks_before.week between weeks.week - 28 and weeks.week - 7
    where weeks.is_whole and weeks_before.is_whole

),

scopes_before as (

    select
        comparable_weeks.panel,
        comparable_weeks.week,
        scope_sightings.category,
        any_value(comparable_weeks.n_weeks_before) as n_weeks_before,
        sum(scope_sightings.n_jobs)::bigint as n_jobs_before,
        coalesce(
            sum(scope_sightings.n_jobs) filter (where scope_sightings.next_week = comparable_weeks.week), 0
        )::bigint as n_jobs_both,
        sum(scope_sightings.n_extracted)::bigint as n_extracted_before
    from comparable_weeks
    inner join scope_sightings
        on
            comparable_weeks.panel = scope_sightings.panel
            and comparable_weeks.week_before = scope_sightings.week
            and comparable_weeks.week <= coalesce(scope_sightings.next_week, comparable_weeks.week)
    group by comparable_weeks.panel, comparable_weeks.week, scope_sightings.category

),

counts_before as (

    select
        comparable_weeks.panel,
        comparable_weeks.week,
        skill_sightings.category,
        skill_sightings.kind,
        skill_sightings.skill,
        sum(skill_sightings.n_jobs_with_skill)::bigint as n_with_skill_before
    from comparable_weeks
    inner join skill_sightings
        on
            comparable_weeks.panel = skill_sightings.panel
            and comparable_weeks.week_before = skill_sightings.week
            and comparable_weeks.week <= coalesce(skill_sightings.next_week, comparable_weeks.week)
    group by
        comparable_weeks.panel,
        comparable_weeks.week,
        skill_sightings.category,
        skill_sightings.kind,
        skill_sightings.skill

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
    where {{ in_touched_week("scopes", "is_found_anew") }}

),

joined as (

    select
        spine.*,
        weeks.n_days,
        weeks.method_change,
        scopes.n_jobs,
        scopes.n_openings,
        coalesce(counts.n_jobs_with_skill, 0) as n_jobs_with_skill,
        coalesce(counts.n_stated, 0) as n_stated,
        coalesce(counts.n_paraphrased, 0) as n_paraphrased,
        coalesce(counts.n_inferred, 0) as n_inferred,
        {{ share("scopes.n_extracted", "scopes.n_jobs") }} as coverage,
        coalesce(scopes_before.n_weeks_before, 0) as n_weeks_before,
        coalesce(scopes_before.n_jobs_before, 0) as n_jobs_before,
        coalesce(scopes_before.n_jobs_both, 0) as n_jobs_both,
        if(scopes_before.n_jobs_before > 0, coalesce(counts_before.n_with_skill_before, 0), null)
            as n_with_skill_before,
        coalesce(scopes_before.n_weeks_before >= {{ var("weeks_before") }}, false)
        and {{ meets_floor("scopes.n_jobs", share("scopes.n_extracted", "scopes.n_jobs")) }}
        and {{ meets_floor(
            "scopes_before.n_jobs_before", share("scopes_before.n_extracted_before", "scopes_before.n_jobs_before")
        ) }} as is_comparable
    from spine
    inner join scopes
        on
            spine.panel = scopes.panel
            and spine.category = scopes.category
            and spine.week = scopes.week
    inner join weeks
        on
            spine.panel = weeks.panel
            and spine.week = weeks.week
    left join counts
        on
            spine.panel = counts.panel
            and spine.category = counts.category
            and spine.week = counts.week
            and spine.kind = counts.kind
            and spine.skill = counts.skill
    left join scopes_before
        on
            spine.panel = scopes_before.panel
            and spine.category = scopes_before.category
            and spine.week = scopes_before.week
    left join counts_before
        on
            spine.panel = counts_before.panel
            and spine.category = counts_before.category
            and spine.week = counts_before.week
            and spine.kind = counts_before.kind
            and spine.skill = counts_before.skill

),

shares as (

    select
        *,
        {{ share("n_jobs_with_skill", "n_jobs") }} as share,
        {{ share("n_with_skill_before", "n_jobs_before") }} as share_prev_4w,
        -- A skill of few jobs has no delta: the test could not tell its chance.
        is_comparable
        and {{ least_expected("n_jobs_with_skill", "n_jobs", "n_with_skill_before", "n_jobs_before") }}
        >= {{ var("floor_skill") }} as is_tested
    from joined

),

scored as (

    select
        *,
        if(
            is_tested,
            {{ two_proportion_z(
                "n_jobs_with_skill", "n_jobs", "n_with_skill_before", "n_jobs_before", "n_jobs_both"
            ) }},
            null
        ) as z
    from shares

),

tested as (

    select
        *,
        {{ two_sided_p("z") }} as p_value
    from scored

),

ranked as (

    select
        *,
        {{ place_in_family("p_value", "panel, category, week") }}
    from tested

),

adjusted as (

    select
        *,
        {{ q_value("p_value", "panel, category, week") }} as q_value
    from ranked

),

final as (

    select
        ---------- scope
        week,
        panel,
        '7d' as "window",
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
        {{ interval("share", "n_jobs_with_skill", "n_jobs") }},

        ---------- against the comparable weeks of the four before
        n_weeks_before,
        n_jobs_before,
        n_jobs_both,
        n_with_skill_before,
        share_prev_4w,
        {{ interval("share_prev_4w", "n_with_skill_before", "n_jobs_before") }},
        method_change,
        is_comparable,
        if(p_value is null, null, round(share - share_prev_4w, 6)) as delta,
        p_value,
        q_value,
        q_value <= {{ var("false_discovery_rate") }} as is_significant,

        ---------- how far to trust it
        week as window_start,
        week + 7 as window_end,
        n_days,
        n_jobs as n,
        coverage,
        {{ meets_floor("n_jobs", "coverage", "n_jobs_with_skill") }} as meets_floor
    from adjusted

)

select * from final
