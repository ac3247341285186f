"""Lineage wired to this installation: what runs, the daemon and the command line call.

Here belongs what knows settings and Dagster's instance. What lineage is, and how it is kept, stands in `lineage`.
"""
