-- Is "remote" really remote? The source's flag beside what the text says, by category and publisher within one panel
-- and window.
with jobs as (

    select * from {{ ref("int_panel_jobs__windowed") }}

),

scoped_jobs as (

    select * from jobs
    union all by name
    select * replace ('all' as category) from jobs
    union all by name
    select * replace ('all' as publisher) from jobs
    union all by name
    select * replace ('all' as category, 'all' as publisher) from jobs

),

grouped as (

    select
        panel,
        window_name,
        category,
        publisher,
        min(window_start) as window_start,
        max(window_end) as window_end,
        count(job_key) as n_jobs,
        count(distinct opening_key) as n_openings,
        count(job_key) filter (where source_is_remote) as n_flagged_remote,
        count(job_key) filter (where text_work_mode = 'remote') as n_text_remote,
        count(job_key) filter (where text_work_mode = 'hybrid') as n_text_hybrid,
        count(job_key) filter (where text_work_mode = 'onsite') as n_text_onsite,
        count(job_key) filter (where text_work_mode = 'unclear') as n_text_unclear,
        count(job_key) filter (where work_mode_contradiction) as n_contradictions,
        count(job_key) filter (where source_is_remote and text_work_mode = 'hybrid') as n_flagged_remote_hybrid,
        count(job_key) filter (where source_is_remote and text_work_mode = 'onsite') as n_flagged_remote_onsite,
        count(job_key) filter (where source_is_remote and text_work_mode = 'unclear') as n_flagged_remote_unclear,
        count(job_key) filter (where not source_is_remote and text_work_mode = 'remote') as n_unflagged_remote
    from scoped_jobs
    group by panel, window_name, category, publisher

),

rated as (

    select
        *,
        {{ share("n_flagged_remote_hybrid", "n_flagged_remote") }} as share_hybrid_flagged_remote,
        {{ share("n_contradictions", "n_jobs") }} as share_contradictions,
        {{ share("n_jobs - n_text_unclear", "n_jobs") }} as coverage
    from grouped

),

final as (

    select
        ---------- scope
        panel,
        window_name as "window",
        category,
        publisher,

        ---------- flag and text
        n_jobs,
        n_openings,
        n_flagged_remote,
        n_text_remote,
        n_text_hybrid,
        n_text_onsite,
        n_text_unclear,

        ---------- where they disagree
        n_contradictions,
        n_flagged_remote_hybrid,
        n_flagged_remote_onsite,
        n_flagged_remote_unclear,
        n_unflagged_remote,
        share_hybrid_flagged_remote,
        {{ interval("share_hybrid_flagged_remote", "n_flagged_remote_hybrid", "n_flagged_remote") }},
        share_contradictions,
        {{ interval("share_contradictions", "n_contradictions", "n_jobs") }},

        ---------- how far to trust it
        window_start,
        window_end,
        n_jobs as n,
        coverage,
        -- One share is of all jobs, the other of those flagged remote: both need enough of them.
        {{ meets_floor("least(n_jobs, n_flagged_remote)", "coverage") }} as meets_floor
    from rated

)

select * from final
