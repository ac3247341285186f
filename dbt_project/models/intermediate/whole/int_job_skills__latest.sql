-- One row per job, kind and skill: what the latest extraction of the job found.
with skills as (

    select * from {{ ref("int_skills__by_day") }}

),

days as (

    select
        job_key,
        search_date
    from {{ ref("int_jobs__by_day") }}

),

-- A day counts as extracted when any of its jobs has skills; a job without skills on such a day has none.
extracted_days as (

    select distinct search_date from skills

),

latest as (

    select
        days.job_key,
        max(days.search_date) as extracted_on
    from days
    inner join extracted_days on days.search_date = extracted_days.search_date
    group by days.job_key

),

joined as (

    select skills.*
    from skills
    inner join latest
        on
            skills.job_key = latest.job_key
            and skills.search_date = latest.extracted_on

)

select * from joined
