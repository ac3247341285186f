"""The search desk: the sources, the saved searches and their limits, ready to land the days of a run.

Joins the settings to `search_day`; the Dagster asset is given one of these and knows no setting.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from assets.lake.calls.ledger import Ledger
from assets.lake.storage.damage import DamageError
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import SEARCH_DAYS
from assets.search import fiction
from assets.search.answers.errors import BudgetSpentError
from assets.search.budget.budget import Budget, Cost, read_budget, source_budget
from assets.search.budget.limits import Limits
from assets.search.connections.settings import SearchSettings
from assets.search.connections.source import ApiSource, RecordedFolder, Source, needed_sources
from assets.search.days.day_report import EVERYBODY, DayReport, SearchOutcome
from assets.search.days.search_day import grouped, search_day
from assets.search.days.second_source import moved_costs
from assets.search.progress.todo import plan, todos
from assets.search.recorded.recorded_files import unread_files
from assets.search.saved.saved_searches import SavedSearch
from assets.search.saved.search_file import searches_of
from assets.sources.registry import JSEARCH, SOURCES


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
        searches = [] if settings.source in ("recorded", "none") else searches_of(lake, settings.searches)
        source, named = needed_sources(settings, searches)
        return OpenDesk(settings, source, searches, lake, ledger, named)


class OpenDesk:
    """Sources and their searches during one run; it remembers what the run has spent.

    Attributes:
        source: Who is asked by the searches that name nobody; None where each names a source.
        named: The sources that searches name, by name.
        stops: Why a source may not be asked any more, by name.
        spent_sources: Sources that have nothing left to spend, by name.
    """

    def __init__(
        self,
        settings: SearchSettings,
        source: Source | None,
        searches: Sequence[SavedSearch],
        lake: Lake,
        ledger: Ledger,
        named: Mapping[str, ApiSource],
    ) -> None:
        self.settings, self.source, self.searches, self.named = settings, source, searches, named
        self.lake, self.ledger = lake, ledger
        self.spent = 0
        self._asked: list[date] = []
        self.stops: dict[str, str] = {}
        self.spent_sources: frozenset[str] = frozenset()

    @property
    def asks(self) -> list[str]:
        """The names of the sources of this run."""
        return [*([self.source.name] if self.source else []), *self.named]

    def costs(self, days: Sequence[date], today: date, *, closes_day: bool) -> list[Cost]:
        """What the run may cost at most; nothing for a source that is not paid."""
        return [cost for costs in self._costs(days, today, closes_day=closes_day).values() for cost in costs]

    def _costs(self, days: Sequence[date], today: date, *, closes_day: bool) -> dict[str, list[Cost]]:
        """What each paid source may cost, by its name."""
        return {
            source.name: [
                cost for day in days for cost in self._costs_of(source, mine, day, today, closes_day=closes_day)
            ]
            for source, mine in grouped(self.source, self.named, self.searches)
            if source.paid
        }

    def _costs_of(
        self, source: ApiSource, searches: Sequence[SavedSearch], day: date, today: date, *, closes_day: bool
    ) -> list[Cost]:
        try:
            return plan(todos(self.lake, source, searches, day, today, closes_day=closes_day))
        except ValueError:  # a damaged answer: its day fails when its turn comes, and asks for nothing
            return []

    def refuse_unless_possible(self, days: Sequence[date], today: date, *, closes_day: bool) -> int:
        """The credits the run may cost.

        Raises:
            MixedLakeError: Fictional postings would stand among real ones; no call was made.
            BudgetSpentError: The credits are not there; no call was made.
        """
        fiction.refuse(self.asks, self.lake)
        budgets = {source.name: self._budget(source.name) for source in self._sources() if source.paid}
        seconds = {search.name: search.fallback for search in self.searches if search.fallback}
        costs = moved_costs(self._costs(days, today, closes_day=closes_day), budgets, seconds)
        for name, mine in costs.items():
            budgets[name].refuse_unless_affordable(mine)
        return sum(cost.credits for mine in costs.values() for cost in mine)

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
        else:
            self._asked.append(day)
        self.spent += found.credits
        self.stops = {**found.stops, **self.stops}
        self.spent_sources |= found.spent
        return found

    def _damaged(self, day: date, reason: str) -> DayReport:
        """A day of which an answer cannot be read any more: nothing is asked, and its summary stays as it was."""
        try:
            rows = self.lake.read_partitions(SEARCH_DAYS, [day]).to_pylist()
        except DamageError:  # mended before the next run
            rows = []
        return DayReport(day, (SearchOutcome("all searches", "failed", reason=reason),), tuple(rows))

    def _search(self, day: date, today: date, last_day: date, *, closes_day: bool) -> DayReport:
        paid = {source.name: self._budget(source.name) for source in self._sources() if source.paid}
        limits = Limits(self.settings.max_concurrent, self.settings.max_per_second, budgets=paid)
        return search_day(
            self.lake,
            self.ledger,
            self.source,
            self.searches,
            day,
            today,
            named=self.named,
            closes_day=closes_day,
            last_day=last_day,
            limits=limits,
            stops=self.stops,
            spent=self.spent_sources,
        )

    def write_down(self) -> None:
        """Make the ledger's table of the days that were asked for: once a run, not once a day."""
        if self._sources():
            self.ledger.compact(self._asked, ["search"])

    def unread_files(self) -> list[str]:
        """The files of a recorded folder that are not read on any day, each with the reason."""
        return unread_files(self.source.folder) if isinstance(self.source, RecordedFolder) else []

    def _sources(self) -> list[ApiSource]:
        return [source for source in (self.source, *self.named.values()) if isinstance(source, ApiSource)]

    def _budget(self, name: str) -> Budget:
        settings = self.settings
        run_cap = None if settings.run_credits is None else max(0, settings.run_credits - self.spent)
        if name in SOURCES and SOURCES[name] is not JSEARCH:
            month_cap = settings.serpapi_searches if name == "serpapi" else None
            return source_budget(self.ledger, datetime.now(UTC), SOURCES[name], run_cap, month_cap)
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
    return DayReport(day, (outcome,), (), stops={EVERYBODY: reason} if stops else {})
