-- The window of a run. A model that does not exist yet takes every day of the lake, so that the warehouse ends the
-- same whether it was built at once, day by day, or deleted in between.

-- A bound of the window: `start_date` or `end_date`. From the variable of that name, else from the environment, where
-- a scheduled run puts it: a changed variable makes dbt parse the whole project again (9 s), a changed environment not.
{% macro window_bound(name) %}
    {{ return(var(name) or env_var("JOBLAKE_" ~ (name | upper), "")) }}
{% endmacro %}

-- True where this run replaces a window of an existing table.
{% macro has_window() %}
    {{ return(is_incremental() and window_bound("start_date") != "" and window_bound("end_date") != "") }}
{% endmacro %}

-- The filter of a daily model on its day: half-open, start included, end not.
{% macro in_window(column) -%}
    {% if has_window() -%}
        {{ column }} >= date '{{ window_bound("start_date") }}' and {{ column }} < date '{{ window_bound("end_date") }}'
    {%- else -%}
        true
    {%- endif %}
{%- endmacro %}

-- Empties the window before the insert. delete+insert alone deletes the days it is about to insert, so a day that
-- has become empty would keep its old rows.
{% macro clear_window() -%}
    {% if is_incremental() -%}
        delete from {{ this }} where {{ in_window("search_date") }}
    {%- endif %}
{%- endmacro %}
