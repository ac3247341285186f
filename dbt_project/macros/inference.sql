-- How far chance alone carries a share, and a difference of two shares. The jobs found count as independent draws.
-- Copies of one opening are not: where there are many of them, chance is larger than said here.

-- Two columns, the bounds of a share's 95 % interval. Wilson, E. B. (1927), "Probable inference, the law of succession,
-- and statistical inference", Journal of the American Statistical Association 22 (158), 209-212. Unlike the textbook's
-- share plus and minus two standard errors it stays within 0 and 1 and holds for shares near them. Null over nothing.
{% macro interval(name, part, whole) -%}
    {{ wilson_bound(part, whole, "-") }} as {{ name }}_low,
        {{ wilson_bound(part, whole, "+") }} as {{ name }}_high
{%- endmacro %}

{% macro wilson_bound(part, whole, sign) -%}
    {%- set z = 1.959963984540054 -%}
    {%- set n = "(" ~ whole ~ ")::double" -%}
    {%- set x = "(" ~ part ~ ")::double" -%}
    {#- least and greatest pass over a null: a bound of nothing would come out as 1. -#}
    if({{ n }} > 0 and {{ x }} is not null, round(greatest(0, least(1, (
        {{ x }} + {{ z * z / 2 }} {{ sign }} {{ z }} * sqrt({{ x }} * ({{ n }} - {{ x }}) / {{ n }} + {{ z * z / 4 }})
    ) / ({{ n }} + {{ z * z }}))), 6), null)
{%- endmacro %}

-- The z score of the difference of two shares under one common share: the two-proportion test of samples that share
-- some of their jobs, after Derrick, B., Dobson-McKittrick, A., Toher, D. & White, P. (2015), "Test statistics for
-- comparing two proportions with partially overlapping samples", Journal of Modern Applied Statistical Methods 14 (1),
-- article 13, with a correlation of 1 within a shared job: the same text read by the same method names the same skills.
-- Without shared jobs it is the plain test. Postings stand for weeks: of 5,990 changes in 68 days of the built-in
-- sample, which is stationary, 219 (3.7 %) have a p value below 0.05; without what is shared 3 had. Null where every
-- job, or none, has the property, and where both samples are the same jobs.
{% macro two_proportion_z(part, whole, part_before, whole_before, shared) -%}
    (({{ part }})::double / ({{ whole }}) - ({{ part_before }})::double / ({{ whole_before }})) / nullif(sqrt(
        ({{ part }} + {{ part_before }})::double / ({{ whole }} + {{ whole_before }})
        * (1 - ({{ part }} + {{ part_before }})::double / ({{ whole }} + {{ whole_before }}))
        * (({{ whole }}) + ({{ whole_before }}) - 2 * ({{ shared }}))::double / ({{ whole }}) / ({{ whole_before }})
    ), 0)
{%- endmacro %}

-- The smallest number of jobs, with the property or without, that one common share lets expect in either sample: the
-- normal distribution describes a count of at least five well enough.
{% macro least_expected(part, whole, part_before, whole_before) -%}
    least({{ whole }}, {{ whole_before }})
    * least(
        {{ part }} + {{ part_before }}, {{ whole }} + {{ whole_before }} - {{ part }} - {{ part_before }}
    )::double / ({{ whole }} + {{ whole_before }})
{%- endmacro %}

-- The two-sided p value of a z score, six decimals. Abramowitz, M. & Stegun, I. A. (1964), "Handbook of Mathematical
-- Functions", formula 26.2.17: the normal tail to within 7.5e-8.
{% macro two_sided_p(z) -%}
    {%- set t = "(1 / (1 + 0.2316419 * abs(" ~ z ~ ")))" -%}
    round(2 * exp(-({{ z }}) * ({{ z }}) / 2) / sqrt(2 * pi()) * {{ t }} * (
        0.319381530 + {{ t }} * (
            -0.356563782 + {{ t }} * (1.781477937 + {{ t }} * (-1.821255978 + {{ t }} * 1.330274429))
        )
    ), 6)
{%- endmacro %}

-- The place of a p value among those of its family, and how many there are: what q_value needs, a step before it.
{% macro place_in_family(p, family) -%}
    count({{ p }}) over (partition by {{ family }}) as n_tests,
        row_number() over (partition by {{ family }} order by {{ p }} nulls last) as place
{%- endmacro %}

-- The p value adjusted for its family: calling everything up to q real makes at most that share of the calls false, on
-- average. Benjamini, Y. & Hochberg, Y. (1995), "Controlling the false discovery rate", Journal of the Royal
-- Statistical Society B 57 (1), 289-300. Beside it stand n_tests and place of place_in_family.
{% macro q_value(p, family) -%}
    if({{ p }} is null, null, round(min(least(1, {{ p }} * n_tests / place)) over (
        partition by {{ family }} order by place rows between current row and unbounded following
    ), 6))
{%- endmacro %}
