-- What every statistic says of itself, written once.

-- A share of counts, six decimals; null over nothing. Counts are whole numbers, so the order of rows can't show in it.
{% macro share(part, whole) -%}
    round(({{ part }})::double / nullif({{ whole }}, 0), 6)
{%- endmacro %}

-- Whether a number may be shown as a number: enough jobs, enough of them with the field, enough with the skill.
{% macro meets_floor(n, coverage, n_with_skill=none) -%}
    coalesce(
        {{ n }} >= {{ var("floor_n") }}
        and {{ coverage }} >= {{ var("floor_coverage") }}
        {%- if n_with_skill is not none %}
            and {{ n_with_skill }} >= {{ var("floor_skill") }}
        {%- endif %},
        false
    )
{%- endmacro %}

-- Jobs by how their text supports the skill; the three add up to the jobs with the skill.
{% macro support_counts(column) -%}
    count({{ column }}) filter (where {{ column }} = 'stated') as n_stated,
        count({{ column }}) filter (where {{ column }} = 'paraphrased') as n_paraphrased,
        count({{ column }}) filter (where {{ column }} = 'inferred') as n_inferred
{%- endmacro %}

-- A column that rows are grouped by with and without: its value, or 'all' where the group is of every value.
{% macro or_all(column) -%}
    if(grouping({{ column }}) = 1, 'all', {{ column }}) as {{ column.split(".")[-1] }}
{%- endmacro %}
