-- One row per job, day and skill: the best evidence of all sources, what asks for it first, and who found it.
with skills as (

    select * from {{ ref("stg_jsearch__skills") }}
    where {{ in_window("search_date") }}

),

-- Most skills were found by one source. Only the others are gathered into lists, because the engine holds every list
-- in memory until the last row is read, while it can move these windows to disk.
numbered as (

    select
        *,
        struct_pack(
            source := source,
            extractor_version := extractor_version,
            support := support,
            confidence := confidence
        ) as finding,
        count(*) over same_skill as n_found,
        row_number() over (
            same_skill
            order by
                (requirement is not distinct from 'context') asc,
                confidence desc,
                source asc,
                evidence_start asc nulls last,
                evidence_end asc,
                extractor_version asc
        ) as place
    from skills
    window same_skill as (partition by search_date, job_key, kind, skill)

),

several as (

    select
        search_date,
        job_key,
        kind,
        skill,
        list_sort(list(source)) as sources,
        list_sort(list_distinct(list(extractor_version))) as extractor_versions,
        list_sort(list(finding)) as found_by,
        max(mentions) as mentions
    from numbered
    where n_found > 1
    group by search_date, job_key, kind, skill

),

joined as (

    select
        numbered.* exclude (mentions, finding, n_found, place),  -- noqa: references.qualification
        coalesce(several.sources, [numbered.source]) as sources,
        coalesce(several.extractor_versions, [numbered.extractor_version]) as extractor_versions,
        coalesce(several.found_by, [numbered.finding]) as found_by,
        if(numbered.n_found > 1, several.mentions, numbered.mentions) as mentions,
        {{ read_at() }} as read_at
    from numbered
    left join several
        on
            numbered.search_date = several.search_date
            and numbered.job_key = several.job_key
            and numbered.kind = several.kind
            and numbered.skill = several.skill
    where numbered.place = 1

)

select * from joined
