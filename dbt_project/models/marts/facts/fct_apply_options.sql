-- One row per job, day and apply link of the posting that speaks for the day.
with jobs as (

    select
        search_date,
        job_key,
        apply_options
    from {{ ref("int_jobs__by_day") }}
    where {{ in_window("search_date") }}

),

options as (

    select
        search_date,
        job_key,
        generate_subscripts(apply_options, 1)::integer as option_position,
        unnest(apply_options) as link
    from jobs

),

final as (

    select
        ---------- identity
        search_date,
        job_key,
        option_position,

        ---------- the link
        link.publisher as publisher,
        link.url as url,
        link.tracking as tracking,
        link.host as host,
        link.host_kind as host_kind,
        link.is_direct as is_direct,

        ---------- is it this job's link
        link.link_trust as link_trust,
        link.trust_reason as trust_reason
    from options

)

select * from final
