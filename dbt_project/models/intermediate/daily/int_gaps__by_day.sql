-- One row per day, job and phrase that an English posting asks for by name and no evidence covers: words behind
-- "experience with", "knowledge of" and the like, in sections that ask. A day is read once, not in each of the runs in
-- whose four weeks it lies; one without skills has not been extracted, and nothing is known to be missing in it.
with jobs as (

    select
        search_date,
        job_key,
        request_key,
        raw_position
    from {{ ref("int_jobs__by_day") }}
    where {{ in_window("search_date") }}

),

postings as (

    select * from {{ ref("stg_jsearch__postings") }}
    where language = 'en' and {{ in_window("search_date") }}

),

skills as (

    select
        search_date,
        job_key,
        evidence_text
    from {{ ref("int_skills__by_day") }}
    where {{ in_window("search_date") }}

),

extracted_days as (

    select distinct search_date from skills

),

proof as (

    select
        search_date,
        job_key,
        list(lower(evidence_text)) as evidence
    from skills
    group by search_date, job_key

),

texts as (

    select
        jobs.search_date,
        jobs.job_key,
        postings.description,
        postings.sections,
        coalesce(proof.evidence, []) as evidence
    from jobs
    inner join extracted_days on jobs.search_date = extracted_days.search_date
    inner join postings
        on
            jobs.search_date = postings.search_date
            and jobs.request_key = postings.request_key
            and jobs.raw_position = postings.raw_position
    left join proof
        on
            jobs.search_date = proof.search_date
            and jobs.job_key = proof.job_key

),

asking as (

    select
        search_date,
        job_key,
        unnest(
            list_transform(
                list_filter(sections, lambda s: s.label in ('requirements', 'nice_to_have')),  -- noqa: RF01
                lambda s: lower(substring(description, s.start + 1, s.end - s.start))  -- noqa: RF01
            )
        ) as part
    from texts

),

lists as (

    select
        search_date,
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
        search_date,
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
        named.search_date,
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

final as (

    select
        phrases.search_date,
        phrases.job_key,
        phrases.phrase,
        substring(
            texts.description, greatest(strpos(lower(texts.description), phrases.phrase) - 40, 1), 100
        ) as example
    from phrases
    inner join texts
        on
            phrases.search_date = texts.search_date
            and phrases.job_key = texts.job_key
    where
        len(
            list_filter(
                texts.evidence,
                lambda words: contains(words, phrases.phrase) or contains(phrases.phrase, words)  -- noqa: RF02
            )
        ) = 0

)

select * from final
