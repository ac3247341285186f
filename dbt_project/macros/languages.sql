-- The languages whose texts are read for skills (assets/text/reading_language.py; a test holds the two together).
{% macro read_languages() -%}
    ('de', 'en', 'es', 'fr', 'it', 'nl', 'pt')
{%- endmacro %}

-- Whether nothing is known of a posting's skills because its language is not read: it counts in no statistic of skills,
-- where it would count as a job that asks for none. A model that found skills has read it.
{% macro is_language_unread(language, has_skills) -%}
    coalesce({{ language }} not in {{ read_languages() }}, false) and not {{ has_skills }}
{%- endmacro %}
