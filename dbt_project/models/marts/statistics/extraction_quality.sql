-- Can the skills be trusted, and did a new version of an extractor help? Per panel, window, source and version.
with jobs as (

    select
        panel,
        window_name,
        job_key,
        window_start,
        window_end
    from {{ ref("int_panel_jobs__windowed") }}

),

panels as (

    select
        panel,
        window_name,
        min(window_start) as window_start,
        max(window_end) as window_end,
        count(job_key) as n_panel_jobs
    from jobs
    group by panel, window_name

),

found as (

    select
        job_key,
        kind,
        skill,
        skill_id,
        agreement,
        evidence_text,
        unnest(found_by) as finding
    from {{ ref("int_job_skills__latest") }}

),

latest as (

    select
        * exclude (finding),
        finding.source as source,
        finding.extractor_version as extractor_version,
        finding.support as support
    from found

),

-- Lexicon and model can only agree, or not, on a job and kind of skill that both have read.
read_by_both as (

    select
        job_key,
        kind
    from latest
    group by job_key, kind
    having bool_or(source like 'lexicon%') and bool_or(source like 'llm%')

),

findings as (

    select
        latest.job_key,
        latest.skill,
        latest.source,
        latest.extractor_version,
        latest.support,
        latest.skill_id is not null as in_taxonomy,
        coalesce(length(latest.evidence_text) > 0, false) as has_evidence,
        read_by_both.job_key is not null as is_comparable,
        latest.agreement = 'both' as is_agreed
    from latest
    left join read_by_both
        on
            latest.job_key = read_by_both.job_key
            and latest.kind = read_by_both.kind

),

costs as (

    select
        job_key,
        sum(cost_usd) as cost_usd
    from {{ ref("fct_api_calls") }}
    where call_type = 'extract' and job_key is not null
    group by job_key

),

changes as (

    select * from {{ ref("int_extractor_changes") }}

),

counts as (

    select
        jobs.panel,
        jobs.window_name,
        findings.source,
        findings.extractor_version,
        count(distinct findings.job_key) as n_jobs,
        count(findings.skill) as n_skills,
        count(findings.skill) filter (where findings.has_evidence) as n_with_evidence,
        count(findings.skill) filter (where findings.in_taxonomy) as n_in_taxonomy,
        {{ support_counts("findings.support") }},
        count(findings.skill) filter (where findings.is_comparable) as n_comparable,
        count(findings.skill) filter (where findings.is_comparable and findings.is_agreed) as n_agreed
    from findings
    inner join jobs on findings.job_key = jobs.job_key
    group by jobs.panel, jobs.window_name, findings.source, findings.extractor_version

),

finding_jobs as (

    select distinct
        source,
        extractor_version,
        job_key
    from findings

),

job_costs as (

    select
        jobs.panel,
        jobs.window_name,
        finding_jobs.source,
        finding_jobs.extractor_version,
        sum(costs.cost_usd) as cost_usd
    from finding_jobs
    inner join jobs on finding_jobs.job_key = jobs.job_key
    inner join costs on finding_jobs.job_key = costs.job_key
    where finding_jobs.source like 'llm%'
    group by jobs.panel, jobs.window_name, finding_jobs.source, finding_jobs.extractor_version

),

job_changes as (

    select
        jobs.panel,
        jobs.window_name,
        changes.source,
        changes.extractor_version,
        count(changes.job_key) as n_compared,
        sum(changes.n_added)::bigint as n_added,
        sum(changes.n_dropped)::bigint as n_dropped
    from changes
    inner join jobs on changes.job_key = jobs.job_key
    group by jobs.panel, jobs.window_name, changes.source, changes.extractor_version

),

joined as (

    select
        counts.*,
        panels.window_start,
        panels.window_end,
        panels.n_panel_jobs,
        coalesce(job_costs.cost_usd, 0)::decimal(18, 6) as cost_usd,
        coalesce(job_changes.n_compared, 0) as n_compared,
        coalesce(job_changes.n_added, 0) as n_added,
        coalesce(job_changes.n_dropped, 0) as n_dropped,
        {{ share("counts.n_jobs", "panels.n_panel_jobs") }} as coverage
    from counts
    inner join panels
        on
            counts.panel = panels.panel
            and counts.window_name = panels.window_name
    left join job_costs
        on
            counts.panel = job_costs.panel
            and counts.window_name = job_costs.window_name
            and counts.source = job_costs.source
            and counts.extractor_version = job_costs.extractor_version
    left join job_changes
        on
            counts.panel = job_changes.panel
            and counts.window_name = job_changes.window_name
            and counts.source = job_changes.source
            and counts.extractor_version = job_changes.extractor_version

),

final as (

    select
        ---------- scope
        panel,
        window_name as "window",
        source,
        extractor_version,

        ---------- how much
        n_jobs,
        n_skills,
        {{ share("n_skills", "n_jobs") }} as skills_per_job,

        ---------- how well grounded
        {{ share("n_with_evidence", "n_skills") }} as pct_with_evidence,
        {{ share("n_in_taxonomy", "n_skills") }} as pct_in_taxonomy,
        {{ share("n_agreed", "n_comparable") }} as agreement_with_other,
        n_stated,
        n_paraphrased,
        n_inferred,

        ---------- against the version before, on the same texts
        n_compared,
        n_added,
        n_dropped,

        ---------- what it cost
        cost_usd,
        {{ share("cost_usd", "n_jobs") }} as cost_per_job,

        ---------- how far to trust it
        window_start,
        window_end,
        n_jobs as n,
        coverage,
        {{ meets_floor("n_jobs", "coverage") }} as meets_floor
    from joined

)

select * from final
