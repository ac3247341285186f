-- For tables that hold long texts. The engine tries every method on every column, and its dictionary method takes most
-- of the time of writing texts that never repeat (20 of 28 s for 17,000 job pages), to save nothing.
{% macro long_texts() -%}
    set disabled_compression_methods = 'dict_fsst'
{%- endmacro %}

-- Back to every method, for the tables that follow.
{% macro any_texts() -%}
    set disabled_compression_methods = ''
{%- endmacro %}
