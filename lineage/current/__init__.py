"""How things stand now: what is older than what it was made from, and the lineage tables of a snapshot.

Here belongs what is computed over all records. Whether the files themselves are sound is `trace`'s and the lake's.
"""
