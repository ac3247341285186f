"""/searches: what each saved search bought for its credits."""

from viewer.drawing.page import Asked, Page
from viewer.snapshot.reader import Reader, Row


def searches_page(reader: Reader, _asked: Asked) -> Page:
    """The searches, best yield first, with their days."""
    there = reader.has("query_yield")
    found = _searches(reader) if there else []
    data = {"searches": found}
    return Page("searches.html", "Searches", data, {"there": there}, lambda: found)


def _searches(reader: Reader) -> list[Row]:
    return reader.rows(
        """
        select
            search_name, panel, count(*) as days, sum(requests) as requests, sum(credits) as credits,
            sum(results) as results, sum(jobs_new) as jobs_new, sum(jobs_only_here) as jobs_only_here,
            sum(empty_pages) as empty_pages, sum(jobs_new) / nullif(sum(credits), 0) as jobs_new_per_credit,
            sum(dup_rate * results) / nullif(sum(results), 0) as dup_rate, max(last_new_on) as last_new_on,
            min(window_start) as window_start, max(window_end) as window_end,
            bool_or(meets_floor) as meets_floor,
            list(struct_pack(day := search_date, outcome, results, jobs_new, credits) order by search_date) as by_day
        from query_yield
        group by search_name, panel
        order by jobs_new_per_credit desc nulls last, search_name
        """
    )
