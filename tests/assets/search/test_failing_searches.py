"""A search that fails costs itself only: every 200 is kept, the others go on, and the next run asks for what failed."""

import gzip
import json

import pytest

from assets.lake.raw import raw_answers
from tests.assets.search.jsearch_server import Reply, job, v2
from tests.assets.search.scene import TODAY, Scene, pages_of, search

UNREADABLE = {
    "a gateway's page": b"<html>gateway</html>",
    "nothing": b"",
    "half an answer": b'{"data": {"jobs": [',
    "an error in words": b'{"status":"ERROR","error":{"message":"upstream is down"}}',
    "things that are no jobs": b'[{"name": "Ada"}]',
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_an_unreadable_200_lands_once_is_said_and_is_never_asked_for_again(scene: Scene, kind: str) -> None:
    bad, good = search("bad", pages=2), search("good", pages=1)
    scene.server.pages = pages_of(good, pages=1)
    scene.server.script = [Reply(body=UNREADABLE[kind])]
    report = scene.run(bad, good)
    assert len(scene.server.received) == 2
    assert [outcome.outcome for outcome in report.searches] == ["failed", "fetched"]
    assert [(row["outcome"], row["pages"]) for row in report.rows] == [("failed", 1), ("fetched", 1)]
    assert report.rows[0]["reason"].startswith("not read as results: bad, page 1 (raw file bad-01-")
    assert (report.halted, report.read, report.credits) == (False, 1, 2)
    bodies = [answer.body for answer in raw_answers.answers(scene.lake, TODAY) if answer.search_name == "bad"]
    assert bodies == [UNREADABLE[kind]]
    again = scene.run(bad, good)
    assert len(scene.server.received) == 2
    assert (again.rows, len(again.failures)) == (report.rows, 1)


def test_its_call_is_booked_as_failed_with_its_credit_and_its_raw_file(scene: Scene) -> None:
    scene.server.script = [Reply(body=b"<html>")]
    scene.run(search(pages=1))
    (call,) = scene.calls()
    assert (call.status, call.http_status, call.credits, call.results) == ("failed", 200, 1, 0)
    assert scene.lake.exists(str(call.raw_file))


@pytest.mark.parametrize("status", [400, 418, 500])
def test_a_search_that_was_not_answered_is_a_row_until_it_is(scene: Scene, status: int) -> None:
    bad, good = search("bad", pages=1), search("good", pages=1)
    scene.server.pages = pages_of(bad, good, pages=1)
    scene.server.script = [Reply(status, b"no")] * (3 if status == 500 else 1)
    report = scene.run(bad)
    assert (report.halted, report.read) == (False, 0)
    (row,) = report.rows
    assert (row["outcome"], row["pages"], row["results"], row["panel"]) == ("failed", 0, 0, "rail")
    assert row["reason"].startswith(str(status))
    asked = len(scene.server.received)
    again = scene.run(bad, good)
    assert len(scene.server.received) == asked + 2
    assert [(row["outcome"], row["reason"]) for row in again.rows] == [("fetched", None)] * 2


def test_pages_before_a_failure_stay_and_the_row_says_that_more_is_missing(scene: Scene) -> None:
    scene.server.script = [Reply(body=v2([job(1)], "page-1")), *[Reply(500, b"")] * 3]
    report = scene.run(search("one"))
    (row,) = report.rows
    assert (row["outcome"], row["pages"], row["results"]) == ("failed", 1, 1)
    assert row["reason"] == "page 2: 500 from the source: an empty body"
    assert report.read == 1


def test_an_answer_beyond_the_limit_is_cut_lands_as_such_and_is_said(scene: Scene) -> None:
    scene.longest_body = 10_000
    long = json.dumps({"data": [job(number) for number in range(500)]}).encode()
    scene.server.script = [Reply(body=long), Reply(body=gzip.compress(long), headers={"content-encoding": "gzip"})]
    report = scene.run(search("long", pages=1), search("packed", pages=1))
    plain, packed = raw_answers.answers(scene.lake, TODAY)
    assert plain.body.startswith(b'{"data": [{"job_id"')
    assert max(len(plain.body), len(packed.body)) <= 10_000
    assert ["cut at" in str(answer.request.flaw) for answer in (plain, packed)] == [True, True]
    assert ["cut at" in failure for failure in report.failures] == [True, True]
    assert scene.run(search("long", pages=1), search("packed", pages=1)).calls == 0


def test_a_key_at_the_end_of_a_cut_answer_is_not_kept_by_half(scene: Scene) -> None:
    key = str(scene.source.key and scene.source.key.get_secret_value())
    scene.longest_body = 2_000
    for left in range(1, len(key)):
        scene.server.script.append(Reply(body=b"x" * (2_000 - left) + key.encode() * 9))
        scene.run(search(f"s{left}", pages=1))
    ends = [answer.body[-60:] for answer in raw_answers.answers(scene.lake, TODAY)]
    assert len(ends) == len(key) - 1
    assert not [end for end in ends if key[:4].encode() in end]


@pytest.mark.parametrize("cursor", ["", "page-0", "page-1"])
def test_a_cursor_that_comes_again_is_followed_once_and_said(scene: Scene, cursor: str) -> None:
    ways = iter(range(100))
    first = Reply(body=v2([job(next(ways))], "page-0"))
    scene.server.script = [first, *(Reply(body=v2([job(next(ways))], cursor or "page-0")) for _ in range(8))]
    one = search(pages=8)
    report = scene.run(one)
    asked = [got.params.get("cursor") for got in scene.server.received]
    assert len(asked) == len(set(asked))
    assert "it is followed once, not again" in report.problems[0]
    assert report.rows[0]["reason"] == f"to note: {report.problems[0]}"
    assert report.failures == ()
    assert scene.run(one).calls == 0


def test_a_page_that_comes_again_under_another_cursor_ends_the_search(scene: Scene) -> None:
    scene.server.script = [Reply(body=v2([job(1), job(2)], f"c{number}")) for number in range(9)]
    report = scene.run(search(pages=8))
    assert len(scene.server.received) == 2
    assert "page 2 holds the jobs of page 1 again; its cursor is not followed" in report.problems[0]


@pytest.mark.parametrize(
    ("cursor", "words"),
    [
        ("c" * 65_537, "65,537 characters; 8,192 at most"),
        ("\ud800", "characters that no address holds"),
        ("a\nb", "characters that no address holds"),
    ],
)
def test_a_cursor_that_cannot_be_sent_keeps_its_page_and_ends_the_search(scene: Scene, cursor: str, words: str) -> None:
    body = b'{"data":{"jobs":[{"job_id":"a"}],"cursor":%b}}' % json.dumps(cursor).encode()
    scene.server.script = [Reply(body=body)]
    report = scene.run(search(pages=3))
    assert (len(scene.server.received), report.results, report.failures) == (1, 1, ())
    assert words in report.problems[0]


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_of_hours_is_said_remembered_and_not_waited_for(scene: Scene, status: int) -> None:
    scene.server.script = [Reply(status, b"busy", {"Retry-After": "18000"})]
    searches = [search(f"s{number}", pages=1) for number in range(4)]
    report = scene.run(*searches)
    assert len(scene.server.received) == 1
    assert sum(scene.clock.waits) < 1
    assert "asks to wait 5 hours, longer than a run waits (60 s)" in (report.stopped or "")
    assert "no call before 2026-03-28T07:30" in (report.stopped or "")
    assert report.halted
    assert [call.credits for call in scene.calls()] == [1]
    again = scene.run(*searches)
    assert len(scene.server.received) == 1
    assert "no call before 2026-03-28T07:30" in again.failures[0]
    scene.clock.moment = scene.clock.moment.replace(hour=8)
    assert scene.run(*searches).failures == ()


def test_a_wait_is_said(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    scene.server.script = [Reply(429, b"too fast", {"Retry-After": "42"}), Reply(500, b"")]
    scene.run(search("one", pages=1))
    said = capsys.readouterr().err.splitlines()
    assert said == ["joblake: one waits 42 s before attempt 2 of 3: 429, too many requests a second: too fast"], (
        "shorter waits are not worth a line"
    )


def test_a_redirect_is_told_as_one_and_stops_the_run(scene: Scene) -> None:
    scene.server.always = Reply(302, b"", {"location": "https://elsewhere.example/login"})
    report = scene.run(*(search(f"s{number}", pages=1) for number in range(5)))
    assert len(scene.server.received) == 1
    assert "302, the source sends its callers elsewhere, to https://elsewhere.example/login" in (report.stopped or "")
    assert "filters" not in (report.stopped or "")


@pytest.mark.parametrize("status", [402, 405, 413, 451])
def test_only_what_concerns_filters_is_told_to_loosen_them(scene: Scene, status: int) -> None:
    scene.server.script = [Reply(status, b"no")]
    (failure,) = scene.run(search(pages=1)).failures
    assert "filters" not in failure
    assert "Next: " in failure
