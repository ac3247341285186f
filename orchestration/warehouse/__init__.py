"""dbt wired to Dagster: its command in this process, its manifest, the names of its nodes, which marts are published.

Here belongs what reads the manifest for the wiring. The assets that dbt makes are `assets.marts`; its SQL is in
`dbt_project`.
"""
