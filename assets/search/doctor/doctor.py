"""Doctor: is everything set up, and what would a run cost? Gathers the findings of one screen.

It changes nothing, shows no key, and makes only calls that cost nothing: the direct host's usage, the model's list of
models.
"""

import asyncio
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from assets.lake.calls.ledger import Ledger
from assets.lake.objects.probe import probe_lake
from assets.lake.readers.source_terms import terms_of
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TABLES
from assets.llm.limits.settings import LlmSettings
from assets.search import fiction
from assets.search.answers.errors import SearchError
from assets.search.budget.budget import Budget, read_budget, source_budget
from assets.search.client.attempt import cooling_down
from assets.search.connections.settings import SearchSettings
from assets.search.connections.source import ApiSource, RecordedFolder, asked_sources, create_source, named_source
from assets.search.connections.usage import read_usage
from assets.search.days.asking import COOL_DOWN_MEMORY
from assets.search.doctor.finding import Finding, Mark, exit_code, render
from assets.search.doctor.installation import home_finding, model_finding, said_by, turns_finding, wrong_model
from assets.search.recorded.recorded_files import recorded_files, unread_files
from assets.search.saved.saved_searches import SavedSearch, warnings
from assets.search.saved.search_file import searches_of
from assets.sources.registry import JSEARCH

DAYS_A_MONTH = 30
LOW_DISK = 2**30


def examine(
    lake: Lake,
    now: datetime,
    settings: Callable[[], SearchSettings] = SearchSettings,
    llm: Callable[[], LlmSettings] = LlmSettings,
) -> list[Finding]:
    """All findings about a lake and who fills it, in the order of the screen.

    Args:
        lake: The lake.
        now: The current moment, UTC.
        settings: Makes the settings, so that a wrong one becomes a finding.
        llm: Makes the settings of the model.
    """
    try:
        chosen = settings()
    except ValidationError as error:
        return [Finding("settings", "FIX", said_by(error)), *_lake(lake), _model(llm)]
    ledger = Ledger(lake, "doctor")
    searches, wrong = _read_searches(lake, chosen)
    asks = asked_sources(chosen, searches)
    return [
        *(_source(chosen, ledger, now) if wrong or chosen.source in asks else []),
        *(found for name in asks if name != chosen.source for found in _named(chosen, name, searches, ledger, now)),
        *(wrong or _searches(chosen, searches, ledger, now)),
        *_lake(lake),
        *_fiction(asks, lake),
        _model(llm),
        turns_finding(chosen.max_concurrent, chosen.max_per_second),
    ]


def _read_searches(lake: Lake, settings: SearchSettings) -> tuple[list[SavedSearch], list[Finding]]:
    """The saved searches, or what is wrong with them."""
    if settings.source in ("recorded", "none"):
        return [], []
    try:
        return searches_of(lake, settings.searches), []
    except ValueError as error:
        return [], [Finding("searches", "FIX", line) for line in str(error).splitlines()]


def _named(
    settings: SearchSettings, name: str, searches: list[SavedSearch], ledger: Ledger, now: datetime
) -> list[Finding]:
    """A source that searches name: where it is, its key and what it may cost, and its terms."""
    mine = [search for search in searches if search.source == name]
    try:
        source = named_source(settings, name)
    except SearchError as error:
        return [Finding("source", "FIX", str(error))]
    pages = sum(search.pages for search in mine)
    cost = f"at most {pages} requests a day" if source.paid else "no key, no credit"
    count = f"{len(mine)} {'search' if len(mine) == 1 else 'searches'}"
    found = [Finding("source", "ok", f"{name}, {source.base_url}: {count}, {cost}")]
    found.append(Finding("terms", "ok", f"{name}: {terms_of(name).said}"))
    if not source.paid:
        return found
    found += _quota(source, ledger, now)
    if source.speaks is JSEARCH:
        return [*found, *_budget(settings, ledger, now, mine)]
    month = settings.serpapi_searches if name == "serpapi" else None
    return [*found, _fits(source_budget(ledger, now, source.speaks, settings.run_credits, month), pages)]


def _source(settings: SearchSettings, ledger: Ledger, now: datetime) -> list[Finding]:
    if settings.source == "none":
        return [Finding("source", "ok", "none: nobody is asked, days are replayed from raw")]
    try:
        source = create_source(settings)
    except (SearchError, ValueError) as error:
        return [Finding("source", "FIX", str(error))]
    if isinstance(source, RecordedFolder):
        return [_recorded(source), *(Finding("source", "note", said) for said in unread_files(source.folder))]
    found = [Finding("source", "ok", f"{source.name}, {source.base_url}")]
    if not source.paid:
        return [*found, Finding("key", "ok", "none needed")]
    keys = " and ".join(source.speaks.key_variables)
    found.append(Finding("key", "ok", f"{keys} is set, of the kind that {source.provider} takes"))
    if source.base_url.startswith("http://") and not source.base_url.startswith(("http://127.", "http://localhost")):
        found.append(Finding("key", "note", "JSEARCH_BASE_URL is http: the key travels unencrypted"))
    return [*found, *_quota(source, ledger, now)]


def _recorded(source: RecordedFolder) -> Finding:
    files = recorded_files(source.folder)
    days = sorted({file.day for file in files if file.day})
    dated = f"dated {days[0]} to {days[-1]}" if days else "none with a date in its path"
    undated = sum(file.day is None for file in files)
    return Finding("source", "ok", f"recorded, {source.folder}: {len(files)} files, {dated}, {undated} undated")


def _quota(source: ApiSource, ledger: Ledger, now: datetime) -> list[Finding]:
    calls = [call for call in ledger.since(now - COOL_DOWN_MEMORY, "search") if call.provider == source.provider]
    paused = cooling_down(reversed(calls), now)
    found = [Finding("quota", "FIX", paused)] if paused else []
    if source.usage_url and not paused:
        left = asyncio.run(_ask_usage(source, now))
        said = "the source did not say" if left is None else f"{left} requests left, says the source"
        return [Finding("quota", "ok" if left else "note", said)]
    known = [call for call in calls if call.quota_left is not None]
    if known:
        said = f"{known[-1].quota_left} requests left at {known[-1].called_at:%Y-%m-%d %H:%M} UTC"
        return [*found, Finding("quota", "ok" if known[-1].quota_left else "note", said)]
    return [*found, Finding("quota", "note", "not known before the first call of the day")]


async def _ask_usage(source: ApiSource, now: datetime) -> int | None:
    async with source.client(now.date()) as http:
        return await read_usage(http, source)


def _searches(settings: SearchSettings, all_: list[SavedSearch], ledger: Ledger, now: datetime) -> list[Finding]:
    if settings.source == "recorded":
        return [Finding("searches", "ok", "not used: a recorded folder says what was asked")]
    if settings.source == "none":
        return [Finding("searches", "ok", "not used: nobody is asked")]
    searches = [search for search in all_ if search.source in (None, settings.source)]
    if not searches:
        return [Finding("searches", "ok", f"{len(all_)} in {len({search.panel for search in all_})} panels")]
    panels = {search.panel for search in searches}
    pages = sum(search.pages for search in searches)
    free = "" if settings.source == "jsearch" else " of the real source; this one is free"
    said = (
        f"{len(searches)} in {len(panels)} panels: at most {pages} credits a day, {pages * DAYS_A_MONTH} a month{free}"
    )
    found = [Finding("searches", "ok", said), *(Finding("searches", "note", text) for text in warnings(searches))]
    return [*found, *(_budget(settings, ledger, now, searches) if settings.source == "jsearch" else [])]


def _budget(settings: SearchSettings, ledger: Ledger, now: datetime, searches: list[SavedSearch]) -> list[Finding]:
    budget = read_budget(
        ledger,
        now,
        month_cap=settings.monthly_credits,
        run_cap=settings.run_credits,
        billing_day=settings.billing_day,
    )
    return [_fits(budget, sum(search.pages for search in searches))]


def _fits(budget: Budget, cost: int) -> Finding:
    if budget.left is None:
        return Finding("budget", "note", f"no cap set ({budget.month_setting}, JOBLAKE_RUN_CREDITS)")
    mark: Mark = "ok" if cost <= budget.left else "FIX"
    return Finding("budget", mark, f"{budget.left} credits left, a day costs at most {cost} ({budget.caps()})")


def _lake(lake: Lake) -> list[Finding]:
    place = _folder(lake, lake.folder) if lake.folder else _bucket(lake)
    if place.mark == "FIX":
        return [place]
    found = [place]
    partitioned = [spec for spec in TABLES.values() if spec.partitioned]
    last = {spec.name: days[-1] for spec in partitioned if (days := lake.days(spec))}
    if not last:
        return [*found, Finding("tables", "note", "no partition yet: `make run` makes the first")]
    width = max(len(name) for name in last)
    return [*found, *(Finding("tables", "ok", f"{name:<{width}}  last {day}") for name, day in last.items())]


def _folder(lake: Lake, folder: Path) -> Finding:
    probe = ".doctor"
    try:
        lake.replace(probe, b"")
        lake.remove(probe)
    except OSError as error:
        return Finding("lake", "FIX", f"{folder} cannot be written: {error.strerror}. Next: set JOBLAKE_LAKE")
    free = shutil.disk_usage(folder).free
    return Finding("lake", "ok" if free > LOW_DISK else "note", f"{folder}, writable, {free / 2**30:.1f} GiB free")


def _bucket(lake: Lake) -> Finding:
    try:
        probe_lake(lake)
    except (OSError, ValueError) as error:
        return Finding("lake", "FIX", str(error))
    return Finding(
        "lake", "ok", f"{lake.place}, writable; it refuses what would lose a write; locks: {lake.locks.reach}"
    )


def _fiction(asks: list[str], lake: Lake) -> list[Finding]:
    mixed = fiction.refusal(asks, lake)
    if mixed:
        return [Finding("lake", "FIX", mixed)]
    return [Finding("lake", "note", sentence) for sentence in fiction.warnings(lake)]


def _model(llm: Callable[[], LlmSettings]) -> Finding:
    try:
        return model_finding(llm())
    except ValidationError as error:
        return wrong_model(error)


def main_screen(lake: Lake, home: Path, damage: Iterable[Finding] = ()) -> tuple[str, int]:
    """The screen as of now, and the exit code; `damage` is what was found unreadable."""
    findings = [*examine(lake, datetime.now(UTC)), home_finding(home), *damage]
    return render(findings), exit_code(findings)
