with source as (

    select * from {{ source("lake", "quarantine") }}

),

renamed as (

    select
        search_date,
        raw_file,
        raw_position,
        request_key,
        search_name,
        reason,
        field,
        detail
    from source

)

select * from renamed
