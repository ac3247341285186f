"""One installation: its settings, its Dagster instance and history, what its stages are given.

Here belongs what is the same whoever starts a run. Settings of a single stage live in that stage; whether a place can
hold state at all is known by the lake.
"""
