"""Dagster's UI as `make dev` starts it: its processes, and the gate in front of it."""
