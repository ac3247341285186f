"""A day of searches from start to end: all sources at once, a second one where the first has spent its month.

Here belongs what happens between the first call of a day and its summary. A run over some days is the desk's, in the
room around this one.
"""
