"""Searches that name their source: what a run needs, what it may cost at each, and what doctor says of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from assets.lake.calls.ledger import Call, Ledger
from assets.lake.storage.storage import Lake
from assets.search import fiction
from assets.search.answers.errors import BadKeyError, BudgetSpentError
from assets.search.budget.budget import Cost, source_budget
from assets.search.connections.settings import SearchSettings
from assets.search.connections.source import needed_sources
from assets.search.desk import SearchDesk
from assets.search.doctor.doctor import examine
from assets.search.saved.search_file import load_searches
from assets.sources.registry import SOURCES
from tests.assets.search.scene import TODAY

NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)
BOARDS = "panels:\n  - name: mine\n    searches:\n      - {name: pelham, source: greenhouse, board: pelham}\n"
QUERY = "      - {name: fitter, query: signal fitter, country: gb%s}\n"


def settings(folder: Path, text: str, **given: object) -> SearchSettings:
    path = folder / "searches.yaml"
    path.write_text(text, encoding="utf-8")
    return SearchSettings(_env_file=None, searches=path, **given)  # type: ignore[arg-type]


def said(folder: Path, chosen: SearchSettings) -> str:
    findings = examine(Lake(folder / "lake"), NOW, lambda: chosen)
    return "\n".join(f"{found.mark} {found.topic} {found.text}" for found in findings)


def test_boards_alone_need_no_key_and_no_other_source(tmp_path: Path) -> None:
    chosen = settings(tmp_path, BOARDS, source="jsearch")
    default, named = needed_sources(chosen, load_searches(chosen.searches))
    assert default is None
    assert [(source.name, source.paid) for source in named.values()] == [("greenhouse", False)]
    desk = SearchDesk(chosen).open(Lake(tmp_path / "lake"), Ledger(Lake(tmp_path / "lake"), "r"))
    assert desk.refuse_unless_possible([TODAY], TODAY, closes_day=False) == 0


@pytest.mark.parametrize(("source", "variable"), [("serpapi", "SERPAPI_API_KEY"), ("adzuna", "ADZUNA_APP_KEY")])
def test_a_missing_key_is_named(tmp_path: Path, source: str, variable: str) -> None:
    chosen = settings(tmp_path, BOARDS + QUERY % f", source: {source}")
    with pytest.raises(BadKeyError, match=f"{variable} is not set"):
        needed_sources(chosen, load_searches(chosen.searches))
    assert f"FIX source {variable} is not set" in said(tmp_path, chosen)


@pytest.mark.parametrize("field", ["serpapi_key", "adzuna_key", "adzuna_id"])
def test_a_key_with_more_than_a_key_in_it_is_refused_without_showing_it(tmp_path: Path, field: str) -> None:
    with pytest.raises(ValidationError, match="holds a space") as refused:
        settings(tmp_path, BOARDS, **{field: "canary key"})
    assert "canary" not in str(refused.value)


def test_the_sample_and_boards_are_not_mixed(tmp_path: Path) -> None:
    chosen = settings(tmp_path, BOARDS + QUERY % "")
    desk = SearchDesk(chosen).open(Lake(tmp_path / "lake"), Ledger(Lake(tmp_path / "lake"), "r"))
    with pytest.raises(fiction.MixedLakeError, match="searches name greenhouse, the others go to JOBLAKE"):
        desk.refuse_unless_possible([TODAY], TODAY, closes_day=False)


def calls(lake: Lake, provider: str, number: int, ago: timedelta) -> None:
    ledger = Ledger(lake, "earlier")
    for one in range(number):
        ledger.record(
            Call(
                search_date=TODAY, call_id=f"{provider}-{ago.days}-{one}", called_at=NOW - ago, kind="search",
                provider=provider, endpoint="x", status="processed", credits=1,
            )
        )  # fmt: skip


def test_adzunas_terms_are_kept_by_the_day_and_by_the_week(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    calls(lake, "adzuna", 249, timedelta(hours=2))
    budget = source_budget(Ledger(lake, "now"), NOW, SOURCES["adzuna"], None, None)
    assert budget.left == 1
    with pytest.raises(BudgetSpentError, match="its terms allow 250 in a day, 249 asked"):
        budget.refuse_unless_affordable([Cost(TODAY, "fitter", 2)])
    calls(lake, "serpapi", 300, timedelta(hours=2))
    tomorrow = source_budget(Ledger(lake, "now"), NOW + timedelta(days=1), SOURCES["adzuna"], None, None)
    assert tomorrow.left == 250
    calls(lake, "adzuna", 751, timedelta(days=2))
    assert source_budget(Ledger(lake, "now"), NOW + timedelta(days=1), SOURCES["adzuna"], None, None).left == 0


def test_serpapis_month_is_its_own(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    calls(lake, "serpapi", 90, timedelta(days=3))
    calls(lake, "openwebninja", 500, timedelta(days=3))
    budget = source_budget(Ledger(lake, "now"), NOW, SOURCES["serpapi"], 100, 100)
    assert (budget.left, budget.month_spent) == (10, 90)
    assert "SERPAPI_MONTHLY_SEARCHES=100, 90 spent" in budget.caps()


def test_doctor_says_of_each_source_where_it_is_what_it_costs_and_its_terms(tmp_path: Path) -> None:
    text = BOARDS + QUERY % ", source: adzuna, pages: 3"
    chosen = settings(tmp_path, text, adzuna_key=SecretStr("canary-k"), adzuna_id=SecretStr("canary-i"))
    screen = said(tmp_path, chosen)
    assert "ok source greenhouse, https://boards-api.greenhouse.io: 1 search, no key, no credit" in screen
    assert "ok source adzuna, https://api.adzuna.com/v1/api/jobs: 1 search, at most 3 requests a day" in screen
    assert "terms adzuna: free key, 250 requests a day and 2,500 a month; listings may be shown with" in screen
    assert "ok budget 100 credits left, a day costs at most 3" in screen
    assert "canary" not in screen


def test_who_asks_nobody_is_told_so(tmp_path: Path) -> None:
    screen = said(tmp_path, settings(tmp_path, BOARDS, source="none"))
    assert "none: nobody is asked, days are replayed from raw" in screen
