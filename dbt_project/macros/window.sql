-- Which days a run makes again. The days asked for are `days` (YYYY-MM-DD, separated by commas); none means every day.
-- Days whose files in the lake are not those the warehouse was made from are made as well: whatever was landed,
-- changed or removed while nobody ran dbt, the warehouse follows the lake. See the macro note_builds.

-- The days asked for: from the variable, else from the environment, where a scheduled run puts them: a changed variable
-- makes dbt parse the whole project again (9 s), a changed environment does not.
{% macro days_asked() %}
    {% set given = var("days") or env_var("JOBLAKE_DAYS", "") %}
    {% set found = [] %}
    {% for day in given.split(",") if day.strip() %}
        {% do found.append(modules.datetime.date.fromisoformat(day.strip()).isoformat()) %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}

-- True where this run replaces some days of an existing table.
{% macro has_window() %}
    {{ return(execute and is_incremental()) }}
{% endmacro %}

-- The filter of a daily model on its day. The days are written out: only so does the engine leave other days' files of
-- the lake alone.
{% macro in_window(column) -%}
    {% if has_window() -%}
        {{ column }} in ({{ days_listed("select search_date from builds.days_now where is_due order by search_date") }})
    {%- else -%}
        true
    {%- endif %}
{%- endmacro %}

-- The days a question finds, as literals; null where there is none.
{% macro days_listed(question) -%}
    {% set found = run_query(question).columns[0].values() | select | list if execute else [] %}
    {% for day in found %}date '{{ day }}'{{ ", " if not loop.last }}{% else %}null{% endfor %}
{%- endmacro %}

-- Empties the window before the insert. delete+insert alone deletes the days it is about to insert, so a day that
-- has become empty would keep its old rows.
{% macro clear_window() -%}
    {% if is_incremental() -%}
        delete from {{ this }} where {{ in_window("search_date") }}
    {%- endif %}
{%- endmacro %}

-- When this run began: what a daily row says of when it was read.
{% macro read_at() -%}
    timestamptz '{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S.%f") }}+00'
{%- endmacro %}
