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

-- What is read twice is kept in memory meanwhile: without the texts, of which only the length decides.
sightings as (

    select
        * exclude (description, public_json),
        length(description) as text_length
    from postings

),

chosen as (

    select
        search_date,
        job_key,
        request_key,
        raw_position,
        count(*) over (partition by search_date, job_key) as n_sightings
    from sightings
    qualify row_number() over (
        partition by search_date, job_key
        order by is_summary asc, text_length desc nulls last, request_key asc, raw_position asc
    ) = 1

),

joined as (

    select
        sightings.* exclude (text_length),  -- noqa: RF02
        chosen.n_sightings,
        classes.category,
        classes.category_confidence,
        classes.category_evidence,
        classes.runner_up,
        classes.runner_up_confidence,
        classes.category_source,
        classes.fallback_reason as category_fallback_reason,
        classes.classifier_version,
        {{ read_at() }} as read_at
    from sightings
    inner join chosen
        on
            sightings.search_date = chosen.search_date
            and sightings.job_key = chosen.job_key
            and sightings.request_key = chosen.request_key
            and sightings.raw_position = chosen.raw_position
    left join classes
        on
            sightings.search_date = classes.search_date
            and sightings.job_key = classes.job_key

)

select * from joined
