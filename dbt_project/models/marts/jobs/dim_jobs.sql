-- One row per job: its latest fields without its text, which stays in the lake until a page needs it (job_detail).
with seen as (

    select * from {{ ref("int_jobs__seen") }}
    where {{ is_touched("job_key") }}

),

days as (

    select * from {{ ref("int_jobs__by_day") }}

),

-- The latest day may not be classified (yet); then the last day that was speaks.
categories as (

    select
        days.job_key,
        days.category,
        days.category_confidence,
        days.category_evidence,
        days.runner_up,
        days.runner_up_confidence,
        days.category_source,
        days.category_fallback_reason,
        days.classifier_version
    from days
    inner join seen
        on
            days.job_key = seen.job_key
            and days.search_date = seen.classified_on

),

panels as (

    select
        job_key,
        list(distinct panel order by panel) as panels
    from {{ ref("int_panel_jobs__by_day") }}
    where {{ is_touched("job_key") }}
    group by job_key

),

final as (

    select
        ---------- identity
        seen.job_key,
        latest.job_key_source,
        latest.job_id,
        latest.content_hash,
        seen.opening_key,
        seen.is_canonical,
        seen.n_postings_of_opening,

        ---------- the posting
        latest.title,
        latest.employer,
        {{ employer_key("latest.employer") }} as employer_key,
        latest.employer_website,
        latest.publisher,
        latest.source,
        latest.language,
        latest.is_summary,
        latest.sections,

        ---------- category
        categories.category,
        categories.category_confidence,
        categories.category_evidence,
        categories.runner_up,
        categories.runner_up_confidence,
        categories.category_source,
        categories.category_fallback_reason,
        categories.classifier_version,

        ---------- dates
        latest.posted_at,
        latest.posted_date,
        latest.posted_precision,
        latest.posted_source,
        seen.first_seen,
        seen.last_seen,
        seen.n_days_seen,
        seen.n_sightings,
        seen.n_versions,
        seen.n_posted_dates,
        seen.is_repost,
        seen.opening_first_seen,

        ---------- place
        latest.city,
        latest.region,
        latest.country,
        latest.place_scope,
        latest.place_source,
        latest.location_raw,
        latest.latitude,
        latest.longitude,

        ---------- work mode
        latest.source_is_remote,
        latest.work_mode,
        latest.work_mode_source,
        latest.work_mode_quote,
        latest.work_mode_contradiction,

        ---------- employment
        latest.employment_types,
        latest.employment_type_raw,
        latest.employment_source,

        ---------- pay
        latest.pay_min,
        latest.pay_max,
        latest.pay_currency,
        latest.pay_period,
        latest.pay_yearly_min,
        latest.pay_yearly_max,
        latest.pay_source,
        latest.pay_quote,

        ---------- seniority
        latest.seniority,
        latest.seniority_source,
        latest.seniority_quote,
        latest.experience_years_min,
        latest.experience_years_max,
        latest.experience_quote,

        ---------- benefits, codes of the source
        latest.benefits,
        latest.onet_soc,
        latest.onet_job_zone,
        latest.highlights,
        latest.fields_filled,

        ---------- provenance
        panels.panels,
        latest.search_name,
        latest.query,
        latest.raw_file,
        latest.raw_position,
        latest.request_key,
        latest.observed_at,
        latest.normaliser_version
    from days as latest
    inner join seen
        on
            latest.job_key = seen.job_key
            and latest.search_date = seen.last_seen
    left join categories on seen.job_key = categories.job_key
    left join panels on seen.job_key = panels.job_key

)

select * from final
