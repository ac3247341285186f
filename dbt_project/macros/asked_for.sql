-- Whether a row of skills asks something of the reader. What stands there as context (the company, its product, its
-- benefits, other people's work) is evidence only, and a field of study is education: no statistic counts either.
{% macro is_asked_for(alias) -%}
    ({{ alias }}.requirement is distinct from 'context' and {{ alias }}.skill_type is distinct from 'education')
{%- endmacro %}
