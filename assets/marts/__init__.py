"""Stage 5: the marts. dbt computes them (`dbt_project/`), the snapshot publishes them to readers.

`curated_marts` and `published_marts` are the assets, `empty_guard` stops the second where the first has lost its jobs;
`export` writes marts for people, `lake_sources` the description of the lake that dbt reads. Below them the rooms
`warehouse` (who may open it) and `files` (how marts become files), which do not know each other.
"""
