"""How many jobs of a list there are of each category, country, work mode, seniority and panel.

Two readings: what the list holds, and what each choice of a filter would leave of it (all other filters kept).
"""

from assets.lake.readers.job_filters import JobFilter
from viewer.snapshot.reader import Reader, Row

FACETS = ("category", "country", "work_mode", "seniority")
PANEL = "panel"


def counts(reader: Reader, chosen: JobFilter) -> Row:
    """Jobs of the list: `total`, and by each facet its values with their `n`, most first."""
    sets = ", ".join(f"({name})" for name in FACETS)
    rows = reader.rows(
        f"""
        select {", ".join(FACETS)}, grouping({", ".join(FACETS)}) as level, count(*) as n
        from job_index where {chosen.where} group by grouping sets ({sets}, ()) order by n desc
        """,  # noqa: S608 - made of names written here
        chosen.values,
    )
    found: Row = {"total": 0} | {name: [] for name in FACETS}
    for row in rows:
        present = [name for place, name in enumerate(FACETS) if not row["level"] >> (len(FACETS) - 1 - place) & 1]
        if not present:
            found["total"] = row["n"]
        elif row[present[0]] is not None:
            found[present[0]].append({"value": row[present[0]], "n": row["n"]})
    return found


def choices(reader: Reader, chosen: JobFilter, found: Row) -> Row:
    """What each filter may be set to, and how many jobs that would leave; what is set stays to be seen with none.

    Args:
        reader: The snapshot.
        chosen: The list's filters.
        found: What `counts` says of the list: where a facet is not filtered that is the answer.
    """
    left: Row = {name: found[name] if name not in chosen.asked else _of(reader, chosen, name) for name in FACETS}
    left[PANEL] = _of(reader, chosen, PANEL)
    for name, rows in left.items():
        set_to = chosen.asked.get(name)
        if set_to and all(row["value"].lower() != set_to.lower() for row in rows):
            rows = [{"value": set_to, "n": 0}, *rows]
        left[name] = sorted(rows, key=lambda row: str(row["value"]))
    return left


def _of(reader: Reader, chosen: JobFilter, name: str) -> list[Row]:
    others = chosen.without(name)
    value = "unnest(panels)" if name == PANEL else name
    return reader.rows(
        f"""
        select value, count(*) as n from (select {value} as value from job_index where {others.where})
        where value is not null group by value
        """,  # noqa: S608 - made of names written here
        others.values,
    )
