"""A day of searches against a local JSearch: what is asked, exactly once, and what becomes of each failure."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from assets.lake.raw import raw_answers
from assets.sources.answers import results_of
from tests.assets.search.jsearch_server import Reply, v2
from tests.assets.search.scene import KEY, TODAY, Scene, pages_of, search

MONTHLY = b'{"message":"You have exceeded the MONTHLY quota for Requests on your current plan, BASIC. Upgrade at ..."}'
PER_SECOND = b'{"message":"Too many requests"}'
NOT_SUBSCRIBED = b'{"message":"You are not subscribed to this API."}'


def test_every_page_is_asked_for_once_and_no_other(scene: Scene) -> None:
    one, other = search("one"), search("other", pages=2)
    scene.server.pages = pages_of(one, other)
    report = scene.run(one, other)
    asked = sorted((got.params["query"], got.params.get("cursor", "")) for got in scene.server.received)
    assert asked == [
        ("one jobs", ""), ("one jobs", "page-1"), ("one jobs", "page-2"), ("other jobs", ""), ("other jobs", "page-1"),
    ]  # fmt: skip
    assert report.outcome == "fetched"
    assert (report.calls, report.credits, report.results) == (5, 5, 10)
    assert {call.status for call in scene.calls()} == {"processed"}


def test_a_second_run_asks_for_nothing_and_says_the_same(scene: Scene) -> None:
    one = search("one")
    scene.server.pages = pages_of(one)
    first = scene.run(one)
    files, ledger = ({key: scene.lake.get(key) for key in scene.lake.keys(room)} for room in ("raw", "api_calls"))
    again = scene.run(one)
    assert len(scene.server.received) == 3
    assert again.outcome == "replayed"
    assert again.rows == first.rows
    assert {key: scene.lake.get(key) for key in scene.lake.keys("raw")} == files
    assert {key: scene.lake.get(key) for key in scene.lake.keys("api_calls")} == ledger


def test_the_body_lands_byte_for_byte(scene: Scene) -> None:
    body = b'{"status":"OK",\n  "data": {"jobs": [ {"job_id": "\\u00e9"} ], "cursor": null}}\n\n'
    scene.server.script = [Reply(body=body, headers={"X-Request-Id": "abc", "Set-Cookie": "s=1"})]
    scene.run(search(pages=1))
    (answer,) = raw_answers.answers(scene.lake, TODAY)
    assert answer.body == body
    assert answer.request.headers["x-request-id"] == "abc"
    assert "set-cookie" not in answer.request.headers
    assert answer.request.params == {"query": "fitter-york jobs", "country": "gb", "language": "en"}
    assert answer.request.http_status == 200


def test_a_short_page_is_not_the_end_and_an_empty_one_is(scene: Scene) -> None:
    scene.server.script = [Reply(body=v2([{"job_id": "a"}], "page-1")), Reply(body=v2([], "page-2"))]
    report = scene.run(search(pages=5))
    assert len(scene.server.received) == 2
    assert report.rows[0]["pages"] == 2
    assert report.rows[0]["empty_pages"] == 1
    assert [call.status for call in scene.calls()] == ["processed", "empty"]
    assert sum(call.credits for call in scene.calls()) == 2


@pytest.mark.parametrize(
    ("reply", "status", "http_status"),
    [
        (Reply(429, PER_SECOND), "throttled", 429),
        (Reply(500, b""), "failed", 500),
        (Reply(502, b"<html>bad gateway</html>"), "failed", 502),
        (Reply(503, b"busy"), "failed", 503),
        (Reply(408, b""), "failed", 408),
        (Reply(200, v2([{"job_id": "a"}], None), cut=True), "failed", None),
        (Reply(200, v2([{"job_id": "a"}], None), delay=1.0), "timeout", None),
        (Reply(200, v2([{"job_id": "a"}], None), drip=0.05), "timeout", None),
    ],
)
def test_a_passing_failure_is_tried_again_and_counted_as_spent(
    scene: Scene, reply: Reply, status: str, http_status: int | None
) -> None:
    scene.timeout = 0.25
    one = search(pages=1)
    scene.server.pages = pages_of(one)
    scene.server.script = [reply]
    report = scene.run(one)
    failed, answered = sorted(scene.calls(), key=lambda call: call.attempt)
    assert (failed.status, failed.http_status, failed.credits) == (status, http_status, 1)
    assert answered.status == "processed"
    assert (report.calls, report.credits, report.failures) == (2, 2, ())
    assert 1.0 <= scene.clock.waits[0] <= 2.0


def test_a_failure_that_stays_is_tried_three_times_and_what_landed_is_kept(scene: Scene) -> None:
    one, other = search("one"), search("other")
    scene.server.pages = pages_of(one, other)
    first = v2([{"job_id": "a"}], "page-1")
    scene.server.script = [Reply(body=first)]
    scene.run(search("one", pages=1, query="one jobs"))
    scene.server.script = []
    scene.server.received.clear()
    scene.server.always = Reply(500, b"")
    report = scene.run(one, other)
    assert len(scene.server.received) == 6
    assert len(report.failures) == 2
    scene.server.always = None
    assert scene.run(one, other).failures == ()


def test_a_cursor_that_fails_midway_keeps_the_pages_before_it_and_goes_on_there(scene: Scene) -> None:
    one = search("one")
    scene.server.pages = pages_of(one)
    scene.server.script = [Reply(body=v2([{"job_id": "a"}], "page-1")), *[Reply(500, b"")] * 3]
    report = scene.run(one)
    assert report.failures == ("one: page 2: 500 from the source: an empty body",)
    assert report.rows[0]["pages"] == 1
    scene.server.received.clear()
    again = scene.run(one)
    assert [got.params["cursor"] for got in scene.server.received] == ["page-1", "page-2"]
    assert again.failures == ()
    attempts = [call.attempt for call in scene.calls() if call.page == 2]
    assert attempts == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("reply", "status", "credits_spent", "words"),
    [
        (Reply(401, b'{"message":"Invalid API key. Go to https://docs"}'), "refused", 0, "JSEARCH_API_KEY"),
        (Reply(403, NOT_SUBSCRIBED), "refused", 0, "subscribe"),
        (Reply(404, b'{"message":"Endpoint \'/search\' does not exist"}'), "failed", 0, "JSEARCH_BASE_URL"),
        (Reply(429, MONTHLY), "throttled", 1, "month is used up"),
    ],
)
def test_what_concerns_the_account_stops_the_run_after_one_call(
    scene: Scene, reply: Reply, status: str, credits_spent: int, words: str
) -> None:
    scene.server.always = reply
    report = scene.run(*(search(f"s{number}") for number in range(6)))
    assert len(scene.server.received) == 1
    (call,) = scene.calls()
    assert (call.status, call.credits) == (status, credits_spent)
    assert len(report.failures) == 6
    assert report.stopped is not None
    assert words in report.stopped
    assert "Next: " in report.stopped
    assert sum(scene.clock.waits) < 0.1


def test_a_stopped_run_asks_nothing_on_its_later_days(scene: Scene) -> None:
    report = scene.run(search(), stopped="401, the key is refused")
    assert scene.server.received == []
    assert report.failures == ("fitter-york: 401, the key is refused",)


def test_a_bad_filter_stops_its_own_search_only(scene: Scene) -> None:
    bad, good = search("bad", pages=1), search("good", pages=1)
    scene.server.pages = pages_of(good)
    scene.server.script = [Reply(400, b'{"status":"ERROR","error":{"message":"radius must be a number","code":400}}')]
    report = scene.run(bad, good)
    assert [outcome.outcome for outcome in report.searches] == ["failed", "fetched"]
    assert "radius must be a number" in report.failures[0]
    assert report.stopped is None


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("60", 60.0),
        (format_datetime(datetime(2026, 3, 28, 2, 30, 42, tzinfo=UTC), usegmt=True), 42.0),
        (format_datetime(datetime(2026, 3, 28, 2, 29, tzinfo=UTC), usegmt=True), 0.0),
    ],
)
def test_retry_after_is_honoured_within_reason(scene: Scene, asked: str, waited: float) -> None:
    one = search(pages=1)
    scene.server.pages = pages_of(one)
    scene.server.script = [Reply(429, PER_SECOND, {"Retry-After": asked})]
    scene.run(one)
    assert scene.clock.waits[0] == waited


def test_waits_double_and_are_jittered(scene: Scene) -> None:
    scene.server.always = Reply(500, b"", {"Retry-After": "soon"})
    scene.run(search(pages=1))
    first, second = scene.clock.waits
    assert 1.0 <= first <= 2.0
    assert 2.0 <= second <= 4.0


def test_a_403_right_after_429s_is_a_cool_down_that_outlives_the_process(scene: Scene) -> None:
    scene.server.script = [Reply(429, PER_SECOND), Reply(403, NOT_SUBSCRIBED)]
    one = search(pages=1)
    scene.server.pages = pages_of(one)
    report = scene.run(one)
    assert report.stopped is not None
    assert "paused, not unsubscribed" in report.stopped
    assert len(scene.server.received) == 2
    again = scene.run(one, day=TODAY - timedelta(days=1))
    assert len(scene.server.received) == 2
    assert "no call before 2026-03-28T04:3" in again.failures[0]
    scene.clock.moment += timedelta(hours=3)
    assert scene.run(one).failures == ()


def test_a_403_of_the_next_run_within_minutes_of_a_429_is_a_cool_down_too(scene: Scene) -> None:
    scene.server.always = Reply(429, PER_SECOND)
    scene.run(search(pages=1))
    scene.server.always = Reply(403, NOT_SUBSCRIBED)
    scene.clock.moment += timedelta(minutes=5)
    assert "paused" in (scene.run(search(pages=1)).stopped or "")
    assert [call.status for call in scene.calls()] == ["throttled"] * 4


def test_an_unknown_shape_lands_and_is_reported(scene: Scene) -> None:
    scene.server.script = [Reply(body=json.dumps({"data": {"items": [1, 2]}}).encode())]
    report = scene.run(search())
    assert len(scene.server.received) == 1
    assert report.answers == 1
    assert "no list `jobs`" in report.problems[0]
    assert report.rows[0]["reason"] == f"not read as results: {report.problems[0]}"
    assert "no list `jobs`" in (scene.calls()[0].error or "")


def test_no_more_than_five_requests_begin_in_a_second(scene: Scene) -> None:
    searches = [search(f"s{number}", pages=1) for number in range(8)]
    began = scene.clock.moment
    scene.run(*searches, max_per_second=5.0)
    elapsed = (scene.clock.moment - began).total_seconds()
    assert elapsed >= 7 / 5 - 0.001


def test_the_quota_is_read_from_headers_of_any_case(scene: Scene) -> None:
    scene.server.quota = 200
    one = search()
    scene.server.pages = pages_of(one)
    assert scene.run(one).quota_left == 197
    assert [call.quota_left for call in scene.calls()] == [199, 198, 197]


@pytest.mark.parametrize(("provider", "header"), [("openwebninja", "x-api-key"), ("rapidapi", "x-rapidapi-key")])
def test_each_host_gets_its_own_headers(scene: Scene, provider: str, header: str) -> None:
    scene.provider = provider
    scene.run(search(pages=1))
    sent = scene.server.received[0].headers
    assert sent[header] == KEY
    assert ("x-rapidapi-host" in sent) == (provider == "rapidapi")


def test_a_v1_answer_is_read_too(scene: Scene) -> None:
    scene.server.script = [Reply(body=b'{"status":"OK","data":[{"job_id":"a"},{"job_id":"b"}]}')]
    scene.run(search())
    (answer,) = raw_answers.answers(scene.lake, TODAY)
    assert len(results_of(answer)) == 2


def test_a_new_version_of_a_search_is_asked_for_live(scene: Scene) -> None:
    old = search("one", pages=1)
    scene.run(old)
    report = scene.run(old.model_copy(update={"query": "one or two jobs"}))
    assert [got.params["query"] for got in scene.server.received] == ["one jobs", "one or two jobs"]
    assert len({row["search_version"] for row in report.rows}) == 2


@pytest.mark.parametrize("limit", ["²", "9" * 5000, "-", "1e3", "0x10"])
def test_a_limit_that_only_looks_like_a_number_does_not_cost_the_answer(scene: Scene, limit: str) -> None:
    one = search(pages=1)
    scene.server.pages = pages_of(one)
    body = v2([{"job_id": "a"}], None)
    scene.server.script = [Reply(body=body, headers={"X-RateLimit-Requests-Remaining": limit, "Retry-After": limit})]
    report = scene.run(one)
    assert (report.failures, report.results, len(scene.server.received)) == ((), 1, 1)


TOO_DEEP = b"[" * 100_000 + b"]" * 100_000
TOO_LONG = b"1" * 5_000


@pytest.mark.parametrize("odd", [TOO_DEEP, TOO_LONG, b'{"data": [{"job_id": ' + TOO_LONG + b"}]}"])
def test_json_that_python_cannot_hold_lands_instead_of_being_paid_for_again(scene: Scene, odd: bytes) -> None:
    scene.server.script = [Reply(body=odd)]
    report = scene.run(search(pages=1))
    (answer,) = raw_answers.answers(scene.lake, TODAY)
    assert (answer.body, len(scene.server.received)) == (odd, 1)
    scene.run(search(pages=1))
    assert len(scene.server.received) == 1
    assert (report.rows[0]["outcome"] == "failed") == bool(report.failures) == (not report.rows[0]["results"])


def test_one_number_too_long_costs_no_other_result_of_its_page(scene: Scene) -> None:
    scene.server.script = [Reply(body=b'{"data": {"jobs": [{"job_id": ' + b"7" * 5_000 + b'}, {"job_id": "b"}]}}')]
    report = scene.run(search(pages=1))
    assert (report.results, report.problems) == (2, ())


def test_a_pause_announced_for_years_is_remembered_for_a_day(scene: Scene) -> None:
    scene.server.script = [Reply(429, PER_SECOND), Reply(403, NOT_SUBSCRIBED, {"Retry-After": "999999999"})]
    assert "no call before 2026-03-29T02:3" in (scene.run(search(pages=1)).stopped or "")
