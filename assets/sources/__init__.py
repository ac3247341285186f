"""Sources: per source what to ask of it and how its answers are read. Calls nobody: that is the search room's.

`registry` names the sources there are, `answers` reads what has landed by who gave it, `shapes/` holds what is known of
each source's objects. Below them `providers` (one module a source), and below those `reading` (what all of them share).
"""
