with source as (

    select * from {{ source("lake", "job_openings") }}

),

renamed as (

    select
        job_key,
        opening_key,
        is_canonical,
        linked_to,
        link_reason,
        link_score
    from source

)

select * from renamed
