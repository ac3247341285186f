-- One row per panel and job with the few fields statistics group by, so that no statistic reads a text.
with panel_jobs as (

    select * from {{ ref("int_panel_jobs__seen") }}

),

seen as (

    select * from {{ ref("int_jobs__seen") }}

),

days as (

    select * from {{ ref("int_jobs__by_day") }}

),

skilled as (

    select distinct job_key
    from {{ ref("int_job_skills__latest") }}

),

-- The day that speaks for a job, and the last one on which it was classified: as in dim_jobs, without reading a mart.
jobs as (

    select
        latest.* exclude (category),  -- noqa: RF02
        classified.category,
        seen.opening_key,
        seen.is_repost,
        {{ employer_key("latest.employer") }} as employer_key
    from seen
    inner join days as latest
        on
            seen.job_key = latest.job_key
            and seen.last_seen = latest.search_date
    left join days as classified
        on
            seen.job_key = classified.job_key
            and seen.classified_on = classified.search_date

),

joined as (

    select
        ---------- identity
        panel_jobs.panel,
        panel_jobs.job_key,
        jobs.opening_key,
        count(*) over (partition by panel_jobs.panel, jobs.opening_key) = 1 as is_alone,

        ---------- what statistics group by
        coalesce(jobs.category, 'unclassified') as category,
        coalesce(jobs.country, 'unknown') as country,
        coalesce(jobs.seniority, 'unclear') as seniority,
        coalesce(jobs.publisher, 'unknown') as publisher,
        jobs.employer_key,

        ---------- what statistics count
        skilled.job_key is not null as has_skills,
        {{ is_language_unread("jobs.language", "(skilled.job_key is not null)") }} as is_language_unread,
        jobs.is_summary,
        jobs.source_is_remote,
        -- Where the text is silent the posting takes the source's flag as its work mode: that proves nothing about it.
        if(jobs.work_mode_source = 'text', jobs.work_mode, 'unclear') as text_work_mode,
        jobs.work_mode_contradiction,
        coalesce(jobs.pay_source, 'none') as pay_source,
        jobs.pay_currency,
        jobs.pay_period,
        -- An amount without currency or period is no pay that could be compared with another.
        if(
            jobs.pay_currency is null or jobs.pay_period is null,
            null,
            (
                coalesce(jobs.pay_yearly_min, jobs.pay_yearly_max) + coalesce(jobs.pay_yearly_max, jobs.pay_yearly_min)
            ) / 2
        ) as pay_yearly,
        jobs.is_repost,
        jobs.fields_filled,

        ---------- dates
        panel_jobs.first_seen,
        panel_jobs.last_seen,
        panel_jobs.n_days,
        panel_jobs.window_start,
        panel_jobs.window_end
    from panel_jobs
    inner join jobs on panel_jobs.job_key = jobs.job_key
    left join skilled on panel_jobs.job_key = skilled.job_key

)

select * from joined
