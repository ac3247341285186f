with skills as (

    select * from {{ ref("int_job_skills__latest") }}
    where {{ is_touched("job_key") }}

),

jobs as (

    select * from {{ ref("int_jobs__seen") }}

),

final as (

    select
        ---------- identity
        skills.job_key,
        jobs.opening_key,
        skills.kind,
        skills.skill,
        skills.skill_id,
        skills.skill_type,
        skills.skill_family,

        ---------- where it comes from
        skills.source,
        skills.sources,
        skills.support,
        skills.confidence,
        skills.agreement,
        skills.fallback_reason,
        skills.extractor_version,
        skills.extractor_versions,

        ---------- evidence
        skills.content_hash,
        skills.evidence_start,
        skills.evidence_end,
        skills.evidence_text,
        skills.section,
        skills.requirement,
        skills.years,
        skills.mentions,

        ---------- dates
        skills.search_date as extracted_on
    from skills
    inner join jobs on skills.job_key = jobs.job_key

)

select * from final
