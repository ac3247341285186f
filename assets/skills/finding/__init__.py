"""Finds every place of a text that may be evidence of a skill, sentence by sentence; leaves those that are not meant.

Here belong the automaton over all written forms, the rules of form, and the rules that tell a name from a plain word,
from an employer, from a field of study. Nothing here says how sure a place is: that is `judging`'s business.
"""
