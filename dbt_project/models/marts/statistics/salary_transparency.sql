-- How openly pay is stated, by country, publisher or category within one panel and window.
with jobs as (

    select * from {{ ref("int_panel_jobs__windowed") }}

),

cut as (

    {% for dimension in ["country", "publisher", "category", "all"] -%}
        select
            panel,
            window_name,
            '{{ dimension }}' as dimension,
            {{ "'all'" if dimension == "all" else dimension }} as value,
            job_key,
            opening_key,
            is_summary,
            pay_source,
            window_start,
            window_end
        from jobs
        {{ "union all" if not loop.last }}
    {% endfor %}

),

grouped as (

    select
        panel,
        window_name,
        dimension,
        value,
        min(window_start) as window_start,
        max(window_end) as window_end,
        count(job_key) as n_jobs,
        count(distinct opening_key) as n_openings,
        count(job_key) filter (where pay_source = 'listed') as n_listed,
        count(job_key) filter (where pay_source = 'text') as n_from_text,
        count(job_key) filter (where pay_source = 'none') as n_none,
        count(job_key) filter (where not is_summary) as n_whole
    from cut
    group by panel, window_name, dimension, value

),

rated as (

    select
        *,
        {{ share("n_listed + n_from_text", "n_jobs") }} as share_stated,
        -- A shortened text may have lost its pay line: only whole texts can say that none is stated.
        {{ share("n_whole", "n_jobs") }} as coverage
    from grouped

),

final as (

    select
        ---------- scope
        panel,
        window_name as "window",
        dimension,
        value,

        ---------- who states pay
        n_jobs,
        n_openings,
        n_listed,
        n_from_text,
        n_none,
        share_stated,
        {{ interval("share_stated", "n_listed + n_from_text", "n_jobs") }},

        ---------- how far to trust it
        window_start,
        window_end,
        n_jobs as n,
        coverage,
        {{ meets_floor("n_jobs", "coverage") }} as meets_floor
    from rated

)

select * from final
