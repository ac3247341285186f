-- One row per panel, job and day: the panel's searches of that day found this job.
with postings as (

    select * from {{ ref("stg_jsearch__postings") }}
    where {{ in_window("search_date") }}

),

grouped as (

    select
        search_date,
        panel,
        job_key,
        list_sort(list(distinct search_name || '@' || coalesce(search_version, ''))) as searches,
        count(job_key) as n_hits
    from postings
    group by search_date, panel, job_key

)

select * from grouped
