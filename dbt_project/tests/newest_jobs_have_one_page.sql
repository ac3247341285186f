-- Catches a job with two pages, among those last seen on the newest day. Of the pages only their keys are asked for: to
-- make every page in order to look at it would cost what one more day is not to cost.
with newest as (

    select job_key
    from {{ ref("job_detail") }}
    where last_seen in ({{ days_listed("select max(last_seen) from " ~ ref("dim_jobs")) }})

)

select
    job_key,
    count(*) as n_pages
from newest
group by job_key
having count(*) > 1
