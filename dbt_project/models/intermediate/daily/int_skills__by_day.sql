-- One row per job, day and skill: the best evidence of all sources, and which sources found it.
with skills as (

    select * from {{ ref("stg_jsearch__skills") }}
    where {{ in_window("search_date") }}

),

sources as (

    select
        search_date,
        job_key,
        kind,
        skill,
        -- Sorted after the aggregation: an ordered aggregate over a million small groups takes twice as long.
        list_sort(list(source)) as sources,
        list_sort(list_distinct(list(extractor_version))) as extractor_versions,
        list_sort(
            list(
                struct_pack(
                    source := source,
                    extractor_version := extractor_version,
                    support := support,
                    confidence := confidence
                )
            )
        ) as found_by,
        max(mentions) as mentions
    from skills
    group by search_date, job_key, kind, skill

),

best as (

    select * exclude (mentions)
    from skills
    qualify row_number() over (
        partition by search_date, job_key, kind, skill
        order by confidence desc, source asc, evidence_start asc nulls last, evidence_end asc, extractor_version asc
    ) = 1

),

joined as (

    select
        best.*,
        sources.sources,
        sources.extractor_versions,
        sources.found_by,
        sources.mentions
    from best
    inner join sources
        on
            best.search_date = sources.search_date
            and best.job_key = sources.job_key
            and best.kind = sources.kind
            and best.skill = sources.skill

)

select * from joined
