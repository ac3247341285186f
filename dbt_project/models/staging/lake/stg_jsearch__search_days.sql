with source as (

    select * from {{ source("lake", "search_days") }}

),

renamed as (

    select
        search_date,
        search_name,
        search_version,
        panel,
        query,
        country,
        outcome,
        date_posted,
        keeps,
        pages,
        empty_pages,
        results,
        reason
    from source

)

select * from renamed
