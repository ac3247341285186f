"""/searches: what each saved search bought for its credits, over a window of days."""

from viewer.drawing.page import Asked, Page
from viewer.pages.panels.windows import offered, shown_windows, windows
from viewer.snapshot.reader import Reader, Row

# The windows are those in which the panels' statistics look back.
WINDOWS = "skill_demand"


def searches_page(reader: Reader, asked: Asked) -> Page:
    """The searches of a window, best yield first, with all their days."""
    there = reader.has("query_yield")
    names = offered(windows(reader, WINDOWS))
    wanted = asked.query.get("window")
    wanted = wanted if wanted in names else None
    found = _searches(reader, shown_windows(reader, WINDOWS, wanted), wanted) if there else []
    data = {"window": wanted, "searches": found}
    drawn = {"there": there, "windows": names, "span": _common_span(found)}
    return Page("searches.html", "Searches", data, drawn, lambda: found)


def _common_span(found: list[Row]) -> Row | None:
    """The window of all of them; None where panels differ, as young ones do."""
    spans = [{name: row[name] for name in ("window", "window_start", "window_end")} for row in found]
    return spans[0] if spans and spans[0]["window"] and all(span == spans[0] for span in spans) else None


def _searches(reader: Reader, shown: list[Row], wanted: str | None) -> list[Row]:
    """Of a panel without statistics every day counts, unless a window is wanted."""
    return reader.rows(
        """
        with shown as (
            select unnest($panels::varchar[]) as panel, unnest($names::varchar[]) as "window",
                unnest($starts::date[]) as window_start, unnest($ends::date[]) as window_end
        ),
        days as (
            select
                search_date, search_name, yield.panel, outcome, requests, credits, results, jobs_new, jobs_only_here,
                empty_pages, dup_rate, last_new_on, meets_floor, shown."window",
                coalesce(shown.window_start, yield.window_start) as window_start,
                coalesce(shown.window_end, yield.window_end) as window_end,
                coalesce(search_date >= shown.window_start and search_date < shown.window_end, $every) as is_counted
            from query_yield as yield left join shown on yield.panel = shown.panel
        )
        select
            search_name, panel, count(*) filter (where is_counted) as days,
            sum(requests) filter (where is_counted) as requests, sum(credits) filter (where is_counted) as credits,
            sum(results) filter (where is_counted) as results, sum(jobs_new) filter (where is_counted) as jobs_new,
            sum(jobs_only_here) filter (where is_counted) as jobs_only_here,
            sum(empty_pages) filter (where is_counted) as empty_pages,
            sum(jobs_new) filter (where is_counted) / nullif(sum(credits) filter (where is_counted), 0)
                as jobs_new_per_credit,
            sum(dup_rate * results) filter (where is_counted) / nullif(sum(results) filter (where is_counted), 0)
                as dup_rate,
            max(last_new_on) as last_new_on, any_value("window") as "window",
            min(window_start) as window_start, max(window_end) as window_end,
            bool_or(meets_floor) filter (where is_counted) as meets_floor,
            list(struct_pack(day := search_date, outcome, results, jobs_new, credits) order by search_date) as by_day
        from days
        group by search_name, panel
        having count(*) filter (where is_counted) > 0
        order by jobs_new_per_credit desc nulls last, search_name
        """,
        {
            "panels": [row["panel"] for row in shown],
            "names": [row["window"] for row in shown],
            "starts": [row["window_start"] for row in shown],
            "ends": [row["window_end"] for row in shown],
            "every": wanted is None,
        },
    )
