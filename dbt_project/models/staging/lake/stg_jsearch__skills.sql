with source as (

    select * from {{ source("lake", "extracted_skills") }}

),

renamed as (

    select
        ---------- identity
        search_date,
        job_key,
        content_hash,
        skill,
        skill_id,
        kind,
        type as skill_type,
        family as skill_family,

        ---------- where it comes from
        source,
        support,
        confidence,
        agreement,
        fallback_reason,
        extractor_version,

        ---------- evidence
        evidence_start,
        evidence_end,
        evidence_text,
        section,
        requirement,
        years,
        mentions
    from source

)

select * from renamed
