"""The lines of lists of jobs: what each says at a glance, the skills it requires among it.

Which jobs a list holds, and in which order, is asked by the page that shows it.
"""

from collections.abc import Mapping, Sequence

from viewer.snapshot.jobs.job_columns import job_columns
from viewer.snapshot.reader import Reader, Row

MOST_SKILLS = 6


def job_lines(reader: Reader, numbers: Sequence[int]) -> list[Row]:
    """The lines of these jobs, each with what it requires.

    Returns:
        The columns of a line, and `required` (at most six, hard skills first, in the order of the text: `skill`,
        `slug`, `kind`) and `n_required` (how many there are).
    """
    names, columns = skills_by_number(reader), job_columns(reader)
    lines = columns.lines(numbers)
    for line, wanted in zip(lines, columns.required(numbers), strict=True):
        line["required"] = [names[skill] for skill in wanted[:MOST_SKILLS] if skill in names]
        line["n_required"] = len(wanted)
    return lines


def skills_by_number(reader: Reader) -> Mapping[int, Row]:
    """Name, last part of the address and kind of every skill of the snapshot, by its number in it."""

    def ask() -> dict[int, Row]:
        rows = reader.rows("select skill_no, skill, slug, kind from skill_index")
        return {row.pop("skill_no"): row for row in rows}

    return reader.noted("skills by number", ask)
