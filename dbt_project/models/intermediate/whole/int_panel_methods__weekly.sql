-- One row per panel and week: with which searches and which extractors the week was made.
with searches as (

    select distinct
        panel,
        search_date,
        unnest(searches) as search
    from {{ ref("int_panel_jobs__by_day") }}

),

extractors as (

    select distinct
        search_date,
        unnest(extractor_versions) as extractor_version
    from {{ ref("int_skills__by_day") }}

),

grouped as (

    select
        searches.panel,
        date_trunc('week', searches.search_date)::date as week,
        count(distinct searches.search_date) as n_days,
        string_agg(distinct searches.search, ' ' order by searches.search) as searches,
        coalesce(string_agg(distinct extractors.extractor_version, ' ' order by extractors.extractor_version), '')
            as extractors
    from searches
    left join extractors on searches.search_date = extractors.search_date
    group by searches.panel, week

),

methods as (

    select
        *,
        searches || ' | ' || extractors as method
    from grouped

),

compared as (

    select
        *,
        lag(method) over (partition by panel order by week) as method_before
    from methods

),

final as (

    select
        *,
        coalesce(method != method_before, false) as method_change
    from compared

)

select * from final
