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
