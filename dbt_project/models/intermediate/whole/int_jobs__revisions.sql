-- One row per job with a number that changes when anything changes that a per-job table says of it: one of its days was
-- read again, its link to other postings changed, or this happened to another posting of its opening.
with days as (

    select
        search_date,
        job_key,
        read_at
    from {{ ref("int_jobs__by_day") }}

),

skill_days as (

    select
        search_date,
        max(read_at) as skills_read_at
    from {{ ref("int_skills__by_day") }}
    group by search_date

),

openings as (

    select * from {{ ref("stg_jsearch__openings") }}

),

seen as (

    select
        days.job_key,
        bit_xor(hash(days.search_date, days.read_at, skill_days.skills_read_at)) as read_from
    from days
    left join skill_days on days.search_date = skill_days.search_date
    group by days.job_key

),

linked as (

    select
        seen.job_key,
        coalesce(openings.opening_key, seen.job_key) as opening_key,
        hash(
            seen.job_key,
            seen.read_from,
            openings.opening_key,
            openings.is_canonical,
            openings.linked_to,
            openings.link_reason,
            openings.link_score
        ) as own
    from seen
    left join openings on seen.job_key = openings.job_key

),

final as (

    select
        job_key,
        opening_key,
        hash(own, bit_xor(own) over (partition by opening_key)) as revision
    from linked

)

select * from final
