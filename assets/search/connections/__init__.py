"""Whom a run calls: the settings and keys of the sources, one HTTP client for all of them, what is left of a month.

Here belongs what is known of a source before it is asked. What it speaks (its pages, its results) stands in
`assets.sources`; how fast and for how much it is asked in `budget`.
"""
