"""What is kept of each attempt to make something: its record, where records lie in the lake, which version stood when.

Here belongs what reads and writes `lake/lineage`. How a record comes from Dagster's events is `recording`.
"""
