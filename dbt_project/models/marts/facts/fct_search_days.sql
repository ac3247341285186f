with search_days as (

    select * from {{ ref("int_search_days__by_day") }}
    where {{ in_window("search_date") }}

),

final as (

    select
        ---------- identity
        search_date,
        search_name,
        search_version,
        panel,
        source,

        ---------- what was asked
        query,
        country,
        date_posted,
        keeps,

        ---------- what came of it
        outcome,
        reason,
        is_healthy,
        is_whole_board,
        pages,
        empty_pages,
        results,
        n_postings,
        n_jobs,
        n_unreadable,
        n_other_day
    from search_days

)

select * from final
