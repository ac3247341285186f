-- Is a posting fresh, reposted or no longer found? Facts, not verdicts: absence from a sample never means closed. The
-- states are 'seen', and 'not_seen' in as many healthy runs of the panel as the variable lifecycle_missed_runs says. A
-- company's board is no sample: what two whole ones in a row do not list is 'gone' from it.
with panel_jobs as (

    select * from {{ ref("int_panel_jobs__seen") }}

),

jobs as (

    select * from {{ ref("dim_jobs") }}

),

-- A panel's run of a day is healthy when every one of its searches came back whole.
runs as (

    select
        panel,
        search_date,
        bool_and(is_healthy) as is_healthy
    from {{ ref("fct_search_days") }}
    group by panel, search_date

),

run_counts as (

    select
        panel,
        count(search_date) as n_runs,
        count(search_date) filter (where is_healthy) as n_healthy_runs
    from runs
    group by panel

),

-- The whole boards that came back after the one that listed a job last.
boards as (

    select
        search_name,
        search_date
    from {{ ref("fct_search_days") }}
    where is_whole_board

),

listed as (

    select
        days.job_key,
        days.search_name,
        max(days.search_date) as last_listed
    from {{ ref("int_jobs__by_day") }} as days
    inner join boards
        on
            days.search_name = boards.search_name
            and days.search_date = boards.search_date
    group by days.job_key, days.search_name

),

missing as (

    select
        listed.job_key,
        count(boards.search_date) as n_boards_since_listed
    from listed
    left join boards
        on
            listed.search_name = boards.search_name
            and listed.last_listed < boards.search_date
    group by listed.job_key

),

missed as (

    select
        panel_jobs.panel,
        panel_jobs.job_key,
        count(runs.search_date) as n_healthy_runs_since_seen
    from panel_jobs
    left join runs
        on
            panel_jobs.panel = runs.panel
            and panel_jobs.last_seen < runs.search_date
            and runs.is_healthy
    group by panel_jobs.panel, panel_jobs.job_key

),

joined as (

    select
        panel_jobs.panel,
        panel_jobs.job_key,
        jobs.opening_key,
        jobs.title,
        jobs.employer,
        jobs.posted_at,
        jobs.posted_date,
        jobs.posted_precision,
        panel_jobs.first_seen,
        panel_jobs.last_seen,
        panel_jobs.n_days,
        panel_jobs.window_start,
        panel_jobs.window_end,
        panel_jobs.window_end - 1 - panel_jobs.first_seen as age_days,
        -- Dates from relative prose drift with the day of reading: no age is made of them.
        if(
            jobs.posted_precision in ('exact', 'day'), panel_jobs.window_end - 1 - jobs.posted_date, null
        ) as posted_days_ago,
        jobs.is_repost,
        jobs.n_postings_of_opening,
        jobs.n_versions,
        missed.n_healthy_runs_since_seen,
        missing.n_boards_since_listed,
        coalesce(run_counts.n_healthy_runs, 0) as n_healthy_runs,
        {{ share("run_counts.n_healthy_runs", "run_counts.n_runs") }} as coverage
    from panel_jobs
    inner join jobs on panel_jobs.job_key = jobs.job_key
    inner join missed
        on
            panel_jobs.panel = missed.panel
            and panel_jobs.job_key = missed.job_key
    left join missing on panel_jobs.job_key = missing.job_key
    left join run_counts on panel_jobs.panel = run_counts.panel

),

final as (

    select
        ---------- identity
        panel,
        'all' as "window",
        job_key,
        opening_key,
        title,
        employer,

        ---------- dates
        posted_at,
        posted_date,
        posted_precision,
        first_seen,
        last_seen,
        age_days,
        posted_days_ago,

        ---------- how often
        n_days as n_days_seen,
        n_versions,
        is_repost,
        n_postings_of_opening,

        ---------- state
        n_healthy_runs_since_seen,
        n_boards_since_listed,
        case
            when n_boards_since_listed >= 2 then 'gone'
            when n_healthy_runs_since_seen >= {{ var("lifecycle_missed_runs") }} then 'not_seen'
            else 'seen'
        end as state,

        ---------- how far to trust it
        window_start,
        window_end,
        n_healthy_runs as n,
        coverage,
        coalesce(
            n_healthy_runs >= {{ var("lifecycle_missed_runs") }} and coverage >= {{ var("floor_coverage") }}, false
        ) as meets_floor
    from joined

)

select * from final
