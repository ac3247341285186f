-- The windows of days that statistics look back over, narrowest first.

-- One row per window: window_name, its days (null for 'all') and its place, 1 for the narrowest.
{% macro window_rows() -%}
    {%- set widths = var("windows") | map("int") | unique | sort -%}
    {%- for days in widths %}
        select
            '{{ days }}d' as window_name,
            {{ days }} as days,
            {{ loop.index }} as place
        union all
    {%- endfor %}
        select
            'all' as window_name,
            null as days,
            {{ widths | length + 1 }} as place
{%- endmacro %}

-- The places of the windows, in order.
{% macro window_places() %}
    {{ return(range(1, var("windows") | unique | list | length + 2) | list) }}
{% endmacro %}

-- A count for each window in one pass, from rows that know the place of the narrowest window that holds them: columns
-- <name>_1, <name>_2 and so on, by place.
{% macro count_by_window(name, counted, place, condition="") -%}
    {%- for widest in window_places() -%}
        count({{ counted }}) filter (where {{ place }} <= {{ widest }}{{ " and " ~ condition if condition }})
            as {{ name }}_{{ widest }}{{ ", " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

-- The same columns added up over rows that have them already.
{% macro sum_by_window(name) -%}
    {%- for widest in window_places() -%}
        sum({{ name }}_{{ widest }})::bigint as {{ name }}_{{ widest }}{{ ", " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
