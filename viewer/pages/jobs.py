"""/jobs: the list of jobs, filtered and sorted by the address, in pages, with counts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from viewer.index import indexed
from viewer.page import Asked, Page
from viewer.reader import Reader, Row

PER_PAGE = 25
MOST_PAGES = 10_000
# More rows than this are a file to be asked with an engine: the marts are Parquet.
MOST_CSV_ROWS = 50_000
SORTS = {
    "posted": "posted_date desc nulls last, first_seen desc, job_key",
    "seen": "last_seen desc, first_seen desc, job_key",
    "first_seen": "first_seen desc, job_key",
    "pay": "pay_currency nulls last, pay_yearly_max desc nulls last, job_key",
    "title": "lower(title), job_key",
    "employer": "lower(employer), lower(title), job_key",
}
SORT_NAMES = {
    "posted": "newest posting",
    "seen": "last seen",
    "first_seen": "first seen",
    "pay": "pay, by currency",
    "title": "title",
    "employer": "employer",
}
EQUALS = {"category": "category", "country": "country", "work_mode": "work_mode", "seniority": "seniority"}
FLAGS = {"has_pay": "has_pay", "contradiction": "work_mode_contradiction", "repost": "is_repost"}
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
NAMES = {"text", "panel", "employer", "skill", "posted_since", "sort", "page", *EQUALS, *FLAGS}
FACETS = ("category", "country", "work_mode", "seniority")
SHOWN = (
    "job_key, title, employer, employer_key, publisher, category, city, region, country, work_mode, "
    "work_mode_contradiction, seniority, employment_types, panels, posted_date, first_seen, last_seen, is_repost, "
    "n_postings_of_opening, pay_min, pay_max, pay_currency, pay_period"
)


@dataclass
class Filter:
    """What a list is narrowed to: the filters as asked, the SQL they become, and what could not be understood."""

    asked: dict[str, str] = field(default_factory=dict)
    clauses: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, name: str, value: str, clause: str, **values: object) -> None:
        """One more filter; `clause` names its values as parameters."""
        self.asked[name] = value
        self.clauses.append(clause)
        self.values |= values

    @property
    def where(self) -> str:
        """The condition."""
        return " and ".join(self.clauses) or "true"


def jobs_page(reader: Reader, asked: Asked) -> Page:
    """The list of jobs."""
    if not indexed(reader):
        return Page("jobs.html", "Jobs", {"total": 0, "jobs": [], "filters": {}, "problems": []}, {"there": False})
    chosen = filtered(asked)
    sort = asked.query.get("sort", "posted")
    sort = sort if sort in SORTS else "posted"
    number = _page_number(asked.query.get("page", "1"))
    found = reader.remembered(("jobs", tuple(chosen.asked.items()), sort, number), _list(reader, chosen, sort, number))
    data = {
        "filters": chosen.asked,
        "problems": chosen.problems,
        "sort": sort,
        "page": number,
        "pages": max(1, -(-found["total"] // PER_PAGE)),
        "total": found["total"],
        "counts": found["counts"],
        "jobs": found["jobs"],
    }
    drawn = {"there": True, "options": _options(reader), "sorts": SORT_NAMES, "per_page": PER_PAGE}
    return Page("jobs.html", "Jobs", data, drawn, lambda: _file(reader, chosen, sort))


def filtered(asked: Asked) -> Filter:
    """The filters of an address."""
    chosen = Filter()
    query = {name: value.strip()[:200] for name, value in asked.query.items() if value.strip()}
    for number, word in enumerate(query.get("text", "").split()[:8]):
        chosen.add("text", query["text"], f"contains(words, folded($word{number}))", **{f"word{number}": word})
    for name, column in EQUALS.items():
        if name in query:
            chosen.add(name, query[name], f"{column} = ${name}", **{name: query[name]})
    if "panel" in query:
        chosen.add("panel", query["panel"], "list_contains(panels, $panel)", panel=query["panel"])
    if "employer" in query:
        chosen.add("employer", query["employer"], "employer_slug = $employer", employer=query["employer"])
    if "skill" in query:
        clause = (
            "job_no in (select job_no from job_skill_index where skill_no in "
            "(select skill_no from skill_index where slug = $skill))"
        )
        chosen.add("skill", query["skill"], clause, skill=query["skill"])
    if "posted_since" in query:
        _add_since(chosen, query["posted_since"])
    for name, column in FLAGS.items():
        if query.get(name, "").lower() in YES:
            chosen.add(name, "1", column)
    chosen.problems += _not_understood(query)
    return chosen


def _not_understood(query: Row) -> Iterator[str]:
    """What the list does without, so that nobody takes a mistyped filter for an answer."""
    for name, value in query.items():
        if name not in NAMES:
            yield f"“{name[:40]}” is no filter; there are {', '.join(sorted(NAMES))}. It was left out."
        elif name in FLAGS and value.lower() not in (*YES, *NO):
            yield f"{name} is 1 or 0, not “{value}”. That filter was left out."
    if query.get("sort", "posted") not in SORTS:
        yield f"“{query['sort']}” is no order; there are {', '.join(SORTS)}. The newest stand first."
    if not _is_page_number(query.get("page", "1")):
        yield f"“{query['page']}” is no page; this is the first."


def _add_since(chosen: Filter, text: str) -> None:
    try:
        since = date.fromisoformat(text)
    except ValueError:
        chosen.problems.append(f"“{text}” is no day; write it as 2026-11-23. That filter was left out.")
        return
    chosen.add("posted_since", text, "posted_date >= $since::date", since=since.isoformat())


def _list(reader: Reader, chosen: Filter, sort: str, number: int) -> Callable[[], Row]:
    def ask() -> Row:
        counts = _counts(reader, chosen)
        return {
            "total": counts.pop("total"),
            "counts": counts,
            "jobs": reader.rows(_question(chosen, sort, number, PER_PAGE), chosen.values),
        }

    return ask


def _file(reader: Reader, chosen: Filter, sort: str) -> Iterator[Row]:
    """The list from its start, for a file; one is made at a time."""
    with reader.alone:
        yield from reader.each(_question(chosen, sort, 1, MOST_CSV_ROWS), chosen.values)


def _question(chosen: Filter, sort: str, number: int, size: int) -> str:
    # Sort the keys first: the wide rows are fetched for one page only.
    return f"""
        with hits as (
            select job_no from job_index
            where {chosen.where} order by {SORTS[sort]} limit {size} offset {(number - 1) * size}
        )
        select {SHOWN} from job_index where job_no in (select job_no from hits) order by {SORTS[sort]}
        """  # noqa: S608 - made of names written here


def _counts(reader: Reader, chosen: Filter) -> Row:
    """How many jobs are in the list, and of these by category, country, work mode and seniority."""
    sets = ", ".join(f"({name})" for name in FACETS)
    rows = reader.rows(
        f"""
        select {", ".join(FACETS)}, grouping({", ".join(FACETS)}) as level, count(*) as n
        from job_index where {chosen.where} group by grouping sets ({sets}, ()) order by n desc
        """,  # noqa: S608 - made of names written here
        chosen.values,
    )
    counts: Row = {"total": 0} | {name: [] for name in FACETS}
    for row in rows:
        present = [name for place, name in enumerate(FACETS) if not row["level"] >> (len(FACETS) - 1 - place) & 1]
        if not present:
            counts["total"] = row["n"]
        elif row[present[0]] is not None:
            counts[present[0]].append({"value": row[present[0]], "n": row["n"]})
    return counts


def _options(reader: Reader) -> Row:
    """What each filter may be set to, over the whole snapshot."""

    def ask() -> Row:
        found: Row = {
            name: [
                row["value"]
                for row in reader.rows(
                    f"select distinct {name} as value from job_index where {name} is not null order by 1"  # noqa: S608
                )
            ]
            for name in FACETS
        }
        rows = reader.rows("select distinct unnest(panels) as value from job_index order by 1")
        found["panel"] = [row["value"] for row in rows]
        found["skill"] = reader.rows("select slug, skill from skill_index order by n_jobs desc limit 300")
        return found

    return reader.noted("options", ask)


def _page_number(text: str) -> int:
    return min(max(int(text), 1), MOST_PAGES) if _is_page_number(text) else 1


def _is_page_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9
