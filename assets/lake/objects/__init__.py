"""A lake in a bucket of an object store: no renames, no appends, no locks; only `put if absent` and `put if unchanged`.

Here belongs what keeps the promises of `storage` and `snapshots` over such a store, and what DuckDB reads it with. It
is loaded only for a lake whose address is a bucket's.
"""
