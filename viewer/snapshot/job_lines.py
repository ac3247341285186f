"""The lines of lists of jobs: what each says at a glance, the skills it requires among it.

Which jobs a list holds, and in which order, is asked by the page that shows it.
"""

from collections.abc import Mapping, Sequence

from viewer.snapshot.reader import Reader, Row

# What a line is made of; `job_no` finds the rest and is left out of it.
OWN_COLUMNS = (
    "job_key, title, employer, employer_key, publisher, category, city, region, country, work_mode, "
    "work_mode_contradiction, seniority, employment_types, panels, posted_date, first_seen, last_seen, is_repost, "
    "n_postings_of_opening, pay_min, pay_max, pay_currency, pay_period"
)
COLUMNS = f"job_no, {OWN_COLUMNS}"
MOST_SKILLS = 6


def job_lines(reader: Reader, sql: str, values: Mapping[str, object]) -> list[Row]:
    """The rows of a question for COLUMNS, each with what it requires.

    Returns:
        The columns without `job_no`, and `required` (at most six, hard skills first, in the order of the text: `skill`,
        `slug`, `kind`) and `n_required` (how many there are).
    """
    rows = reader.rows(sql, values)
    numbers = {row["job_no"] for row in rows if row["job_no"] is not None}
    required = required_of(reader, sorted(numbers))
    names = skills_by_number(reader)
    for row in rows:
        wanted = required.get(row.pop("job_no"), [])
        row["required"] = [names[number] for number in wanted[:MOST_SKILLS] if number in names]
        row["n_required"] = len(wanted)
    return rows


def required_of(reader: Reader, job_numbers: Sequence[int]) -> dict[int, list[int]]:
    """The numbers of the skills that jobs require, by the number of the job: hard ones first."""
    if not job_numbers:
        return {}
    listed = ", ".join(map(str, job_numbers))
    rows = reader.rows(f"select job_no, hard, soft from job_required_index where job_no in ({listed})")  # noqa: S608
    return {row["job_no"]: [*row["hard"], *row["soft"]] for row in rows}


def skills_by_number(reader: Reader) -> Mapping[int, Row]:
    """Name, last part of the address and kind of every skill of the snapshot, by its number in it."""

    def ask() -> dict[int, Row]:
        rows = reader.rows("select skill_no, skill, slug, kind from skill_index")
        return {row.pop("skill_no"): row for row in rows}

    return reader.noted("skills by number", ask)
