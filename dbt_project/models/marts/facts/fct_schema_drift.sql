with drift as (

    select * from {{ ref("stg_jsearch__drift") }}
    where {{ in_window("search_date") }}

),

final as (

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
    from drift

)

select * from final
