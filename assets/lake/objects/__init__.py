"""A lake in a bucket of an object store: no renames, no appends, no locks; only `put if absent` and `put if unchanged`."""
