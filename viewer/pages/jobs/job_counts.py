"""How many jobs each choice of a filter would leave of a list, all other filters kept."""

from assets.lake.readers.job_filters import JobFilter
from viewer.snapshot.jobs.listed_jobs import COLUMNS, counted
from viewer.snapshot.reader import Reader, Row


def choices(reader: Reader, chosen: JobFilter) -> Row:
    """What each filter may be set to, and how many jobs that would leave; what is set stays to be seen with none."""
    left: Row = {}
    for name in COLUMNS:
        rows = counted(reader, chosen.without(name) if name in chosen.asked else chosen)[name]
        set_to = chosen.asked.get(name)
        if set_to and all(row["value"].lower() != set_to.lower() for row in rows):
            rows = [{"value": set_to, "n": 0}, *rows]
        left[name] = sorted(rows, key=lambda row: str(row["value"]))
    return left
