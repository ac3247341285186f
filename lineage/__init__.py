"""Lineage: what every materialization of every asset was made from, recorded in one place from Dagster's event log.

It may know Dagster's event log and the lake, and calls the stages where days are made again; when and for which
installation it runs is told by `orchestration.recording`. Its rooms, the lowest first: `journal` (what is kept),
`columns` (what columns are made from), `recording` (from the event log to the journal), `current` (what is out of date
now), `trace` (the way back). An arrow goes only from later to earlier.
"""
