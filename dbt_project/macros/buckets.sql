-- A table built in buckets of jobs, one after the other. The engine holds every list it aggregates in memory until the
-- last row is read; a bucket of jobs bounds that, whatever the number of jobs. For a table with one row per job: its
-- pre-hook is first_bucket, its post-hook other_buckets, and it reads the jobs that are in_bucket and what joins them.
-- Buckets follow the day on which a job was last seen, so that each reads the texts of a few days of the lake only.

-- The filter on the jobs; without hooks, as in a unit test, there is one bucket with everything.
{% macro in_bucket() -%}
    {{ in_days_of_bucket("last_seen") }}
    and not (last_seen = coalesce(getvariable('bucket_first_day'), date '0001-01-01')
        and job_key < getvariable('bucket_first_job'))
    and not (last_seen = coalesce(getvariable('bucket_last_day'), date '9999-12-31')
        and job_key > getvariable('bucket_last_job'))
{%- endmacro %}

-- The filter on days of the lake: those on which the bucket's jobs were last seen.
{% macro in_days_of_bucket(column) -%}
    {{ column }} between coalesce(getvariable('bucket_first_day'), date '0001-01-01')
    and coalesce(getvariable('bucket_last_day'), date '9999-12-31')
{%- endmacro %}

-- Sets the first bucket, which the model's own statement builds.
{% macro first_bucket(jobs) -%}
    {% if execute %}{{ set_bucket(bucket_bounds(jobs)[0]) }}{% endif %}
{%- endmacro %}

-- Adds the other buckets, with the model's own statement, and leaves no bucket set.
{% macro other_buckets(jobs) -%}
    {% if execute %}
        {% for bucket in bucket_bounds(jobs)[1:] %}
            {{ set_bucket(bucket) }}
            insert into {{ this }} by name {{ model.compiled_code }};
        {% endfor %}
        {{ set_bucket(("null", "null", "null", "null")) }}
    {% endif %}
{%- endmacro %}

{% macro set_bucket(bucket) -%}
    set variable bucket_first_day = {{ bucket[0] }};
    set variable bucket_first_job = {{ bucket[1] }};
    set variable bucket_last_day = {{ bucket[2] }};
    set variable bucket_last_job = {{ bucket[3] }};
{%- endmacro %}

-- First and last day and key of each bucket of `bucket_jobs` jobs, in order; one bucket where there are no jobs.
{% macro bucket_bounds(jobs) %}
    {% set found = run_query(
        "select 'date ''' || min(last_seen) || '''' as first_day, arg_min(job_key, (last_seen, job_key)) as first_job, "
        ~ "'date ''' || max(last_seen) || '''' as last_day, arg_max(job_key, (last_seen, job_key)) as last_job "
        ~ "from (select last_seen, job_key, (row_number() over (order by last_seen, job_key) - 1) // "
        ~ var("bucket_jobs") ~ " as bucket from " ~ jobs ~ ") group by bucket order by bucket"
    ) %}
    {{ return(found.rows | list or [("null", "null", "null", "null")]) }}
{% endmacro %}
