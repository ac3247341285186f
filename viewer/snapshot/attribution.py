"""What sources ask of pages: a line wherever their postings are shown, and that some are not handed on.

The line stands on every page, for a list may hold any of them. Handed on are the static site and feeds.
"""

from collections.abc import Collection

from assets.lake.readers.source_terms import Terms, terms_of, withheld
from viewer.snapshot.reader import Reader


def sources_of(reader: Reader) -> list[str]:
    """The sources of the jobs that a reader shows; none where an older snapshot does not name them."""

    def ask() -> list[str]:
        columns = reader.rows("select column_name from (describe dim_jobs)") if reader.has("dim_jobs") else []
        if not any(row["column_name"] == "source" for row in columns):
            return []
        return sorted(row["source"] for row in reader.rows("select distinct source from dim_jobs") if row["source"])

    return reader.noted("sources", ask)


def attributions(reader: Reader) -> list[Terms]:
    """The terms of those of them that ask for a line."""
    return [terms for terms in map(terms_of, sources_of(reader)) if terms.attribution]


def publishable(reader: Reader, allowed: Collection[str] = ()) -> Reader:
    """The reader, or one of the same snapshot without the postings that may not be handed on.

    Args:
        reader: Any.
        allowed: Sources whose postings are handed on although their terms keep them to oneself.
    """
    hidden = withheld(sources_of(reader), allowed)
    return reader.noted(("publishable", *hidden), lambda: Reader(reader.snapshot, hidden)) if hidden else reader
