"""How sums of money are written: numbers, currencies, ranges and periods, and the grammar that joins them.

Here belongs what reads a stretch of text as an amount. Whether the amount is this job's pay, for which period and how
sure that is stands in the room around this one.
"""
