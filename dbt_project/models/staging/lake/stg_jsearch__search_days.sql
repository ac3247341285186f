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
        reason,
        coalesce(source, 'jsearch') as source,
        coalesce(is_whole_board, false) as is_whole_board
    from source

)

select * from renamed
