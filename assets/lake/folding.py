"""Text without its case, the same where words are published and where they are sought: the body of a DuckDB macro."""

# Of `text`. `İ` is small `i` with a dot to some and `i` to others; `ß` and `ς` are `SS` and `Σ` in capitals.
FOLDED = "replace(replace(replace(lower(text), chr(775), ''), 'ß', 'ss'), 'ς', 'σ')"
