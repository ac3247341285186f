"""/jobs: the list of jobs, filtered and sorted by the address, in pages, with counts."""

from collections.abc import Iterator, Mapping

from assets.lake.readers.job_filters import JobFilter
from assets.lake.words.listed import Narrowed, narrowed
from viewer.drawing.page import Asked, Page
from viewer.pages.jobs.job_counts import choices
from viewer.snapshot.jobs.excerpts import with_excerpts
from viewer.snapshot.jobs.index import indexed
from viewer.snapshot.jobs.job_columns import job_columns
from viewer.snapshot.jobs.job_lines import job_lines
from viewer.snapshot.jobs.listed_jobs import FACETS, counted, first_jobs
from viewer.snapshot.reader import Reader, Row

PER_PAGE = 25
# With the words in context a line takes three times the room.
PER_PAGE_OF_WORDS = 10
MOST_PAGES = 10_000
# More rows than this are a file to be asked with an engine: the marts are Parquet.
MOST_CSV_ROWS = 50_000
CSV_BATCH = 500
MOST_SUGGESTIONS = 500
BY_WORDS = "relevance"
SORTS = {
    BY_WORDS: "posted_date desc nulls last, job_key",  # of jobs that hold the words equally well
    "posted": "posted_date desc nulls last, first_seen desc, job_key",
    "seen": "last_seen desc, first_seen desc, job_key",
    "first_seen": "first_seen desc, job_key",
    "pay": "pay_currency nulls last, pay_yearly_max desc nulls last, job_key",
    "title": "lower(title), job_key",
    "employer": "lower(employer), lower(title), job_key",
}
SORT_NAMES = {
    BY_WORDS: "relevance",
    "posted": "newest posting",
    "seen": "last seen",
    "first_seen": "first seen",
    "pay": "pay, by currency",
    "title": "title",
    "employer": "employer",
}
BESIDES = {"sort": "the order", "page": "the page of the list"}


def jobs_page(reader: Reader, asked: Asked) -> Page:
    """The list of jobs."""
    if not indexed(reader):
        return Page("jobs.html", "Jobs", {"total": 0, "jobs": [], "filters": {}, "problems": []}, {"there": False})
    asked_for = narrowed(asked.query, BESIDES, reader.words())
    chosen, usual = asked_for.chosen, BY_WORDS if asked_for.words else "posted"
    problems = [*chosen.problems, *_not_understood(asked.query, by_words=asked_for.words is not None)]
    sort = asked.query.get("sort", usual)
    sort = sort if sort in SORTS and (sort != BY_WORDS or asked_for.words) else usual
    number = page_number(asked.query.get("page", "1"))
    per_page = PER_PAGE_OF_WORDS if asked_for.words else PER_PAGE
    total, counts = _counts(reader, chosen)
    data = {
        "filters": chosen.asked,
        "problems": problems,
        "sort": sort,
        "page": number,
        "pages": max(1, -(-total // per_page)),
        "total": total,
        "counts": counts,
        "jobs": _jobs(reader, asked_for, sort, number, per_page),
    }
    drawn = {
        "there": True,
        "choices": choices(reader, chosen),
        "suggestions": suggestions(reader),
        "sorts": {name: said for name, said in SORT_NAMES.items() if name != BY_WORDS or asked_for.words},
        "usual": usual,
        "per_page": per_page,
        "through": through(reader),
    }
    return Page("jobs.html", "Jobs", data, drawn, lambda: _file(reader, asked_for, sort), script=True)


def suggestions(reader: Reader) -> tuple[tuple[str, int], ...]:
    """The skills most jobs name, for whoever types one, and how many jobs do."""

    def ask() -> tuple[tuple[str, int], ...]:
        rows = reader.rows(
            "select skill, max(n_jobs) as n_jobs from skill_index group by skill "
            "order by n_jobs desc, skill limit $most",
            {"most": MOST_SUGGESTIONS},
        )
        return tuple((row["skill"], row["n_jobs"]) for row in rows)

    return reader.noted("suggestions", ask)


def through(reader: Reader) -> str:
    """The last day on which a job of the snapshot was found."""
    row = reader.noted("through", lambda: reader.row("select max(first_seen) as through from job_index"))
    return (row or {}).get("through") or ""


def _not_understood(query: Mapping[str, str], *, by_words: bool) -> Iterator[str]:
    sort, page = query.get("sort", "").strip(), query.get("page", "").strip()
    if sort == BY_WORDS and not by_words:
        yield "Jobs are ranked by words where words are sought; here the newest stand first."
    elif sort and sort not in SORTS:
        yield f"“{sort[:40]}” is no order; there are {', '.join(SORTS)}. The newest stand first."
    if page and not _is_page_number(page):
        yield f"“{page[:40]}” is no page; this is the first."


def _counts(reader: Reader, chosen: JobFilter) -> tuple[int, Row]:
    found = counted(reader, chosen)
    return found["total"], {name: found[name] for name in FACETS}


def _jobs(reader: Reader, asked_for: Narrowed, sort: str, number: int, size: int) -> list[Row]:
    numbers = first_jobs(reader, asked_for.chosen, SORTS[sort], size, (number - 1) * size, best=sort == BY_WORDS)
    words = asked_for.words
    if words is None:
        return job_lines(reader, numbers)
    return reader.remembered(
        "page", (words, *numbers), lambda: with_excerpts(reader, words, job_lines(reader, numbers))
    )


def _file(reader: Reader, asked_for: Narrowed, sort: str) -> Iterator[Row]:
    """The list from its start, for a file."""
    numbers = first_jobs(reader, asked_for.chosen, SORTS[sort], MOST_CSV_ROWS, best=sort == BY_WORDS)
    for start in range(0, len(numbers), CSV_BATCH):
        yield from job_columns(reader).lines(numbers[start : start + CSV_BATCH])


def page_number(text: str) -> int:
    """The page that an address asks for; the first where it names none."""
    return min(max(int(text), 1), MOST_PAGES) if _is_page_number(text) else 1


def _is_page_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9
