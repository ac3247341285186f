"""When and in what order: the Dagster wiring. It calls the assets and holds no business logic.

`definitions` is the assembly that Dagster loads, `__main__` the command line. Below the definitions lie, the lowest
first: `installation` (settings, instance), `processes` (who lives), `warehouse` (dbt), `recording` (lineage), `alerts`,
`jobs`, `fleet` (past one machine), `ui`. Above them `commands`: what a terminal asks for. An arrow goes only from later
to earlier.
"""
