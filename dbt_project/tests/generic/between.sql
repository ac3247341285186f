-- Catches a number outside its range, such as a share above one or a negative count.
{% test between(model, column_name, low=none, high=none) %}
    select {{ column_name }}
    from {{ model }}
    where
        {{ column_name }} < {{ low if low is not none else column_name }}
        or {{ column_name }} > {{ high if high is not none else column_name }}
{% endtest %}
