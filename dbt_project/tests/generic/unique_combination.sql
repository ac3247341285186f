-- Catches a model with two rows where its grain allows one (every count above it would be too high), and a row whose
-- grain is not known.
-- Args: columns, the grain; made, see just_made.
{% test unique_combination(model, columns, made="") %}
    select
        {{ columns | join(", ") }},
        count(*) as n_rows
    from {{ model }}
    where {{ just_made(made) }}
    group by {{ columns | join(", ") }}
    having count(*) > 1 or {{ columns | join(" is null or ") }} is null
{% endtest %}
