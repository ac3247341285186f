"""A paid run in a process of its own, for tests that kill it or start two at once."""

import sys
from datetime import date
from pathlib import Path

from pydantic import SecretStr

from assets.lake.calls.ledger import Ledger
from assets.lake.opening import open_lake
from assets.lake.storage.storage import Lake
from assets.search.budget.limits import Limits
from assets.search.connections.source import ApiSource
from assets.search.days.day_report import DayReport
from assets.search.days.search_day import search_day
from assets.search.days.turn import search_turn
from tests.assets.search.scene import KEY, search


def land(root: str, url: str, day: date, names: list[str], run_id: str) -> DayReport:
    """Land a day with the machine's clock."""
    return land_in(Lake(Path(root)), url, day, names, run_id)


def land_in(lake: Lake, url: str, day: date, names: list[str], run_id: str) -> DayReport:
    """The same in a lake that lies anywhere."""
    source = ApiSource("jsearch", "openwebninja", url, SecretStr(KEY), paid=True)
    searches = [search(name, pages=2) for name in names]
    with search_turn(lake, run_id):
        return search_day(lake, Ledger(lake, run_id), source, searches, day, day, limits=Limits(3, 1000.0))


def run_on_machine(place: str, work: str, postgres: str, url: str, day: date, names: list[str], run_id: str) -> None:
    """A machine's whole life: of its own it has a folder to work in; bucket and database are shared."""
    report = land_in(open_lake(place, Path(work), postgres), url, day, names, run_id)
    sys.exit(1 if report.failures else 0)


def run(root: str, url: str, day: date, names: list[str], run_id: str) -> None:
    """The same as a process's whole life; a failure ends it with 1."""
    sys.exit(1 if land(root, url, day, names, run_id).failures else 0)
