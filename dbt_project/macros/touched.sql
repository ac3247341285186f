-- Per-job models make only the jobs of int_jobs__touched again: their old rows are deleted before the new ones are
-- inserted, in one transaction. A table that does not exist yet takes every job.

-- The filter of a per-job model on its jobs.
{% macro is_touched(column) -%}
    {% set touched = ref("int_jobs__touched") %}
    {%- if is_incremental() -%}
        {{ column }} in (select touched.job_key from {{ touched }} as touched)
    {%- else -%}
        true
    {%- endif %}
{%- endmacro %}

-- The pre-hook of a per-job model: a job that is gone, or has no rows any more, must leave none.
{% macro clear_touched() -%}
    {% set touched = ref("int_jobs__touched") %}
    {%- if is_incremental() -%}
        delete from {{ this }} where job_key in (select touched.job_key from {{ touched }} as touched)
    {%- endif %}
{%- endmacro %}

-- The days on which a touched job had a text for the last time that is not its latest, as a question.
{% macro former_days() -%}
    select distinct stood.last_seen
    from (
        select
            days.job_key,
            days.content_hash,
            max(days.search_date) as last_seen
        from {{ ref("int_jobs__by_day") }} as days
        where {{ is_touched("days.job_key") }}
        group by days.job_key, days.content_hash
        qualify row_number() over (
            partition by days.job_key order by last_seen desc, days.content_hash asc
        ) > 1
    ) as stood
    order by stood.last_seen
{%- endmacro %}

-- Weekly statistics make only the weeks of int_panel_weeks__touched again, in the same way.

-- The filter of a weekly statistic on its weeks; `because` is the column of int_panel_weeks__touched that says which.
-- `before` are days: the weeks that begin so many days before a touched one are wanted, too.
{% macro in_touched_week(alias, because, before=0) -%}
    {% set touched = ref("int_panel_weeks__touched") %}
    {%- if is_incremental() -%}
        exists (
            select 1
            from {{ touched }} as touched
            where
                touched.{{ because }}
                and touched.panel = {{ alias }}.panel
                and {{ alias }}.week between touched.week - {{ before }} and touched.week
        )
    {%- else -%}
        true
    {%- endif %}
{%- endmacro %}

-- The pre-hook of a weekly statistic.
{% macro clear_touched_weeks(because) -%}
    {% set touched = ref("int_panel_weeks__touched") %}
    {%- if is_incremental() -%}
        delete from {{ this }} where (panel, week) in (
            select (touched.panel, touched.week) from {{ touched }} as touched where touched.{{ because }}
        )
    {%- endif %}
{%- endmacro %}
