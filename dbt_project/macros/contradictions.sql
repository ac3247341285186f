-- In which of pay, place and work mode two postings of one opening contradict each other: both say something, and not
-- the same. What one of them leaves out is no contradiction.
{% macro contradictions(one, other) -%}
    list_filter(
        [
            if(
                {{ one }}.pay_currency = {{ other }}.pay_currency
                and {{ one }}.pay_period = {{ other }}.pay_period
                and (
                    {{ one }}.pay_min != {{ other }}.pay_min
                    or {{ one }}.pay_max != {{ other }}.pay_max
                ),
                'pay', null
            ),
            if(
                {{ one }}.country != {{ other }}.country
                or lower({{ one }}.city) != lower({{ other }}.city),
                'place', null
            ),
            if(
                {{ one }}.work_mode != {{ other }}.work_mode
                and {{ one }}.work_mode != 'unclear'
                and {{ other }}.work_mode != 'unclear',
                'work mode', null
            )
        ],
        lambda field: field is not null
    )
{%- endmacro %}
