"""What became of a day's searches: the values that a run reports, in counts and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

EVERYBODY = "everybody"
Outcome = Literal["fetched", "replayed", "recorded", "unavailable", "failed"]


@dataclass(frozen=True)
class SearchOutcome:
    """What became of one search on one day.

    Attributes:
        pages_new: Pages that landed in this run.
        pages_replayed: Pages that had landed before.
        reason: Why it is unavailable or has failed.
        halts: The failure is one of the key, the plan or the place, not of this search: nothing may follow.
        interrupted: Requests asked again that were under way when an earlier run died; each may have been billed.
    """

    search_name: str
    outcome: Outcome
    pages_new: int = 0
    pages_replayed: int = 0
    reason: str | None = None
    halts: bool = False
    interrupted: int = 0


@dataclass(frozen=True)
class DayReport:
    """What became of a day.

    Attributes:
        rows: The rows of SEARCH_DAYS for the day, from raw, plus one for each search that was unavailable.
        calls: Attempts made in this run.
        credits: Credits they count as.
        quota_left: Requests left in the source's month; None where it did not say.
        problems: Answers not read as results, or odd in another way, each naming its raw file; also in their rows.
        read: Answers in raw that could be read, empty ones included.
        stops: By a source's name the message of an error that concerns every further call to it (key, plan, path,
            budget); under `EVERYBODY` one that concerns all.
        spent: Sources that were stopped because nothing is left to spend, by name.
    """

    day: date
    searches: tuple[SearchOutcome, ...]
    rows: tuple[dict[str, Any], ...]
    calls: int = 0
    credits: int = 0
    quota_left: int | None = None
    problems: tuple[str, ...] = field(default=())
    read: int = 0
    stops: Mapping[str, str] = field(default_factory=dict)
    spent: frozenset[str] = frozenset()

    @property
    def stopped(self) -> str | None:
        """What stopped the day's calls, in words; None where nothing did."""
        return "; ".join(dict.fromkeys(self.stops.values())) or None

    @property
    def outcome(self) -> str:
        """One word for the day: the one of its searches, or `mixed`."""
        found = sorted({search.outcome for search in self.searches})
        return found[0] if len(found) == 1 else "mixed" if found else "replayed"

    @property
    def failures(self) -> tuple[str, ...]:
        """What failed, in words; what landed is kept all the same."""
        return tuple(f"{search.search_name}: {search.reason}" for search in self.searches if search.outcome == "failed")

    @property
    def halted(self) -> bool:
        """Whether the day cannot go on to the next stage: the run stopped in it, or it could not be looked at."""
        return any(search.halts for search in self.searches)

    @property
    def interrupted(self) -> int:
        """Requests asked again that were under way when an earlier run died."""
        return sum(search.interrupted for search in self.searches)

    @property
    def answers(self) -> int:
        """Answers in raw for the day."""
        return sum(row["pages"] for row in self.rows)

    @property
    def results(self) -> int:
        """Results in raw for the day."""
        return sum(row["results"] for row in self.rows)


def out_of_reach(reports: Sequence[DayReport]) -> list[str]:
    """A sentence for each reason why days were out of reach, with their days and searches: a month of boards is one."""
    found: dict[str, tuple[list[date], list[str]]] = {}
    for report in reports:
        for search in report.searches:
            if search.outcome == "unavailable":
                days, names = found.setdefault((search.reason or "").replace(str(report.day), "the day"), ([], []))
                days.append(report.day)
                names.append(search.search_name)
    return [f"{_span(days)}: {', '.join(dict.fromkeys(names))}: {reason}" for reason, (days, names) in found.items()]


def _span(days: Sequence[date]) -> str:
    first, last = min(days), max(days)
    return f"{first}" if first == last else f"{first} to {last}"
