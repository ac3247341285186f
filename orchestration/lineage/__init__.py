"""Lineage: what every materialization of every asset was made from, recorded in one place from Dagster's event log."""
