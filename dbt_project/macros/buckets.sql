-- A table built in buckets of jobs, one after the other. The engine holds every list it aggregates in memory until the
-- last row is read; a bucket of jobs bounds that, whatever the number of jobs. For a table with one row per job: its
-- pre-hook is first_bucket, its post-hook other_buckets, and in_bucket filters everything it reads.

-- The filter; without hooks, as in a unit test, there is one bucket with everything.
{% macro in_bucket(column) -%}
    {{ column }} between coalesce(getvariable('bucket_first'), 0)
    and coalesce(getvariable('bucket_last'), 9223372036854775807)
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
        {{ set_bucket(("null", "null")) }}
    {% endif %}
{%- endmacro %}

{% macro set_bucket(bucket) -%}
    set variable bucket_first = {{ bucket[0] }};
    set variable bucket_last = {{ bucket[1] }};
{%- endmacro %}

-- First and last key of each bucket of `bucket_jobs` jobs, in order; one bucket where there are no jobs.
{% macro bucket_bounds(jobs) %}
    {% set found = run_query(
        "select min(job_key), max(job_key) from (select job_key, (row_number() over (order by job_key) - 1) // "
        ~ var("bucket_jobs") ~ " as bucket from " ~ jobs ~ ") group by bucket order by bucket"
    ) %}
    {{ return(found.rows | list or [(0, 0)]) }}
{% endmacro %}
