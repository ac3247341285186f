"""A run at one source in a process of its own, for tests that kill it."""

import sys
from pathlib import Path

from pydantic import SecretStr

from assets.lake.calls.ledger import Ledger
from assets.lake.storage.storage import Lake
from assets.search.budget.limits import Limits
from assets.search.connections.source import ApiSource
from assets.search.days.day_report import DayReport
from assets.search.days.search_day import search_day
from assets.search.days.turn import search_turn
from assets.search.saved.saved_searches import SavedSearch
from assets.sources.registry import SOURCES
from tests.assets.search.scene import KEY, TODAY
from tests.assets.sources.fictional import Door, doors


def search_of(door: Door) -> SavedSearch:
    """A saved search for it."""
    return SavedSearch(name=f"fitter-{door.name}", panel="rail", source=door.name, **door.search)


def source_of_door(door: Door, url: str) -> ApiSource:
    """The source on a local server, with keys where it takes any."""
    speaks = SOURCES[door.name]
    if speaks.per_second is not None:  # nobody else is asked here: no need to be slow
        speaks = type(door.name, (type(speaks),), {"per_second": 1000.0})()
    is_keyed = bool(speaks.key_variables)
    return ApiSource(
        door.name,
        "openwebninja" if door.name == "jsearch" else door.name,
        url,
        SecretStr(KEY) if is_keyed else None,
        paid=is_keyed,
        timeout_seconds=5.0,
        speaks=speaks,
        second_key=SecretStr(f"second-{KEY}") if len(speaks.key_params) > 1 else None,
    )


def land(root: str, url: str, name: str) -> DayReport:
    """Land today with the machine's clock."""
    (door,) = (one for one in doors() if one.name == name)
    lake, source = Lake(Path(root)), source_of_door(door, url)
    ledger = Ledger(lake, f"run-{name}")
    named = {source.name: source}
    with search_turn(lake, ledger.run_id):
        return search_day(lake, ledger, None, [search_of(door)], TODAY, TODAY, named=named, limits=Limits(3, 1000.0))


def run(root: str, url: str, name: str) -> None:
    """The same as a process's whole life; a failure ends it with 1."""
    sys.exit(1 if land(root, url, name).failures else 0)
