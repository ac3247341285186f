-- One row per job whose rows in the per-job tables are not those of its revision: new, changed, or gone from the lake.
-- Touched jobs come with every posting of their opening, the one they left included, so that counts over an opening can
-- be made from them alone.
with revisions as (

    select
        job_key,
        revision
    from {{ ref("int_jobs__revisions") }}

),

made as (

    select
        job_key,
        revision
    from builds.jobs_made

),

compared as (

    select
        coalesce(revisions.job_key, made.job_key) as job_key,
        revisions.job_key is null as is_gone
    from revisions
    full join made on revisions.job_key = made.job_key
    where revisions.revision is distinct from made.revision

)

select * from compared
