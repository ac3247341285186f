with source as (

    select * from {{ source("lake", "job_postings") }}

),

renamed as (

    select
        ---------- identity
        search_date,
        job_key,
        job_key_source,
        job_id,
        content_hash,

        ---------- provenance
        raw_file,
        raw_position,
        request_key,
        search_name,
        search_version,
        panel,
        query,
        query_country,
        page,
        observed_at,
        coalesce(source, 'jsearch') as source,

        ---------- the posting
        title,
        employer,
        employer_website,
        publisher,
        description,
        language,
        coalesce(is_summary, false) as is_summary,
        sections,

        ---------- dates
        posted_at,
        posted_date,
        posted_precision,
        posted_source,

        ---------- place
        city,
        region,
        country,
        place_scope,
        place_source,
        location_raw,
        latitude,
        longitude,

        ---------- work mode
        source_is_remote,
        work_mode,
        work_mode_source,
        work_mode_quote,
        work_mode_contradiction,

        ---------- employment
        employment_types,
        employment_type_raw,
        employment_source,

        ---------- pay
        pay_min,
        pay_max,
        pay_currency,
        pay_period,
        pay_yearly_min,
        pay_yearly_max,
        pay_source,
        pay_quote,

        ---------- seniority
        seniority,
        seniority_source,
        seniority_quote,
        experience_years_min,
        experience_years_max,
        experience_quote,

        ---------- links, benefits, codes of the source
        apply_options,
        benefits,
        onet_soc,
        onet_job_zone,
        highlights,
        fields_filled,

        ---------- the object itself: raw_json stays in the lake, only its masked copy goes on
        public_json,
        normaliser_version
    from source

)

select * from renamed
