"""One module a source: what to ask of it, how its answers are read, what it cannot say.

Here belongs what only one provider does. Its terms stand in `assets.lake.readers.source_terms`, its known shape in
`shapes/`, and the `registry` beside this room names it.
"""
