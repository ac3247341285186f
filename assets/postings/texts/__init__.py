"""How a posting's text is read for facts: which passages may hold one, and rules that name what a sentence says.

Here belongs the machine that other rooms give their words and rules to. It knows no fact itself: what speaks of pay,
of work mode or of years stands in `pay` and `work`. Skills are read by another stage.
"""
