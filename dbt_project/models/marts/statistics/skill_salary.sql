-- What jobs with a skill pay, inside one scope: one panel, window, category, country, currency and pay period. Amounts
-- are yearly equivalents of the middle of the stated range; quartiles only, since a mean of such amounts says little.
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

scoped_jobs as (

    select * from jobs
    union all by name
    select * replace ('all' as category) from jobs

),

counted as (

    select * from {{ ref("int_panel_skills__counted") }}

),

windows as (

    select * from {{ ref("int_panel_windows") }}

),

-- A job without pay counts against the coverage of every currency and period of its scope.
scopes as (

    select
        panel,
        window_name,
        category,
        country,
        min(window_start) as window_start,
        max(window_end) as window_end,
        count(job_key) as n_jobs
    from scoped_jobs
    group by panel, window_name, category, country

),

paid_jobs as (

    select *
    from scoped_jobs
    where pay_yearly is not null

),

scope_pay as (

    select
        panel,
        window_name,
        category,
        country,
        pay_currency,
        pay_period,
        count(job_key) as scope_n_with_salary,
        round(quantile_cont(pay_yearly, 0.5), 2) as scope_p50
    from paid_jobs
    group by panel, window_name, category, country, pay_currency, pay_period

),

skill_jobs as (

    select
        counted.panel,
        windows.window_name,
        {{ or_all("counted.category") }},
        counted.country,
        counted.kind,
        counted.skill,
        sum(counted.n_jobs)::bigint as n_jobs_with_skill,
        sum(counted.n_with_pay)::bigint as n_with_pay
    from counted
    inner join windows
        on
            counted.panel = windows.panel
            and counted.place <= windows.place
    group by
        counted.panel, windows.window_name, counted.country, counted.kind, counted.skill, cube(counted.category)

),

skill_pay as (

    select
        paid_jobs.panel,
        paid_jobs.window_name,
        paid_jobs.category,
        paid_jobs.country,
        paid_jobs.pay_currency,
        paid_jobs.pay_period,
        skills.kind,
        skills.skill,
        count(paid_jobs.job_key) as n_with_salary,
        -- An opening of one job needs no set to be counted once: a third of the time.
        count(paid_jobs.job_key) filter (where paid_jobs.is_alone)
        + count(distinct paid_jobs.opening_key) filter (where not paid_jobs.is_alone) as n_openings,
        count(paid_jobs.job_key) filter (where paid_jobs.pay_source = 'listed') as n_listed,
        count(paid_jobs.job_key) filter (where paid_jobs.pay_source = 'text') as n_from_text,
        quantile_cont(paid_jobs.pay_yearly, [0.25, 0.5, 0.75]) as quartiles
    from paid_jobs
    inner join skills on paid_jobs.job_key = skills.job_key
    group by
        paid_jobs.panel,
        paid_jobs.window_name,
        paid_jobs.category,
        paid_jobs.country,
        paid_jobs.pay_currency,
        paid_jobs.pay_period,
        skills.kind,
        skills.skill

),

joined as (

    select
        skill_pay.* exclude (quartiles),  -- noqa: RF02
        round(skill_pay.quartiles[1], 2) as p25,
        round(skill_pay.quartiles[2], 2) as p50,
        round(skill_pay.quartiles[3], 2) as p75,
        skill_jobs.n_jobs_with_skill,
        scope_pay.scope_n_with_salary,
        scope_pay.scope_p50,
        scopes.window_start,
        scopes.window_end,
        -- Pay of another currency or period is another scope's, not a missing field.
        {{ share("skill_jobs.n_with_pay", "skill_jobs.n_jobs_with_skill") }} as coverage
    from skill_pay
    inner join skill_jobs
        on
            skill_pay.panel = skill_jobs.panel
            and skill_pay.window_name = skill_jobs.window_name
            and skill_pay.category = skill_jobs.category
            and skill_pay.country = skill_jobs.country
            and skill_pay.kind = skill_jobs.kind
            and skill_pay.skill = skill_jobs.skill
    inner join scope_pay
        on
            skill_pay.panel = scope_pay.panel
            and skill_pay.window_name = scope_pay.window_name
            and skill_pay.category = scope_pay.category
            and skill_pay.country = scope_pay.country
            and skill_pay.pay_currency = scope_pay.pay_currency
            and skill_pay.pay_period = scope_pay.pay_period
    inner join scopes
        on
            skill_pay.panel = scopes.panel
            and skill_pay.window_name = scopes.window_name
            and skill_pay.category = scopes.category
            and skill_pay.country = scopes.country

),

final as (

    select
        ---------- scope
        panel,
        window_name as "window",
        category,
        country,
        pay_currency as currency,
        pay_period as period_basis,
        skill,
        kind,

        ---------- yearly equivalents
        p25,
        p50,
        p75,
        scope_p50,
        round(p50 - scope_p50, 2) as delta_vs_scope,

        ---------- how many, and who says so
        n_jobs_with_skill,
        n_with_salary,
        n_openings,
        n_listed,
        n_from_text,
        scope_n_with_salary,

        ---------- how far to trust it
        window_start,
        window_end,
        n_with_salary as n,
        coverage,
        {{ meets_floor("n_with_salary", "coverage", "n_with_salary") }} as meets_floor
    from joined

)

select * from final
