"""The ground floor: where a table lies, what its columns are, and how a day of it is replaced.

`opening` opens a lake by its place; `api_calls` is the day's ledger as a table; `inspection` says which files are
damaged; `env_file` reads the settings. The rooms below, the lowest first: `tables`, `locks`, `storage`, `calls`, `raw`,
`reuse`, `readers`, `snapshots`, `objects` (a lake in a bucket), `words` (the index of words).
An arrow goes only from later to
earlier. Nothing here knows a stage.
"""
