"""Is everything set up, and what would a run cost: the findings of one screen. Changes nothing.

Here belongs what looks at settings, keys, files and neighbours for a person. Whether the lake itself is sound is read
in `assets.lake`.
"""
