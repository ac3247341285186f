"""/employers and /employers/<slug>: who the searches found, week by week, never added up over panels."""

from viewer.drawing.page import Asked, NotFoundError, Page
from viewer.pages.panels.windows import chosen_window, offered, windows
from viewer.snapshot.jobs.index import indexed
from viewer.snapshot.jobs.job_lines import job_lines
from viewer.snapshot.reader import Reader, Row

# The windows are those in which the panels' statistics look back.
WINDOWS = "skill_demand"
MOST_EMPLOYERS = 200
MOST_JOBS = 25
MOST_WEEKS = 60
SLUGS = "select skill, slug from skill_index where kind = 'hard'"


def employers_page(reader: Reader, asked: Asked) -> Page:
    """The employers with most jobs found in a window; `text` narrows them."""
    text = asked.query.get("text", "").strip()[:200]
    names = offered(windows(reader, WINDOWS))
    span = _span(reader, chosen_window([{"window": name} for name in names], asked.query.get("window")))
    found = _employers(reader, text, span) if indexed(reader) else []
    data = {"text": text or None, **span, "n_employers": len(found), "employers": found[:MOST_EMPLOYERS]}
    return Page("employers.html", "Employers", data, {"windows": names}, lambda: found)


def _span(reader: Reader, window: str | None) -> Row:
    """A window over all panels: `window`, and its first day and the day after its last; None without windows."""
    rows = [row for of in windows(reader, WINDOWS).values() for row in of if row["window"] == window]
    start, end = (
        (min(row["window_start"] for row in rows), max(row["window_end"] for row in rows)) if rows else (None,) * 2
    )
    return {"window": window, "window_start": start, "window_end": end}


def employer_page(reader: Reader, asked: Asked) -> Page:
    """One employer."""
    slug = asked.path["slug"]
    n_jobs, jobs = _jobs(reader, slug) if indexed(reader) else (0, [])
    if not jobs:
        raise NotFoundError(f"No employer “{slug[:100]}” was found in this snapshot.")
    data = {
        "employer": jobs[0]["employer"],
        "slug": slug,
        "n_jobs": n_jobs,
        "jobs": jobs,
        "weeks": _weeks(reader, jobs[0]["employer_key"]),
    }
    slugs = reader.noted("slugs", lambda: {row["skill"]: row["slug"] for row in reader.rows(SLUGS)})
    return Page("employer.html", jobs[0]["employer"] or slug, data, {"slugs": slugs})


def _employers(reader: Reader, text: str, span: Row) -> list[Row]:
    """Those whose name holds the text, with the jobs that were seen on a day of the window."""
    return reader.rows(
        """
        select
            arg_max(employer, last_seen) as employer, employer_slug as slug, count(*) as n_jobs,
            count(*) filter (where has_pay) as n_with_pay, count(*) filter (where is_repost) as n_reposts,
            min(first_seen) as first_seen, max(last_seen) as last_seen
        from job_index
        where employer_slug != '' and contains(folded(employer), folded($text))
            and ($window_start::date is null or last_seen >= $window_start::date)
            and ($window_end::date is null or first_seen < $window_end::date)
        group by employer_slug order by n_jobs desc, employer_slug
        """,
        {"text": text, "window_start": span["window_start"], "window_end": span["window_end"]},
    )


def _jobs(reader: Reader, slug: str) -> tuple[int, list[Row]]:
    """How many jobs of an employer there are, and the newest of them."""
    rows = reader.rows(
        """
        select job_no, count(*) over () as n_all from job_index
        where employer_slug = $slug order by posted_date desc nulls last, job_key limit $most
        """,
        {"slug": slug, "most": MOST_JOBS},
    )
    return (rows[0]["n_all"] if rows else 0), job_lines(reader, [row["job_no"] for row in rows])


def _weeks(reader: Reader, employer_key: str) -> list[Row]:
    if not reader.has("employer_activity"):
        return []
    return reader.rows(
        "select * from employer_activity where employer_key = $key order by week desc, panel limit $most",
        {"key": employer_key, "most": MOST_WEEKS},
    )
