-- Catches a job with two pages, and evidence that does not stand in the text at its span, among the pages of the newest
-- day: to make every page in order to look at it would cost what one more day is not to cost.
with newest as (

    select
        job_key,
        description,
        list_concat(hard_skills, soft_skills) as skills
    from {{ ref("job_detail") }}
    where last_seen in ({{ days_listed("select max(last_seen) from " ~ ref("dim_jobs")) }})

),

judged as (

    select
        job_key,
        count(*) over (partition by job_key) as n_pages,
        list_filter(
            skills,
            lambda found:
            found.stands_in_text
            and substr(description, found.evidence_start + 1, found.evidence_end - found.evidence_start)
            != found.evidence_text
        ) as misplaced
    from newest

)

select *
from judged
where n_pages > 1 or len(misplaced) > 0
