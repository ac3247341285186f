-- Are the APIs healthy and inside the budget? One row per day on which calls were made, provider and kind of call.
with calls as (

    select
        * replace (coalesce(provider, 'unknown') as provider),
        coalesce((called_at at time zone 'UTC')::date, search_date) as day
    from {{ ref("fct_api_calls") }}

),

grouped as (

    select
        day,
        provider,
        call_type,
        count(call_id) as calls,
        count(call_id) filter (where status in ('processed', 'classified', 'extracted')) as ok,
        count(call_id) filter (where status = 'empty') as empty,
        count(call_id) filter (where status = 'throttled') as throttled,
        count(call_id) filter (where status in ('failed', 'timeout', 'interrupted', 'unavailable')) as failed,
        count(call_id) filter (where status = 'refused') as refused,
        count(response_ms) as n_timed,
        round(quantile_cont(response_ms, 0.5), 1) as p50_ms,
        round(quantile_cont(response_ms, 0.95), 1) as p95_ms,
        coalesce(sum(credits), 0)::bigint as credits,
        coalesce(sum(tokens_in), 0)::bigint as tokens_in,
        coalesce(sum(tokens_out), 0)::bigint as tokens_out,
        coalesce(sum(cost_usd), 0)::decimal(18, 6) as cost_usd,
        arg_max(quota_left, (called_at, call_id)) filter (where quota_left is not null) as quota_left
    from calls
    group by day, provider, call_type

),

final as (

    select
        ---------- scope
        day,
        provider,
        call_type,
        'all' as panel,
        '1d' as "window",

        ---------- what became of the calls
        calls,
        ok,
        empty,
        throttled,
        failed,
        refused,
        p50_ms,
        p95_ms,

        ---------- what they cost
        credits,
        sum(credits) over (
            partition by provider, call_type, date_trunc('month', day) order by day
        )::bigint as credits_month_to_date,
        quota_left,
        tokens_in,
        tokens_out,
        cost_usd,

        ---------- how far to trust it
        day as window_start,
        day + 1 as window_end,
        calls as n,
        {{ share("n_timed", "calls") }} as coverage,
        {{ meets_floor("calls", share("n_timed", "calls")) }} as meets_floor
    from grouped

)

select * from final
