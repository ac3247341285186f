"""Boards are asked politely: slowly, by name, not for what has not changed; the day has its whole answer anyhow."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from assets.lake.calls.ledger import Ledger
from assets.lake.raw import raw_answers
from assets.lake.storage.storage import Lake
from assets.search.connections.settings import SearchSettings
from assets.search.connections.source import named_source
from assets.search.days.day_report import DayReport
from assets.search.days.search_day import search_day
from assets.search.saved.saved_searches import SavedSearch
from tests.assets.search.jsearch_server import Reply, serving
from tests.assets.search.scene import TODAY, FakeClock
from tests.assets.sources.fictional import SourceServer, greenhouse_board, greenhouse_job

BODY = greenhouse_board([greenhouse_job(1), greenhouse_job(2)])
TOMORROW = TODAY + timedelta(days=1)


class Boards:
    """A lake and Greenhouse on a local server, by the settings of a person."""

    def __init__(self, root: Path, server: SourceServer) -> None:
        self.lake, self.server, self.clock = Lake(root), server, FakeClock()

    def run(self, *boards: str, day: date = TODAY) -> DayReport:
        settings = SearchSettings(
            _env_file=None, base_urls={"greenhouse": self.server.url}, contact="ann@pelham.example"
        )
        searches = [SavedSearch(name=board, source="greenhouse", board=board) for board in boards]
        named = {"greenhouse": named_source(settings, "greenhouse")}
        return search_day(self.lake, Ledger(self.lake, "r"), None, searches, day, day, named=named, clock=self.clock)


@pytest.fixture
def boards(tmp_path: Path) -> Iterator[Boards]:
    with serving(SourceServer()) as server:
        assert isinstance(server, SourceServer)
        server.always = Reply(body=BODY, headers={"ETag": '"v1"'})
        yield Boards(tmp_path / "lake", server)


def test_boards_are_asked_a_second_apart_by_a_program_that_says_who_it_is(boards: Boards) -> None:
    report = boards.run("pelham", "amberley", "tiderow")
    assert (report.results, report.credits) == (6, 0)
    assert sum(boards.clock.waits) == pytest.approx(2.0)
    assert {got.headers["user-agent"] for got in boards.server.received} == {"Joblake (ann@pelham.example)"}


def test_a_board_that_has_not_changed_is_not_sent_again_and_lands_whole(boards: Boards) -> None:
    boards.run("pelham")
    boards.server.always = Reply(304, b"", {"ETag": '"v1"'})
    report = boards.run("pelham", day=TOMORROW)
    assert [got.headers.get("if-none-match") for got in boards.server.received] == [None, '"v1"']
    assert (report.failures, report.results) == ((), 2)
    assert [row["is_whole_board"] for row in report.rows] == [True]
    (answer,) = raw_answers.answers(boards.lake, TOMORROW)
    assert (answer.body, answer.request.http_status) == (BODY, 304)


def test_a_304_that_nobody_asked_for_is_no_answer(boards: Boards) -> None:
    boards.server.always = Reply(304, b"")
    report = boards.run("pelham")
    assert "304" in report.failures[0]
    assert raw_answers.day_keys(boards.lake, TODAY) == []


@pytest.mark.parametrize(("status", "words"), [(404, "mend `board`"), (301, "has moved"), (403, "answers nobody here")])
def test_a_board_that_is_not_there_stops_no_other(boards: Boards, status: int, words: str) -> None:
    boards.server.script = [Reply(status, b"{}", {"location": "https://elsewhere.example"})]
    report = boards.run("pelham", "amberley")
    assert words in report.failures[0]
    assert report.results == (0 if status == 403 else 2), "only a host that refuses everybody is left alone"


def test_a_day_that_is_replayed_still_tells_what_had_failed(boards: Boards) -> None:
    boards.server.script = [Reply(404, b"{}")]
    rows = boards.run("pelham", "amberley").rows
    replayed = search_day(boards.lake, Ledger(boards.lake, "r"), None, [], TODAY, TOMORROW, clock=boards.clock).rows

    def told(row: dict[str, object]) -> tuple[object, ...]:
        return tuple(row.get(name) for name in ("search_name", "outcome", "keeps", "results", "source", "reason"))

    assert sorted(map(told, replayed)) == sorted(map(told, rows))
    assert {row["outcome"] for row in replayed} == {"fetched", "failed"}


def test_an_empty_board_is_no_proof_that_its_jobs_are_gone(boards: Boards) -> None:
    boards.server.always = Reply(body=greenhouse_board([]))
    (row,) = boards.run("pelham").rows
    assert (row["is_whole_board"], row["outcome"]) == (False, "fetched")
    assert "lists no job" in row["reason"]


def test_a_past_day_cannot_be_asked_of_a_board(boards: Boards) -> None:
    settings = SearchSettings(_env_file=None, base_urls={"greenhouse": boards.server.url})
    named = {"greenhouse": named_source(settings, "greenhouse")}
    searches = [SavedSearch(name="pelham", source="greenhouse", board="pelham")]
    ledger = Ledger(boards.lake, "r")
    report = search_day(boards.lake, ledger, None, searches, TODAY, TOMORROW, named=named, clock=boards.clock)
    assert (report.outcome, boards.server.received) == ("unavailable", [])
    assert report.searches[0].reason == f"{TODAY} is past; the source only says what it lists now"
