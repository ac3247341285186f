with source as (

    select * from {{ source("lake", "classified_jobs") }}

),

renamed as (

    select
        search_date,
        job_key,
        content_hash,
        category,
        confidence as category_confidence,
        evidence as category_evidence,
        runner_up,
        runner_up_confidence,
        source as category_source,
        fallback_reason,
        classifier_version
    from source

)

select * from renamed
