"""The windows of days that a statistic looks back over: which a panel has, and which one a page shows."""

from collections.abc import Mapping

from viewer.pages.panels.scopes import panels
from viewer.snapshot.reader import Reader, Row

SHOWN_FIRST = "91d"
WIDEST = "all"
# One window of each panel where nobody chose: the same rule as `chosen_window`, for a question over all panels.
FIRST_OF_EACH_PANEL = f"""
    qualify rank() over (
        partition by panel order by "window" = '{SHOWN_FIRST}' desc, "window" = '{WIDEST}' desc
    ) = 1
"""


def has_windows(reader: Reader, mart: str) -> bool:
    """Whether the snapshot holds the mart, counted by windows; an older snapshot waits for the next run."""

    def ask() -> bool:
        return any(row["column_name"] == "window" for row in reader.rows(f"describe {mart}"))

    return reader.has(mart) and reader.noted(("windows", mart), ask)


def windows(reader: Reader, mart: str) -> Mapping[str, list[Row]]:
    """The windows of each panel of a mart, narrowest first: `window`, `window_start`, `window_end`."""

    def ask() -> dict[str, list[Row]]:
        rows = reader.rows(
            f"""
            select panel, "window", min(window_start) as window_start, max(window_end) as window_end from {mart}
            group by panel, "window" order by panel, window_start desc, "window" = '{WIDEST}'
            """  # noqa: S608 - names written here
        )
        return {panel: [row for row in rows if row["panel"] == panel] for panel in panels(reader, mart)}

    return reader.noted(("windows of", mart), ask) if has_windows(reader, mart) else {}


def chosen_window(known: list[Row], asked: str | None) -> str | None:
    """The window that was asked for if the panel has it, else 91 days, else the widest; None where there is none."""
    names = [row["window"] for row in known]
    if asked in names:
        return asked
    return SHOWN_FIRST if SHOWN_FIRST in names else next(reversed(names), None)


def offered(known: Mapping[str, list[Row]]) -> list[str]:
    """The windows that at least one panel has, narrowest first."""
    widths = {row["window"]: row["window"] == WIDEST for rows in known.values() for row in rows}
    return sorted(widths, key=lambda name: (widths[name], int(name.removesuffix("d")) if not widths[name] else 0))


def shown_windows(reader: Reader, mart: str, wanted: str | None) -> list[Row]:
    """Of each panel the window that a page over all panels shows: a row of `windows` with its `panel`.

    A panel without the window that somebody wants is left out.
    """
    known = windows(reader, mart)
    chosen = {panel: chosen_window(rows, wanted) for panel, rows in known.items()}
    return [
        {"panel": panel, **{name: row[name] for name in ("window", "window_start", "window_end")}}
        for panel, rows in known.items()
        for row in rows
        if row["window"] == chosen[panel] and wanted in (None, row["window"])
    ]
