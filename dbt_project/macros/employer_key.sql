-- One spelling per employer: lower case, without punctuation and legal forms, so that "Acme Ltd." meets "ACME Limited".
{% macro employer_key(column) -%}
    nullif(
        trim(
            regexp_replace(
                regexp_replace(lower(nfc_normalize({{ column }})), '[^\p{L}\p{N}]+', ' ', 'g'),
                '( (ltd|limited|llc|inc|incorporated|plc|gmbh|ag|se|bv|sa|sarl|corp|corporation|co))+ *$',
                ''
            )
        ),
        ''
    )
{%- endmacro %}
