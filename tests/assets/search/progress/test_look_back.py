"""A past day: replayed, fetched with the narrowest window that covers it, or unavailable; never invented."""

from datetime import date, timedelta

import pytest

from assets.lake.raw import raw_answers
from assets.search.progress.look_back import view_of
from tests.assets.search.scene import TODAY, Scene, pages_of, search


@pytest.mark.parametrize(
    ("age", "window"),
    [(1, "3days"), (2, "3days"), (3, "week"), (6, "week"), (7, "month"), (29, "month"), (30, None), (400, None)],
)
def test_the_narrowest_window_that_covers_the_whole_day_is_chosen(age: int, window: str | None) -> None:
    view = view_of(TODAY - timedelta(days=age), TODAY, answers_as_of_any_day=False, closes_day=False)
    assert (view.possible, view.date_posted) == (window is not None, window)
    assert view.keeps == "dated_that_day"


def test_today_and_the_day_that_is_being_closed_are_asked_as_they_are() -> None:
    for day, closes in ((TODAY, False), (TODAY - timedelta(days=1), True)):
        view = view_of(day, TODAY, answers_as_of_any_day=False, closes_day=closes)
        assert (view.possible, view.date_posted, view.keeps) == (True, None, "all")


def test_a_day_that_has_not_come_is_not_asked_for() -> None:
    assert not view_of(TODAY + timedelta(days=1), TODAY, answers_as_of_any_day=True, closes_day=False).possible


def test_a_past_day_is_fetched_with_its_window_and_says_what_is_kept(scene: Scene) -> None:
    one, day = search(), TODAY - timedelta(days=5)
    scene.server.pages = pages_of(one)
    report = scene.run(one, day=day)
    assert {got.params["date_posted"] for got in scene.server.received} == {"week"}
    assert report.outcome == "fetched"
    assert (report.rows[0]["keeps"], report.rows[0]["date_posted"]) == ("dated_that_day", "week")
    assert {answer.request.keeps for answer in raw_answers.answers(scene.lake, day)} == {"dated_that_day"}


def test_a_day_fetched_late_says_so_ever_after(scene: Scene) -> None:
    one, day = search(), TODAY - timedelta(days=2)
    scene.server.pages = pages_of(one)
    first = scene.run(one, day=day)
    asked = len(scene.server.received)
    later = scene.run(one, day=day, today=TODAY + timedelta(days=90))
    assert later.outcome == "replayed"
    assert later.rows == first.rows
    assert len(scene.server.received) == asked


def test_a_day_out_of_reach_is_unavailable_and_written_down_once(scene: Scene) -> None:
    day = TODAY - timedelta(days=45)
    for _ in range(2):
        report = scene.run(search("one"), search("two"), day=day)
        assert report.outcome == "unavailable"
        assert [row["outcome"] for row in report.rows] == ["unavailable"] * 2
        assert "45 days back" in (report.searches[0].reason or "")
    assert scene.server.received == []
    assert [(call.status, call.credits) for call in scene.calls(day)] == [("unavailable", 0)] * 2


def test_a_changed_search_does_not_look_back_at_days_that_were_answered(scene: Scene) -> None:
    old, day = search("one"), TODAY - timedelta(days=4)
    scene.run(old, day=day, today=day)
    asked = len(scene.server.received)
    changed, added = old.model_copy(update={"query": "other jobs"}), search("two", pages=1)
    report = scene.run(changed, added, day=day)
    assert [outcome.outcome for outcome in report.searches] == ["replayed", "fetched"]
    assert f"version {old.version}" in (report.searches[0].reason or "")
    assert [got.params["query"] for got in scene.server.received[asked:]] == ["two jobs"]


def test_a_live_day_that_was_cut_goes_on_as_it_began(scene: Scene) -> None:
    one, day = search("one"), TODAY - timedelta(days=1)
    scene.server.pages = pages_of(one)
    scene.server.script = []
    scene.run(one, day=day, today=day)
    last = raw_answers.day_keys(scene.lake, day)[-1]
    scene.lake.remove(last)
    scene.server.received.clear()
    report = scene.run(one, day=day)
    assert [got.params.get("date_posted") for got in scene.server.received] == [None]
    assert report.rows[0]["keeps"] == "all"
    assert report.rows[0]["pages"] == 3


def test_a_range_keeps_the_days_that_landed_where_one_fails(scene: Scene) -> None:
    one = search("one", pages=1)
    scene.server.pages = pages_of(one)
    days = [date(2026, 3, 26), date(2026, 3, 27), date(2026, 3, 28)]
    reports = [scene.run(one, day=day) for day in days]
    assert [report.outcome for report in reports] == ["fetched"] * 3
    assert raw_answers.landed_days(scene.lake) == days
