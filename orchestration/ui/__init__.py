"""Dagster's UI as `make dev` starts it: its processes, and the gate in front of it.

Here belongs what stands between a browser and Dagster's own pages. The pages about jobs are the `viewer`'s.
"""
