-- One row per job, kind and skill: what the latest extraction of the job found.
with skills as (

    select * from {{ ref("int_skills__by_day") }}

),

jobs as (

    select
        job_key,
        extracted_on
    from {{ ref("int_jobs__seen") }}
    where {{ is_touched("job_key") }}

),

joined as (

    select skills.* exclude (read_at)  -- noqa: RF02
    from skills
    inner join jobs
        on
            skills.job_key = jobs.job_key
            and skills.search_date = jobs.extracted_on

)

select * from joined
