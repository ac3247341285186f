-- What postings ask for by name and no skill covers: phrases behind "experience with", "knowledge of" and the like, in
-- sections that ask. Read to decide what the taxonomy should learn; no statistic of the market.
with jobs as (

    select
        job_key,
        employer_key,
        description,
        last_seen,
        sections,
        list_transform(
            flatten(
                [
                    coalesce(hard_skills, []),
                    coalesce(soft_skills, []),
                    coalesce(education, []),
                    coalesce(context_skills, [])
                ]
            ),
            lambda found: lower(found.evidence_text)
        ) as evidence
    from {{ ref("job_detail") }}
    where language = 'en'

),

newest as (

    select max(last_seen) as window_end from jobs

),

-- Only what four weeks show: a gap that was closed, or a fashion that went, is none.
recent as (

    select
        jobs.*,
        newest.window_end
    from jobs
    cross join newest
    where jobs.last_seen > newest.window_end - interval 28 day

),

asking as (

    select
        job_key,
        unnest(
            list_transform(
                list_filter(sections, lambda s: s.label in ('requirements', 'nice_to_have')),  -- noqa: RF01
                lambda s: lower(substring(description, s.start + 1, s.end - s.start))  -- noqa: RF01
            )
        ) as part
    from recent

),

lists as (

    select
        job_key,
        unnest(
            regexp_extract_all(
                part,
                '(?:experience (?:with|in|of|using)|knowledge of|familiar(?:ity)? with|proficien(?:t|cy) (?:in|with)'
                || '|understanding of|skilled in|trained in|background in|certified in) ([^.:;()\n•*]{3,140})',
                1
            )
        ) as listed
    from asking

),

named as (

    select distinct
        job_key,
        trim(
            regexp_replace(
                trim(
                    unnest(
                        regexp_split_to_array(
                            listed, ',|/| and | or | such as | including | is | are | preferred| required'
                        )
                    )
                ),
                '^(?:(?:a|an|the|of|other|any|all|both|various|modern|strong|good|common|relevant|e\.g\.|in|with) )+',
                ''
            )
        ) as phrase
    from lists

),

-- A name has one to three words; a longer piece is a sentence.
phrases as (

    select
        named.job_key,
        named.phrase
    from named
    where
        regexp_matches(named.phrase, '^[a-z][a-z0-9+#&.\-]*(?: [a-z0-9+#&.\-]+){0,2}$')
        and length(named.phrase) between 3 and 40
        and not regexp_matches(
            named.phrase,
            '\b(?:a|an|the|of|our|your|their|similar|related|equivalent|plus|years?|etc|least|one|following|using|from'
            || '|for|in|on|to|by|at|as|that|which|you|we|this|these|work|working|environment|preferably|fields?|role)\b'
        )

),

uncovered as (

    select
        phrases.job_key,
        phrases.phrase
    from phrases
    inner join recent on phrases.job_key = recent.job_key
    where
        len(
            list_filter(
                recent.evidence,
                lambda words: contains(words, phrases.phrase) or contains(phrases.phrase, words)  -- noqa: RF02
            )
        ) = 0

),

counted as (

    select
        uncovered.phrase,
        min(recent.window_end) as last_day,
        count(distinct uncovered.job_key) as n_jobs,
        count(distinct recent.employer_key) as n_employers,
        list_slice(list_sort(list(distinct uncovered.job_key)), 1, 3) as example_jobs,
        list_slice(
            list_sort(list(distinct substring(
                recent.description, greatest(strpos(lower(recent.description), uncovered.phrase) - 40, 1), 100
            ))), 1, 3
        ) as examples
    from uncovered
    inner join recent on uncovered.job_key = recent.job_key
    group by uncovered.phrase

),

final as (

    select
        phrase,
        '28d' as "window",
        n_jobs,
        n_employers,
        example_jobs,
        examples,
        (last_day - interval 27 day)::date as window_start,
        (last_day + interval 1 day)::date as window_end
    from counted
    -- What one employer alone writes is its own word for something.
    where n_employers >= {{ var("floor_gap_employers") }}

)

select * from final
