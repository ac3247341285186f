-- One row per panel and week with two numbers that change when anything changes that a weekly statistic says of it:
-- what the searches found in the week and the four before it, and what is known by now of the jobs found in it.
with weekly as (

    select
        panel,
        week,
        job_key,
        opening_key
    from {{ ref("int_panel_jobs__weekly") }}

),

weeks as (

    select * from {{ ref("int_panel_weeks") }}

),

job_revisions as (

    select
        job_key,
        revision
    from {{ ref("int_jobs__revisions") }}

),

days as (

    select
        search_date,
        max(read_at) as read_at
    from {{ ref("int_jobs__by_day") }}
    group by search_date

),

skill_days as (

    select
        search_date,
        max(read_at) as read_at
    from {{ ref("int_skills__by_day") }}
    group by search_date

),

readings as (

    select
        date_trunc('week', days.search_date)::date as week,
        bit_xor(hash(days.search_date, days.read_at, skill_days.read_at)) as reading
    from days
    left join skill_days on days.search_date = skill_days.search_date
    group by week

),

jobs as (

    select
        weekly.panel,
        weekly.week,
        bit_xor(hash(weekly.job_key, weekly.opening_key)) as links,
        bit_xor(hash(weekly.job_key, job_revisions.revision)) as known
    from weekly
    inner join job_revisions on weekly.job_key = job_revisions.job_key
    group by weekly.panel, weekly.week

),

joined as (

    select
        weeks.panel,
        weeks.week,
        jobs.known,
        weeks.week = min(weeks.week) over (partition by weeks.panel) as is_first_week,
        hash(
            weeks.week,
            jobs.links,
            readings.reading,
            weeks.n_days,
            weeks.is_whole,
            weeks.method_change,
            weeks.method_run
        ) as found
    from weeks
    inner join jobs
        on
            weeks.panel = jobs.panel
            and weeks.week = jobs.week
    inner join readings on weeks.week = readings.week

),

final as (

    select
        panel,
        week,
        bit_xor(found) over (
            partition by panel order by week range between interval 28 days preceding and current row
        ) as found_revision,
        hash(known, is_first_week) as known_revision
    from joined

)

select * from final
