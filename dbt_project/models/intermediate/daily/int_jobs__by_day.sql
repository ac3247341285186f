-- One row per job and day: of the day's sightings the one with the whole text, with the day's category beside it.
-- The texts themselves stay in the lake, where the pointer finds them: a copy of every day's texts would be most of the
-- warehouse (258 of 264 MB for 33,000 sightings) and most of this model's time (27 of 28 s).
with postings as (

    select * from {{ ref("stg_jsearch__postings") }}
    where {{ in_window("search_date") }}

),

classes as (

    select * from {{ ref("stg_jsearch__classes") }}
    where {{ in_window("search_date") }}

),

-- The order decides on narrow columns, so that the texts are not carried through the sort.
chosen as (

    select
        search_date,
        job_key,
        request_key,
        raw_position,
        count(*) over (partition by search_date, job_key) as n_sightings
    from postings
    qualify row_number() over (
        partition by search_date, job_key
        order by is_summary asc, length(description) desc nulls last, request_key asc, raw_position asc
    ) = 1

),

joined as (

    select
        postings.* exclude (description, public_json),  -- noqa: RF02
        chosen.n_sightings,
        classes.category,
        classes.category_confidence,
        classes.category_evidence,
        classes.runner_up,
        classes.runner_up_confidence,
        classes.category_source,
        classes.fallback_reason as category_fallback_reason,
        classes.classifier_version
    from postings
    inner join chosen
        on
            postings.search_date = chosen.search_date
            and postings.job_key = chosen.job_key
            and postings.request_key = chosen.request_key
            and postings.raw_position = chosen.raw_position
    left join classes
        on
            postings.search_date = classes.search_date
            and postings.job_key = classes.job_key

)

select * from joined
