-- What the warehouse was made from, kept beside it in the schema `builds`, so that an increment knows what it lacks:
--   days_now   each day of the lake at the start of a run: a fingerprint of its files, and whether the run makes it
--   days_read  each day the daily models hold: the fingerprint of the files that were read
--   jobs_made  each job the per-job models hold: the revision (int_jobs__revisions) it was made from
--   weeks_made each week of a panel that the weekly statistics hold: the revisions of it they were made from
--   code       the version of the code that made what is kept; the caller compares it
-- The last four change only when every model of their kind has succeeded: what a killed or failed run leaves undone
-- is due again in the next one. A new or deleted warehouse lacks them, and everything is due.

{% macro open_builds() %}
    {% do run_query("create schema if not exists builds") %}
    {% do run_query("create table if not exists builds.days_read (search_date date, fingerprint ubigint)") %}
    {% do run_query("create table if not exists builds.jobs_made (job_key bigint, revision ubigint)") %}
    {% do run_query(
        "create table if not exists builds.weeks_made "
        ~ "(panel varchar, week date, found_revision ubigint, known_revision ubigint)"
    ) %}
    {% do run_query("create table if not exists builds.code (layer varchar, version varchar)") %}
    {% set asked = days_asked() %}
    {% set asked_days = "select unnest([" ~ ("date '" ~ asked | join("', date '") ~ "'" if asked) ~ "]::date[])" %}
    {% do run_query(
        "create or replace table builds.days_now as "
        ~ "with lake as (" ~ lake_days() ~ "), asked(search_date) as (" ~ asked_days ~ "), "
        ~ "days as (select search_date from lake union select search_date from builds.days_read "
        ~ "union select search_date from asked) "
        ~ "select days.search_date, lake.fingerprint, lake.fingerprint is distinct from had.fingerprint "
        ~ ("or true" if flags.FULL_REFRESH or not asked else "or asked.search_date is not null") ~ " as is_due "
        ~ "from days left join lake on days.search_date = lake.search_date "
        ~ "left join builds.days_read as had on days.search_date = had.search_date "
        ~ "left join asked on days.search_date = asked.search_date"
    ) %}
{% endmacro %}

-- Each day of the lake with the names, sizes and times of its files, or with their digests where the caller resolved
-- them, in one number; no file is opened for it.
{% macro lake_days() %}
    {% if lake_list() %}
        {{ return(
            "select search_date, bit_xor(hash(key, digest)) as fingerprint from " ~ lake_list()
            ~ " where search_date is not null group by all"
        ) }}
    {% endif %}
    {% set patterns = [] %}
    {% for table in graph.sources.values() if table.source_name == "lake" and table.meta.partitioned %}
        {% do patterns.extend(lake_files(table)) %}
    {% endfor %}
    {% if not patterns %}
        {{ return("select null::date as search_date, null::ubigint as fingerprint where false") }}
    {% endif %}
    {{ return(
        "select regexp_extract(filename, 'search_date=([0-9-]{10})', 1)::date as search_date, "
        ~ "bit_xor(hash(regexp_extract(filename, '[^/]+/[^/]+/[^/]+$'), size, last_modified)) as fingerprint "
        ~ "from read_blob([" ~ quoted(patterns) ~ "]) group by all"
    ) }}
{% endmacro %}

-- At the end of a run: notes what has been made, where all of its kind was.
{% macro note_builds(results) %}
    {% if execute and flags.WHICH in ("run", "build") %}
        {% if all_made(results, "daily") %}
            {% do run_query(
                "create or replace table builds.days_read as select search_date, fingerprint "
                ~ "from builds.days_now where fingerprint is not null"
            ) %}
            {{ note_code("daily") }}
        {% endif %}
        {% if all_made(results, "whole") %}
            {% do run_query(
                "create or replace table builds.jobs_made as select job_key, revision from "
                ~ "intermediate.int_jobs__revisions"
            ) %}
            {% do run_query(
                "create or replace table builds.weeks_made as select panel, week, found_revision, known_revision from "
                ~ "intermediate.int_panel_weeks__revisions"
            ) %}
            {{ note_code("whole") }}
        {% endif %}
    {% endif %}
{% endmacro %}

-- Whether every incremental model of a layer has succeeded in this run.
{% macro all_made(results, layer) %}
    {% set made = results | selectattr("status", "equalto", "success") | map(attribute="node.unique_id") | list %}
    {% set missing = [] %}
    {% for node in graph.nodes.values()
        if node.resource_type == "model" and node.config.materialized == "incremental" and layer in node.tags
            and node.unique_id not in made %}
        {% do missing.append(node.name) %}
    {% endfor %}
    {{ return(missing | length == 0) }}
{% endmacro %}

{% macro note_code(layer) %}
    {% do run_query("delete from builds.code where layer = '" ~ layer ~ "'") %}
    {% set version = env_var("JOBLAKE_MODELS_VERSION", "") %}
    {% do run_query("insert into builds.code values ('" ~ layer ~ "', '" ~ version ~ "')") %}
{% endmacro %}
