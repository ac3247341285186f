"""What a posting pays: which amounts of a text are base pay, for which period, and how the source's fields fit them.

From the ground up: the room `sums` (how amounts are written), `rules` and `weight` (is it base pay), `period`,
`statements` and `joined` (a text's), and `posting_pay`, which puts the source's fields and the text together.
Statistics of pay are made in the marts.
"""
