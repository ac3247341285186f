-- One row per job over all days: when it was seen, how often it changed, and which day speaks for it.
with days as (

    select * from {{ ref("int_jobs__by_day") }}
    where {{ is_touched("job_key") }}

),

openings as (

    select * from {{ ref("stg_jsearch__openings") }}

),

-- A day counts as extracted when any of its jobs has skills; a job without skills on such a day has none.
extracted_days as (

    select distinct search_date from {{ ref("int_skills__by_day") }}

),

seen as (

    select
        days.job_key,
        min(days.search_date) as first_seen,
        max(days.search_date) as last_seen,
        count(days.search_date) as n_days_seen,
        sum(days.n_sightings)::bigint as n_sightings,
        count(distinct days.content_hash) as n_versions,
        -- 'about' dates come from relative prose and drift with the day of reading: they say nothing on reposting.
        count(distinct days.posted_date) filter (where days.posted_precision in ('exact', 'day')) as n_posted_dates,
        max(days.search_date) filter (where days.category is not null) as classified_on,
        max(extracted_days.search_date) as extracted_on
    from days
    left join extracted_days on days.search_date = extracted_days.search_date
    group by days.job_key

),

-- A job the opening table does not know yet is an opening of its own.
grouped as (

    select
        seen.*,
        coalesce(openings.opening_key, seen.job_key) as opening_key,
        openings.opening_key is not null as has_opening,
        coalesce(openings.is_canonical, true) as is_canonical,
        openings.linked_to,
        openings.link_reason,
        openings.link_score
    from seen
    left join openings on seen.job_key = openings.job_key

),

counted as (

    select
        *,
        count(*) over (partition by opening_key) as n_postings_of_opening,
        min(first_seen) over (partition by opening_key) as opening_first_seen,
        n_posted_dates > 1 or first_seen > min(first_seen) over (partition by opening_key) as is_repost
    from grouped

)

select * from counted
