"""What pages ask of every snapshot, taken into memory before the first of them asks: a second at 100,000 jobs."""

from contextlib import suppress

from viewer.snapshot.jobs.index import indexed
from viewer.snapshot.jobs.job_columns import job_columns
from viewer.snapshot.jobs.job_pages import job_pages
from viewer.snapshot.jobs.lifecycles import lifecycle
from viewer.snapshot.reader import Reader
from viewer.snapshot.shelf import UNREADABLE


def prepared(reader: Reader) -> None:
    """Prepare a snapshot; what of it is damaged is told to whoever asks for it."""
    with suppress(*UNREADABLE):
        reader.words()
        job_pages(reader)
        if indexed(reader):
            job_columns(reader)
        lifecycle(reader, 0)
