with source as (

    select * from {{ source("lake", "api_calls") }}

),

renamed as (

    -- run_id stays in the lake: a mart that named the run would differ between two backfills of the same days.
    select
        ---------- identity
        search_date,
        call_id,
        request_key,
        attempt,

        ---------- what was asked
        kind as call_type,
        provider,
        endpoint,
        search_name,
        search_version,
        panel,
        query,
        country,
        date_posted,
        page,
        job_key,
        model,

        ---------- what came of it
        called_at,
        status,
        http_status,
        response_ms,
        results,
        raw_file,
        error,

        ---------- what it cost
        credits,
        quota_left,
        tokens_in,
        tokens_out,
        cast(cost_usd as decimal(18, 6)) as cost_usd
    from source

)

select * from renamed
