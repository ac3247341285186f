-- One row per job and distinct content: from when to when it stood, and what it said.
-- Of the lake only the days are read on which a touched job had a text for the last time that is not its latest.
with days as (

    select * from {{ ref("int_jobs__by_day") }}
    where {{ is_touched("job_key") }}

),

postings as (

    select * from {{ ref("stg_jsearch__postings") }}
    {% if has_window() -%}
        where search_date in ({{ days_listed(former_days()) }})
    {%- endif %}

),

spans as (

    select
        job_key,
        content_hash,
        min(search_date) as first_seen,
        max(search_date) as last_seen,
        count(search_date) as n_days
    from days
    group by job_key, content_hash

),

joined as (

    select
        spans.*,
        days.title,
        days.employer,
        days.posted_date,
        days.pay_min,
        days.pay_max,
        days.pay_currency,
        days.pay_period,
        days.work_mode,
        days.request_key,
        days.raw_position,
        row_number() over (
            partition by spans.job_key order by spans.last_seen desc, spans.content_hash asc
        ) = 1 as is_latest
    from spans
    inner join days
        on
            spans.job_key = days.job_key
            and spans.last_seen = days.search_date

),

-- The text of the latest version is the job's own and is not kept twice.
former_texts as (

    select
        joined.job_key,
        joined.content_hash,
        postings.description
    from postings
    inner join joined
        on
            postings.search_date = joined.last_seen
            and postings.request_key = joined.request_key
            and postings.raw_position = joined.raw_position
    where not joined.is_latest

),

final as (

    select
        joined.* exclude (request_key, raw_position),  -- noqa: RF02
        former_texts.description
    from joined
    left join former_texts
        on
            joined.job_key = former_texts.job_key
            and joined.content_hash = former_texts.content_hash

)

select * from final
