"""/jobs: the list of jobs, filtered and sorted by the address, in pages, with counts."""

from collections.abc import Callable, Iterator, Mapping

from assets.lake.readers.job_filters import JobFilter
from assets.lake.words.listed import FOUND, Narrowed, narrowed
from viewer.drawing.page import Asked, Page
from viewer.pages.jobs.job_counts import choices, counts
from viewer.snapshot.excerpts import with_excerpts
from viewer.snapshot.index import indexed
from viewer.snapshot.job_lines import COLUMNS, OWN_COLUMNS, job_lines
from viewer.snapshot.reader import Reader, Row

PER_PAGE = 25
# With the words in context a line takes three times the room.
PER_PAGE_OF_WORDS = 10
MOST_PAGES = 10_000
# More rows than this are a file to be asked with an engine: the marts are Parquet.
MOST_CSV_ROWS = 50_000
MOST_SUGGESTIONS = 500
BY_WORDS = "relevance"
SORTS = {
    BY_WORDS: "score desc, posted_date desc nulls last, job_key",
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
    question = ("jobs", tuple(chosen.asked.items()), sort, number)
    found = reader.remembered(question, _list(reader, asked_for, sort, number, per_page))
    data = {
        "filters": chosen.asked,
        "problems": problems,
        "sort": sort,
        "page": number,
        "pages": max(1, -(-found["total"] // per_page)),
        "total": found["total"],
        "counts": found["counts"],
        "jobs": found["jobs"],
    }
    drawn = {
        "there": True,
        "choices": found["choices"],
        "suggestions": suggestions(reader),
        "sorts": {name: said for name, said in SORT_NAMES.items() if name != BY_WORDS or asked_for.words},
        "usual": usual,
        "per_page": per_page,
        "through": through(reader),
    }
    return Page("jobs.html", "Jobs", data, drawn, lambda: _file(reader, chosen, sort), script=True)


def suggestions(reader: Reader) -> list[Row]:
    """The skills most jobs name, for whoever types one: `skill`, `n_jobs`."""
    return reader.noted(
        "suggestions",
        lambda: reader.rows(
            "select skill, max(n_jobs) as n_jobs from skill_index group by skill "
            "order by n_jobs desc, skill limit $most",
            {"most": MOST_SUGGESTIONS},
        ),
    )


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


def _list(reader: Reader, asked_for: Narrowed, sort: str, number: int, per_page: int) -> Callable[[], Row]:
    def ask() -> Row:
        chosen = asked_for.chosen
        found = counts(reader, chosen)
        jobs = job_lines(reader, _question(chosen, sort, number, per_page), chosen.values)
        return {
            "choices": choices(reader, chosen, found),
            "total": found.pop("total"),
            "counts": found,
            "jobs": with_excerpts(reader, asked_for.words, jobs) if asked_for.words else jobs,
        }

    return ask


def _file(reader: Reader, chosen: JobFilter, sort: str) -> Iterator[Row]:
    """The list from its start, for a file; one is made at a time."""
    with reader.alone:
        yield from reader.each(_question(chosen, sort, 1, MOST_CSV_ROWS, OWN_COLUMNS), chosen.values)


def _question(chosen: JobFilter, sort: str, number: int, size: int, columns: str = COLUMNS) -> str:
    jobs = f"(select * from job_index inner join {FOUND} using (job_key))" if sort == BY_WORDS else "job_index"  # noqa: S608
    # Sort the keys first: the wide rows are fetched for one page only.
    return f"""
        with hits as (
            select job_no, row_number() over () as place from (
                select job_no from {jobs}
                where {chosen.where} order by {SORTS[sort]} limit {size} offset {(number - 1) * size}
            )
        )
        select {columns} from (select * from job_index where job_no in (select job_no from hits)) as lines
        inner join hits using (job_no) order by place
        """  # noqa: S608 - made of names written here


def page_number(text: str) -> int:
    """The page that an address asks for; the first where it names none."""
    return min(max(int(text), 1), MOST_PAGES) if _is_page_number(text) else 1


def _is_page_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9
