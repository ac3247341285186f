-- The rows of a model that this run has made: `day`, those of the days that were due, `job`, those of the touched jobs,
-- `week`, those of the touched weeks; without any of them every row. Rows that stood there were tested when they were
-- made: over a million postings the grain of the daily skills alone took 15 s of every day.
{% macro just_made(made) -%}
    {%- if made == "day" -%}
        search_date in (select due.search_date from builds.days_now as due where due.is_due)
    {%- elif made == "job" and not flags.FULL_REFRESH -%}
        job_key in (select touched.job_key from {{ ref("int_jobs__touched") }} as touched)
    {%- elif made == "week" and not flags.FULL_REFRESH -%}
        (panel, week) in (select (touched.panel, touched.week) from {{ ref("int_panel_weeks__touched") }} as touched)
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
