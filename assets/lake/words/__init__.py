"""The index of words of published jobs: how it is laid out, and how it is asked.

Here belongs what a reader needs to find words in texts. `assets.marts` builds the index when a snapshot is published.
"""
