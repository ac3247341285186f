-- One row per panel and week: with which searches and which extractor the week was made.
with hits as (

    select distinct
        panel,
        search_date,
        date_trunc('week', search_date)::date as week,
        search_name || '@' || coalesce(search_version, '') as search
    from {{ ref("fct_search_hits") }}

),

extractors as (

    select distinct
        search_date,
        unnest(extractor_versions) as extractor_version
    from {{ ref("int_skills__by_day") }}

),

joined as (

    select
        hits.panel,
        hits.week,
        count(distinct hits.search_date) as n_days,
        string_agg(distinct hits.search, ' ' order by hits.search) as searches,
        coalesce(string_agg(distinct extractors.extractor_version, ' ' order by extractors.extractor_version), '')
            as extractors
    from hits
    left join extractors on hits.search_date = extractors.search_date
    group by hits.panel, hits.week

),

compared as (

    select
        *,
        searches || ' | ' || extractors as method,
        lag(searches || ' | ' || extractors) over (partition by panel order by week) as method_before
    from joined

)

select
    *,
    coalesce(method != method_before, false) as method_change
from compared
