with source as (

    select * from {{ source("lake", "schema_drift") }}

),

renamed as (

    select
        search_date,
        field,
        change,
        expected,
        found,
        results,
        example,
        raw_file,
        raw_position
    from source

)

select * from renamed
