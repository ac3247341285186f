with calls as (

    select * from {{ ref("stg_jsearch__api_calls") }}
    where {{ in_window("search_date") }}

),

final as (

    select
        ---------- identity
        search_date,
        call_id,
        request_key,
        attempt,

        ---------- what was asked
        call_type,
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
        cost_usd
    from calls

)

select * from final
