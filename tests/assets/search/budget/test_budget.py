"""Money: the plan is known before the first call, a budget refuses what it can't afford, and no retry overdraws it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.lake.calls.ledger import Ledger
from assets.search.answers.errors import BudgetSpentError
from assets.search.budget.budget import Budget, Cost, billing_month_start, read_budget
from assets.search.progress.todo import plan, todos
from tests.assets.search.jsearch_server import Reply
from tests.assets.search.scene import TODAY, Scene, pages_of, search


def budget(month: int | None = None, run: int | None = None, spent: int = 0) -> Budget:
    return Budget(month, run, spent, date(2026, 3, 1))


def test_a_run_that_could_cost_more_than_is_left_is_refused_before_the_first_call(scene: Scene) -> None:
    scene.budget = budget(month=200, spent=196)
    with pytest.raises(BudgetSpentError) as refused:
        scene.run(search("cheap", pages=1), search("dear", pages=5), search("middling", pages=3))
    assert scene.server.received == []
    assert "may cost 9 credits, but 4 are left" in str(refused.value)
    assert "These would fit: cheap, middling (4 credits)" in str(refused.value)
    assert scene.calls() == []


def test_what_has_landed_is_not_in_the_plan(scene: Scene) -> None:
    one = search("one")
    scene.server.pages = pages_of(one)
    assert plan(todos(scene.lake, scene.source, [one], TODAY, TODAY)) == [Cost(TODAY, "one", 3)]
    scene.run(one)
    assert plan(todos(scene.lake, scene.source, [one], TODAY, TODAY)) == []


def test_retries_do_not_overdraw_the_cap_of_a_run(scene: Scene) -> None:
    scene.budget = budget(run=4)
    scene.server.always = Reply(500)
    report = scene.run(search("one", pages=1), search("two", pages=1))
    assert len(scene.server.received) == 4
    assert report.credits == 4
    assert "A retry would go over the budget" in (report.stopped or "")


def test_the_month_is_counted_from_the_ledger_across_runs_and_days(scene: Scene) -> None:
    one = search("one")
    scene.server.pages = pages_of(one)
    scene.run(one)
    scene.run(one, day=TODAY - timedelta(days=2))
    ledger = Ledger(scene.lake, "reader")
    now = scene.clock.now()
    assert read_budget(ledger, now, month_cap=10, run_cap=None, billing_day=1).month_spent == 6
    assert read_budget(ledger, now, month_cap=10, run_cap=3, billing_day=1).left == 3
    assert read_budget(ledger, now + timedelta(days=10), month_cap=10, run_cap=None, billing_day=1).month_spent == 0
    assert read_budget(ledger, now, month_cap=None, run_cap=None, billing_day=1).left is None


@pytest.mark.parametrize(
    ("today", "billing_day", "start"),
    [
        (date(2026, 3, 28), 1, date(2026, 3, 1)),
        (date(2026, 3, 28), 28, date(2026, 3, 28)),
        (date(2026, 3, 28), 29, date(2026, 2, 28)),
        (date(2026, 3, 30), 31, date(2026, 2, 28)),
        (date(2026, 3, 31), 31, date(2026, 3, 31)),
        (date(2026, 1, 5), 17, date(2025, 12, 17)),
        (date(2028, 3, 1), 30, date(2028, 2, 29)),
    ],
)
def test_the_billing_month_begins_on_the_subscription_day(today: date, billing_day: int, start: date) -> None:
    assert billing_month_start(today, billing_day) == start


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(1, 31))
@settings(max_examples=200, deadline=None)
def test_a_billing_month_holds_its_day_and_is_never_longer_than_a_month(today: date, billing_day: int) -> None:
    start = billing_month_start(today, billing_day)
    assert start <= today <= start + timedelta(days=31)


def test_a_timeout_and_an_interrupted_call_count_as_spent(scene: Scene) -> None:
    scene.timeout = 0.1
    scene.server.always = Reply(delay=0.5)
    scene.run(search(pages=1))
    since = datetime(2026, 3, 1, tzinfo=UTC)
    assert Ledger(scene.lake, "reader").credits_spent(since, ["openwebninja"]) == 3
    assert Ledger(scene.lake, "reader").credits_spent(since, ["rapidapi"]) == 0
