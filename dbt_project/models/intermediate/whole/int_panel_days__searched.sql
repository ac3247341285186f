-- One row per panel and day on which it was searched: whether the day is whole.
with searches as (

    select * from {{ ref("int_search_days__by_day") }}

),

grouped as (

    select
        panel,
        search_date,
        count(search_name) as n_searches,
        sum(n_jobs)::bigint as n_jobs,
        -- A look-back keeps one day's postings only, and a search that could not be made leaves a hole. One search of
        -- several without a result is an answer; a day on which none of them found a job is more likely a fault.
        bool_and(outcome != 'unavailable' and keeps = 'all') and sum(n_jobs) > 0 as is_whole
    from searches
    group by panel, search_date

)

select * from grouped
