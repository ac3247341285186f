-- One row per job, text, source and extractor version that followed another one on the same text: what it added and
-- dropped. A version that found nothing at all in a text leaves no row to compare.
with found as (

    select
        search_date,
        job_key,
        content_hash,
        kind || ':' || skill as skill,
        unnest(found_by) as finding
    from {{ ref("int_skills__by_day") }}

),

findings as (

    select
        search_date,
        job_key,
        content_hash,
        skill,
        finding.source as source,
        finding.extractor_version as extractor_version
    from found

),

-- Only texts that two versions of a source have read can be compared; most sources have had one version only.
changed_sources as (

    select source
    from findings
    group by source
    having count(distinct extractor_version) > 1

),

reread as (

    select
        findings.job_key,
        findings.content_hash,
        findings.source
    from findings
    inner join changed_sources on findings.source = changed_sources.source
    group by findings.job_key, findings.content_hash, findings.source
    having min(findings.extractor_version) != max(findings.extractor_version)

),

sets as (

    select
        findings.job_key,
        findings.content_hash,
        findings.source,
        findings.extractor_version,
        findings.search_date,
        list_sort(list(distinct findings.skill)) as skills
    from findings
    inner join reread
        on
            findings.job_key = reread.job_key
            and findings.content_hash = reread.content_hash
            and findings.source = reread.source
    group by
        findings.job_key,
        findings.content_hash,
        findings.source,
        findings.extractor_version,
        findings.search_date

),

-- A version finds the same in the same text on every day: its first day speaks for it.
versions as (

    select *
    from sets
    qualify row_number() over (
        partition by job_key, content_hash, source, extractor_version order by search_date
    ) = 1

),

compared as (

    select
        *,
        lag(skills) over (
            partition by job_key, content_hash, source order by search_date, extractor_version
        ) as skills_before
    from versions

),

final as (

    select
        job_key,
        content_hash,
        source,
        extractor_version,
        search_date as since,
        len(list_filter(skills, lambda skill: not list_contains(skills_before, skill))) as n_added,
        len(list_filter(skills_before, lambda skill: not list_contains(skills, skill))) as n_dropped
    from compared
    where skills_before is not null

)

select * from final
