"""What a posting pays: a grammar of amounts (number, unit, currency, period, bounds), and what of it is base pay.

From the ground up: `amounts` (values, periods, yearly equivalents), `numbers` and `currencies` (one word each),
`grammar` (an amount, and two as a range), `weight` (is it base pay), `statements` and `joined` (a text's), and
`posting_pay`, which puts the source's fields and the text together.
"""
