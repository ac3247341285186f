-- Catches a row for which a sentence about the business is not true; the sentence is the test's description.
{% test holds(model, sentence) %}
    select *
    from {{ model }}
    where not coalesce({{ sentence }}, false)
{% endtest %}
