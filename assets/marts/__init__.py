"""Stage 5: the marts. dbt computes them (`dbt_project/`), the snapshot publishes them to readers."""
