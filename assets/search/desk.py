"""The search desk: one source, its saved searches and its limits, ready to land the days of a run.

Joins the settings to `search_day`; the Dagster asset is given one of these and knows no setting.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from assets.lake.damage import DamageError
from assets.lake.ledger import Ledger
from assets.lake.schemas import SEARCH_DAYS
from assets.lake.storage import Lake
from assets.search import fiction
from assets.search.budget import Budget, Cost, read_budget
from assets.search.day_report import DayReport, SearchOutcome
from assets.search.errors import BudgetSpentError
from assets.search.recorded_files import unread_files
from assets.search.saved_searches import SavedSearch
from assets.search.search_day import Limits, search_day
from assets.search.search_file import load_searches
from assets.search.settings import SearchSettings
from assets.search.source import ApiSource, RecordedFolder, Source, create_source
from assets.search.todo import plan, todos


class SearchDesk:
    """Lands days for one run at a time.

    Settings, key and searches are read when a run begins, so that a wrong one fails the run and not the code location.
    """

    def __init__(self, settings: SearchSettings | None = None) -> None:
        self._given = settings

    def open(self, lake: Lake, ledger: Ledger) -> "OpenDesk":
        """The desk of a run.

        Raises:
            ValueError: A setting, the key or the file of searches is not usable; the message says what to do.
        """
        settings = self._given or SearchSettings()
        source = create_source(settings)
        searches = load_searches(settings.searches) if isinstance(source, ApiSource) else []
        return OpenDesk(settings, source, searches, lake, ledger)


class OpenDesk:
    """A source and its searches during one run; it remembers what the run has spent."""

    def __init__(
        self, settings: SearchSettings, source: Source, searches: Sequence[SavedSearch], lake: Lake, ledger: Ledger
    ) -> None:
        self.settings, self.source, self.searches = settings, source, searches
        self.lake, self.ledger = lake, ledger
        self.spent = 0
        self.stopped: str | None = None

    def costs(self, days: Sequence[date], today: date, *, closes_day: bool) -> list[Cost]:
        """What the run may cost at most; nothing for a source that is not paid."""
        source = self.source
        if not isinstance(source, ApiSource) or not source.paid:
            return []
        return [cost for day in days for cost in self._costs_of(source, day, today, closes_day=closes_day)]

    def _costs_of(self, source: ApiSource, day: date, today: date, *, closes_day: bool) -> list[Cost]:
        try:
            return plan(todos(self.lake, source, self.searches, day, today, closes_day=closes_day), day)
        except ValueError:  # a damaged answer: its day fails when its turn comes, and asks for nothing
            return []

    def refuse_unless_possible(self, days: Sequence[date], today: date, *, closes_day: bool) -> int:
        """The credits the run may cost.

        Raises:
            MixedLakeError: Fictional postings would stand among real ones; no call was made.
            BudgetSpentError: The credits are not there; no call was made.
        """
        fiction.refuse(self.source.name, self.lake)
        costs = self.costs(days, today, closes_day=closes_day)
        self._budget().refuse_unless_affordable(costs)
        return sum(cost.credits for cost in costs)

    def land(self, day: date, today: date, last_day: date, *, closes_day: bool) -> DayReport:
        """Land one day; `last_day` is the last of the range asked for.

        Never raises for what became of a day: one that fails is in its report, and the days beside it are kept.
        """
        try:
            found = self._search(day, today, last_day, closes_day=closes_day)
        except BudgetSpentError as error:
            found = _broken(day, f"retries of earlier days took what was planned for this one. {error}", stops=True)
        except OSError as error:  # a disk that takes nothing: no answer may be paid for that could not be kept
            found = _broken(day, f"{type(error).__name__}: {error}", stops=True)
        except DamageError as error:
            found = self._damaged(day, str(error))
        except ValueError as error:
            found = _broken(day, str(error))
        self.spent += found.credits
        self.stopped = self.stopped or found.stopped
        return found

    def _damaged(self, day: date, reason: str) -> DayReport:
        """A day of which an answer cannot be read any more: nothing is asked, and its summary stays as it was."""
        try:
            rows = self.lake.read_partitions(SEARCH_DAYS, [day]).to_pylist()
        except DamageError:  # mended before the next run
            rows = []
        return DayReport(day, (SearchOutcome("all searches", "failed", reason=reason),), tuple(rows))

    def _search(self, day: date, today: date, last_day: date, *, closes_day: bool) -> DayReport:
        limits = Limits(self.settings.max_concurrent, self.settings.max_per_second, self._budget())
        return search_day(
            self.lake,
            self.ledger,
            self.source,
            self.searches,
            day,
            today,
            closes_day=closes_day,
            last_day=last_day,
            limits=limits,
            stopped=self.stopped,
        )

    def unread_files(self) -> list[str]:
        """The files of a recorded folder that are not read on any day, each with the reason."""
        return unread_files(self.source.folder) if isinstance(self.source, RecordedFolder) else []

    def _budget(self) -> Budget:
        settings = self.settings
        run_cap = None if settings.run_credits is None else max(0, settings.run_credits - self.spent)
        return read_budget(
            self.ledger,
            datetime.now(UTC),
            month_cap=settings.monthly_credits,
            run_cap=run_cap,
            billing_day=settings.billing_day,
        )


def _broken(day: date, reason: str, *, stops: bool = False) -> DayReport:
    """The report of a day that could not be looked at as a whole; whether later days may ask for anything."""
    outcome = SearchOutcome("all searches", "failed", reason=reason, halts=True)
    return DayReport(day, (outcome,), (), stopped=reason if stops else None)
