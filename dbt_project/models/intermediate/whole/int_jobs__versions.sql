-- One row per job and distinct content: from when to when it stood, and what it said.
with days as (

    select * from {{ ref("int_jobs__by_day") }}

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
        days.description,
        days.posted_date,
        days.pay_min,
        days.pay_max,
        days.pay_currency,
        days.pay_period,
        days.work_mode,
        row_number() over (
            partition by spans.job_key order by spans.last_seen desc, spans.content_hash asc
        ) = 1 as is_latest
    from spans
    inner join days
        on
            spans.job_key = days.job_key
            and spans.last_seen = days.search_date

)

select * from joined
