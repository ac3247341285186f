"""Text without its case, the same where words are published and where they are sought: for Python and for DuckDB."""

# Of `text`, as the body of a macro. `İ` is small `i` with a dot to some and `i` to others; `ß` and `ς` are `SS` and `Σ`
# in capitals.
FOLDED = "replace(replace(replace(lower(text), chr(775), ''), 'ß', 'ss'), 'ς', 'σ')"


def folded(text: str) -> str:
    """The same of a text in this process."""
    return text.lower().replace("\u0307", "").replace("ß", "ss").replace("ς", "σ")
