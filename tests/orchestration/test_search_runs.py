"""The search through its real asset: ranges in which a day fails, days looked back at, lakes of another kind."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import dagster as dg
import pytest

from assets.lake.raw import raw_answers
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import API_CALLS, JOB_POSTINGS, QUARANTINE, SEARCH_DAYS
from assets.search import raw_search_results as asset
from tests.assets.search.jsearch_server import JSearchServer, Reply, job, serving, v2
from tests.assets.search.scene import TODAY
from tests.orchestration.runs import House

DAYS = [TODAY - timedelta(days=2), TODAY - timedelta(days=1), TODAY]
TABLES = ("raw_search_results", "search_days")
AT_ONCE = {"Retry-After": "0"}
SERVER_ERROR = Reply(500, b"", AT_ONCE)
ANSWER = Reply(body=v2([job(1)], None))
TOO_MANY = Reply(429, b'{"message":"Too many requests"}', AT_ONCE)
FORBIDDEN = Reply(403, b'{"message":"You are not subscribed to this API."}')


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(asset, "today", lambda: TODAY)
    with serving(JSearchServer()) as server:
        server.pages = {"fitter": [[job(1), job(2)]], "guard": [[job(3)]]}
        yield House(tmp_path, server)


def named(*days: date) -> set[str]:
    return {day.isoformat() for day in days}


def rows(house: House, day: date) -> list[tuple[str, str, str | None]]:
    found = house.lake.read_partitions(SEARCH_DAYS, [day]).to_pylist()
    return [(row["search_name"], row["outcome"], row["reason"]) for row in found]


def test_a_search_that_fails_on_one_day_of_a_range_is_reported_and_asked_for_again_alone(house: House) -> None:
    house.server.script = [ANSWER, *[SERVER_ERROR] * 3, ANSWER]
    done = house.run(DAYS)
    assert done.success
    check = done.checks["searches_answered"]
    assert (check.passed, check.severity) == (False, dg.AssetCheckSeverity.ERROR)
    assert check.metadata["problems"].value == [f"{DAYS[1]}: fitter: 500 from the source: an empty body"]
    for table in TABLES:
        assert house.materialized(table) == named(*DAYS)
    assert rows(house, DAYS[1]) == [("fitter", "failed", "500 from the source: an empty body")]
    said = house.metadata("raw_search_results", DAYS[1])
    assert (said["outcome"], said["failed_searches"]) == ("failed", ["fitter: 500 from the source: an empty body"])
    asked = len(house.server.received)
    again = house.run(DAYS)
    assert again.checks["searches_answered"].passed
    assert len(house.server.received) == asked + 1
    reason = f"asked later with date_posted=3days; only postings dated {DAYS[1]} are kept"
    assert rows(house, DAYS[1]) == [("fitter", "fetched", reason)]


def test_a_run_that_must_stop_still_leaves_the_table_of_what_it_has_spent(house: House) -> None:
    house.server.script = [ANSWER, FORBIDDEN]
    assert not house.run(DAYS).success
    (first, second) = house.lake.days(API_CALLS)
    assert (first, second) == (DAYS[0], DAYS[1])
    statuses = house.lake.read_partitions(API_CALLS, columns=["http_status"])["http_status"].to_pylist()
    assert statuses == [200, 403]


def test_two_bad_searches_cost_no_other_search_its_postings(house: House) -> None:
    house.names = ("fitter", "guard", "clerk", "nurse")
    house.server.script = [Reply(200, b"<html>gateway</html>"), Reply(400, b"no such filter")]
    done = house.run([TODAY], postings=True)
    assert done.success
    assert done.checks["searches_answered"].metadata["count"].value == 2
    assert not done.checks["answers_readable"].passed
    assert counted(house, TODAY)[0] == sum(
        len(house.server.pages.get(got.params["query"], [[]])[0]) for got in house.server.received[2:]
    )
    assert len(raw_answers.day_keys(house.lake, TODAY)) == 3
    assert house.run([TODAY], postings=True).success
    assert len(house.server.received) == 5, "only the one that was refused is asked again"


def test_a_run_that_could_read_nothing_at_all_fails_and_leaves_the_day_as_it_was(house: House) -> None:
    house.names = ("fitter", "guard")
    house.server.script = [Reply(200, b"<html>"), Reply(200, b'{"status":"ERROR"}')]
    done = house.run([TODAY], postings=True)
    assert not done.success
    assert "nothing could be read: each of 2 searches failed" in done.error
    assert "neither JSON nor JSON Lines" in done.error
    assert "an error instead of results (status ERROR)" in done.error
    assert house.materialized("search_days") == set()
    assert house.lake.days(JOB_POSTINGS) == []


def test_a_search_without_results_is_no_failure(house: House) -> None:
    house.names = ("nobody",)
    done = house.run([TODAY], postings=True)
    assert done.success
    assert done.checks["searches_answered"].passed
    assert not done.checks["searches_find_something"].passed


def test_recorded_files_that_are_not_read_are_named_by_the_check(house: House) -> None:
    folder = house.root / "dump"
    folder.mkdir()
    (folder / "good.json").write_bytes(v2([job(1)], None))
    (folder / "people.json").write_text('[{"name": "Ada"}]')
    (folder / "jobs_2026-11-31.json").write_bytes(v2([job(2)], None))
    (folder / "jobs.csv").write_text("title,employer")
    house.given = {"source": "recorded", "recorded_dir": folder}
    done = house.run([TODAY], postings=True)
    assert done.success
    problems = done.checks["searches_answered"].metadata["problems"].value
    assert isinstance(problems, list)
    assert [str(problem).split(":")[0] for problem in problems] == [f"{TODAY}", "jobs.csv", "jobs_2026-11-31.json"]
    assert "people: not read as results" in str(problems[0])
    (folder / "good.json").unlink()
    house.lake = Lake(house.root / "other")
    assert "nothing could be read" in house.run([TODAY]).error


def test_a_day_recorded_beside_a_failed_one_says_what_any_other_says(house: House) -> None:
    house.server.script = [ANSWER, Reply(401, b"no")]
    assert not house.run(DAYS).success
    beside = {table: house.metadata(table, DAYS[0]) for table in TABLES}
    house.run(DAYS)
    for table in TABLES:
        after = house.metadata(table, DAYS[0])
        same = {"dagster/row_count", "dagster/uri", "digest", "bytes"}
        assert {name: after[name] for name in same} == {name: beside[table][name] for name in same}
    assert (beside["raw_search_results"]["outcome"], beside["raw_search_results"]["credits"]) == ("fetched", 1)


def test_a_budget_that_retries_used_up_fails_the_days_it_no_longer_covers_and_no_other(house: House) -> None:
    house.given = {"run_credits": 3}
    house.server.script = [SERVER_ERROR]
    done = house.run(DAYS)
    assert len(house.server.received) == 3
    assert "retries of earlier days took what was planned" in done.error
    assert house.materialized("raw_search_results") == named(DAYS[0], DAYS[1])
    assert house.run(DAYS).success
    assert len(house.server.received) == 4


def test_a_range_that_the_month_cannot_pay_is_refused_before_its_first_call(house: House) -> None:
    house.given = {"monthly_credits": 3}
    house.names = ("fitter", "guard")
    done = house.run(DAYS)
    assert "may cost 6 credits, but 3 are left" in done.error
    assert "These would fit: fitter (3 credits)" in done.error
    assert house.server.received == []


def test_a_refused_key_costs_one_call_for_the_whole_range(house: House) -> None:
    house.names = ("fitter", "guard")
    house.server.always = Reply(401, b'{"message":"Invalid API key."}')
    done = house.run([TODAY - timedelta(days=back) for back in range(6, -1, -1)])
    assert len(house.server.received) == 1
    assert "7 of 7 days failed" in done.error
    assert "check JSEARCH_API_KEY" in done.error
    assert house.materialized("raw_search_results") == set()


def test_a_pause_of_the_key_stops_the_range_and_keeps_what_had_landed(house: House) -> None:
    house.run(DAYS[2:])
    house.server.received.clear()
    house.server.script = [TOO_MANY, FORBIDDEN]
    done = house.run(DAYS)
    assert len(house.server.received) == 2
    assert "2 of 3 days failed" in done.error
    assert "no call before" in done.error
    assert house.metadata("raw_search_results", DAYS[2])["outcome"] == "replayed"
    again = house.run(DAYS)
    assert "no call before" in again.error
    assert len(house.server.received) == 2


def test_a_disk_that_takes_nothing_stops_paying_and_keeps_the_days_before(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    land = raw_answers.land

    def full(*given: object) -> str:
        if given[1] != DAYS[0]:
            raise OSError(28, "No space left on device")
        return land(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(raw_answers, "land", full)
    done = house.run(DAYS)
    assert len(house.server.received) == 2
    assert "No space left" in done.error
    assert house.materialized("raw_search_results") == named(DAYS[0])
    assert [call.status for call in house.calls(DAYS[1])] == ["interrupted"]


def test_a_damaged_answer_fails_its_day_alone(house: House) -> None:
    house.run(DAYS[:2])
    house.lake.replace(raw_answers.day_keys(house.lake, DAYS[0])[0], b"damage")
    done = house.run(DAYS)
    check = done.checks["searches_answered"]
    assert done.success
    assert not check.passed
    assert "fitter-01-" in str(check.metadata["problems"].value)
    assert len(house.server.received) == 3
    assert TODAY.isoformat() in house.materialized("raw_search_results")


def dated(number: int, day: date | None) -> dict[str, object]:
    return job(number) | {"job_posted_at_datetime_utc": day and f"{day}T09:30:00.000Z"}


def counted(house: House, day: date) -> tuple[int, list[str]]:
    reasons = house.lake.read_partitions(QUARANTINE, [day], ["reason"])["reason"].to_pylist()
    return house.lake.read_partitions(JOB_POSTINGS, [day]).num_rows, sorted(reasons)


def test_yesterday_is_looked_back_at_and_only_its_postings_are_kept(house: House) -> None:
    day = DAYS[1]
    house.server.pages = {"fitter": [[dated(1, day), dated(2, DAYS[0]), dated(3, None), dated(4, TODAY)]]}
    assert house.run([day], postings=True).success
    assert [got.params.get("date_posted") for got in house.server.received] == ["3days"]
    assert counted(house, day) == (1, ["other_day", "other_day", "undated"])
    said = house.metadata("job_postings", day)
    assert (said["quarantined_other_day"], said["quarantined_undated"], said["results"]) == (2, 1, 4)


def test_the_nightly_run_keeps_all_of_the_day_it_closes(house: House) -> None:
    day = DAYS[1]
    house.server.pages = {"fitter": [[dated(1, day), dated(2, DAYS[0]), dated(3, None)]]}
    assert house.run([day], postings=True, closes_day=True).success
    assert [got.params.get("date_posted") for got in house.server.received] == [None]
    assert counted(house, day) == (3, [])


def test_today_is_asked_with_the_window_of_the_search_itself(house: House) -> None:
    house.server.pages = {"fitter": [[dated(1, DAYS[0]), dated(2, None)]]}
    assert house.run([TODAY], postings=True).success
    assert [got.params.get("date_posted") for got in house.server.received] == [None]
    assert counted(house, TODAY) == (2, [])


def test_a_day_out_of_reach_is_said_everywhere_and_fails_nothing(house: House) -> None:
    days = [TODAY - timedelta(days=30), TODAY - timedelta(days=29)]
    done = house.run(days, postings=True)
    assert done.success
    assert [got.params.get("date_posted") for got in house.server.received] == ["month"]
    check = done.checks["days_within_reach"]
    assert not check.passed
    assert "30 days back" in str(check.metadata["problems"].value)
    assert house.metadata("raw_search_results", days[0])["outcome"] == "unavailable"
    (row,) = house.lake.read_partitions(SEARCH_DAYS, days[:1]).to_pylist()
    assert (row["outcome"], row["pages"], row["results"]) == ("unavailable", 0, 0)
    assert [(call.status, call.credits) for call in house.calls(days[0])] == [("unavailable", 0)]
    assert counted(house, days[0]) == (0, [])


def test_the_paid_source_refuses_a_lake_of_the_sample_before_its_first_call(house: House) -> None:
    house.given = {"source": "sample"}
    assert house.run([TODAY]).success
    house.given = {}
    done = house.run(DAYS)
    assert not done.success
    assert "holds fictional answers of the sample" in done.error
    assert "Next: set JOBLAKE_LAKE" in done.error
    assert house.server.received == []


def test_the_sample_refuses_a_lake_of_real_answers(house: House) -> None:
    assert house.run([TODAY]).success
    house.given = {"source": "sample"}
    done = house.run(DAYS)
    assert "holds real answers" in done.error
    assert raw_answers.providers(house.lake) == {"openwebninja": TODAY}


def test_recorded_answers_beside_the_sample_are_warned_about(house: House) -> None:
    folder = house.root / "dump"
    folder.mkdir()
    (folder / "one.json").write_bytes(v2([job(1)], None))
    house.given = {"source": "recorded", "recorded_dir": folder}
    assert house.run([TODAY]).checks["fiction_kept_apart"].passed
    house.given = {"source": "sample"}
    done = house.run([TODAY])
    assert done.success
    assert not done.checks["fiction_kept_apart"].passed
