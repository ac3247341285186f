-- Catches a row for which a sentence about the business is not true. All sentences of a model are read in one pass;
-- each failing row says first which of them it breaks. A sentence that can't be decided, because of a null, is broken.
-- Args: facts, sentence -> its condition in SQL; made, see just_made.
{% test holds(model, facts, made="") %}
    with judged as (

        select
            list_filter(
                [
                    {% for sentence, condition in facts.items() -%}
                        if(coalesce({{ condition }}, false), null, '{{ sentence | replace("'", "''") }}')
                        {{- "," if not loop.last }}
                    {% endfor %}
                ],
                lambda sentence: sentence is not null
            ) as broken,
            *
        from {{ model }}
        where {{ just_made(made) }}

    )

    select *
    from judged
    where len(broken) > 0
{% endtest %}
