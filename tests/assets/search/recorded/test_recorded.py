"""Recorded answers land byte for byte, on the day their path names, and once."""

import gzip
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from assets.lake.calls.ledger import Ledger
from assets.lake.raw import raw_answers
from assets.lake.storage.storage import Lake
from assets.search.connections.source import RecordedFolder
from assets.search.days.day_report import DayReport
from assets.search.days.search_day import search_day
from assets.search.recorded import recorded
from assets.search.recorded.recorded_files import NoDayError, date_in, unread_files
from assets.sources.answers import results_of
from tests.assets.search.jsearch_server import job, v2

DAY = date(2026, 3, 28)
REAL = Path(__file__).resolve().parents[4] / ".." / "shared"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "recorded"
    made.mkdir()
    return made


def run(tmp_path: Path, folder: Path, day: date = DAY, last_day: date | None = None) -> DayReport:
    lake = Lake(tmp_path / "lake")
    return search_day(lake, Ledger(lake, "r"), RecordedFolder(folder), [], day, DAY, last_day=last_day)


def answers(tmp_path: Path, day: date = DAY) -> list[raw_answers.RawAnswer]:
    return list(raw_answers.answers(Lake(tmp_path / "lake"), day))


def test_every_known_shape_lands_byte_for_byte(tmp_path: Path, folder: Path) -> None:
    shapes = {
        "v1.json": json.dumps({"parameters": {"query": "fitter in york", "country": "gb"}, "data": [job(1), job(2)]}),
        "v2.json": v2([job(3)], "c").decode(),
        "bare.json": json.dumps(job(4), indent=2),
        "lines.jsonl": json.dumps(job(5)) + "\r\n\n" + json.dumps(job(6)),
        "notes.md": "not read",
        ".hidden.json": "{}",
    }
    for name, text in shapes.items():
        (folder / name).write_bytes(text.encode())
    report = run(tmp_path, folder)
    landed = {answer.request.search_name: answer for answer in answers(tmp_path)}
    assert {name: len(results_of(answer)) for name, answer in landed.items()} == {
        "v1": 2,
        "v2": 1,
        "bare": 1,
        "lines": 2,
    }
    assert landed["lines"].body == shapes["lines.jsonl"].encode()
    assert (landed["v1"].request.query, landed["v1"].request.country) == ("fitter in york", "gb")
    assert (report.outcome, report.results, report.credits) == ("recorded", 6, 0)
    assert Ledger(Lake(tmp_path / "lake"), "r").rows(DAY) == []


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("search_date=2026-03-01/x.json", date(2026, 3, 1)),
        ("a/search_date=2026-03-01/2025-01-01.json", date(2026, 3, 1)),
        ("jobs_2026-03-02.jsonl", date(2026, 3, 2)),
        ("jobs-20260302.json", date(2026, 3, 2)),
        ("2026_03_02_london.json", date(2026, 3, 2)),
        ("us_2024.jsonl", None),
        ("jobs_20261399.json", None),
        ("search_date=2026-03-01/24-11-2026.json", date(2026, 3, 1)),
        ("id-120260302999.json", None),
    ],
)
def test_a_date_in_the_path_is_the_search_date(path: str, day: date | None) -> None:
    assert date_in(path) == day


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("jobs_2026-11-31.json", "2026-11-31 is no day of the calendar"),
        ("jobs_20261131.jsonl", "2026-11-31 is no day of the calendar"),
        ("jobs_2026-13-45.json", "2026-13-45 is no day"),
        ("jobs_24-11-2026.json", "24-11-2026 is no day in the form YYYY-MM-DD"),
        ("24.11.2026.jsonl", "24.11.2026 is no day in the form YYYY-MM-DD"),
        ("search_date=soon/x.json", "search_date=soon is no day"),
        ("search_date=2026-02-30/x.json", "search_date=2026-02-30 is no day"),
    ],
)
def test_a_name_that_means_a_day_and_names_none_is_not_read_and_not_counted_as_today(
    tmp_path: Path, folder: Path, path: str, words: str
) -> None:
    with pytest.raises(NoDayError):
        date_in(path)
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_bytes(v2([job(1)], None))
    assert run(tmp_path, folder).rows == ()
    (said,) = unread_files(folder)
    assert said.startswith(f"{path}: {words}")
    assert "Next: " in said


def test_packed_answers_are_read_as_what_they_unpack_to(tmp_path: Path, folder: Path) -> None:
    (folder / "jobs_2026-03-28.json.gz").write_bytes(gzip.compress(v2([job(1), job(2)], None)))
    (folder / "more.jsonl.gz").write_bytes(gzip.compress(json.dumps(job(3)).encode() + b"\n"))
    report = run(tmp_path, folder)
    assert (report.results, report.failures) == (3, ())
    assert next(answer.body for answer in answers(tmp_path)) == v2([job(1), job(2)], None)
    assert [row["search_name"] for row in report.rows] == ["jobs_2026-03-28", "more"]


def test_a_file_that_cannot_be_unpacked_or_is_too_long_is_said_and_costs_no_other(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorded, "PART_BYTES", 5_000)
    monkeypatch.setattr(recorded, "LONGEST_VALUE", 10_000)
    whole = gzip.compress(v2([job(number) for number in range(20)], None))
    (folder / "cut.json.gz").write_bytes(whole[:-20])
    (folder / "none.json.gz").write_bytes(b"no gzip")
    (folder / "bomb.json.gz").write_bytes(gzip.compress(b"[" + b" " * 3_000_000 + b"]"))
    (folder / "line.jsonl.gz").write_bytes(gzip.compress(b'"' + b"x" * 3_000_000))
    (folder / "good.json").write_bytes(v2([job(1)], None))
    report = run(tmp_path, folder)
    assert report.results == 1
    assert [failure.partition(":")[0] for failure in report.failures] == ["bomb", "cut", "line", "none"]
    assert "save its jobs as JSON Lines" in report.failures[0]


def test_files_that_look_like_data_and_are_not_read_are_named(folder: Path) -> None:
    for name in (
        "jobs.csv",
        "jobs.json.zip",
        "jobs.parquet",
        "README.md",
        "logo.png",
        ".jobs.csv",
        "a.json",
        "b.txt.gz",
    ):
        (folder / name).write_bytes(b"{}")
    said = unread_files(folder)
    assert [sentence.partition(":")[0] for sentence in said] == [
        "b.txt.gz",
        "jobs.csv",
        "jobs.json.zip",
        "jobs.parquet",
    ]
    assert ".csv is not read. Next: save it as *.json" in said[1]


def test_text_of_another_encoding_is_read_or_said(tmp_path: Path, folder: Path) -> None:
    (folder / "wide.json").write_bytes(v2([job(1)], None).decode().encode("utf-16"))
    lines = json.dumps(job(2) | {"job_city": "Köln"}, ensure_ascii=False)
    (folder / "latin.jsonl").write_bytes(lines.encode("latin-1"))
    report = run(tmp_path, folder)
    assert report.results == 1
    (failure,) = report.failures
    assert failure.startswith("latin: ")
    assert "no UTF-8 text" in failure


def test_a_dated_file_lands_on_its_day_only(tmp_path: Path, folder: Path) -> None:
    (folder / "search_date=2026-03-27").mkdir()
    (folder / "search_date=2026-03-27" / "a.json").write_bytes(v2([job(1)], None))
    assert run(tmp_path, folder).rows == ()
    assert run(tmp_path, folder, date(2026, 3, 27), DAY).results == 1


def test_an_undated_file_lands_on_the_last_day_asked_for_and_never_again(tmp_path: Path, folder: Path) -> None:
    (folder / "a.json").write_bytes(v2([job(1)], None))
    assert run(tmp_path, folder, DAY - timedelta(days=1), DAY).rows == ()
    assert run(tmp_path, folder).outcome == "recorded"
    (folder / "a.json").rename(folder / "renamed.json")
    assert run(tmp_path, folder, DAY + timedelta(days=1)).rows == ()
    again = run(tmp_path, folder)
    assert (again.outcome, again.answers) == ("replayed", 1)


def test_a_file_that_grew_lands_beside_what_it_was(tmp_path: Path, folder: Path) -> None:
    (folder / "a.jsonl").write_text(json.dumps(job(1)) + "\n")
    run(tmp_path, folder)
    (folder / "a.jsonl").write_text(json.dumps(job(1)) + "\n" + json.dumps(job(2)) + "\n")
    assert run(tmp_path, folder).answers == 2


def test_a_large_file_becomes_parts_cut_between_lines(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorded, "PART_BYTES", 2_000)
    whole = "".join(json.dumps(job(number)) + "\n" for number in range(40)).encode()
    (folder / "large.jsonl").write_bytes(whole)
    report = run(tmp_path, folder)
    assert report.results == 40
    assert report.answers > 3
    assert b"".join(answer.body for answer in answers(tmp_path)) == whole


def test_a_file_that_is_no_answer_lands_and_is_reported(tmp_path: Path, folder: Path) -> None:
    (folder / "settings.json").write_text('{"theme": "dark"}')
    (folder / "cut.json").write_text('{"data": [')
    (folder / "empty.json").write_text("")
    report = run(tmp_path, folder)
    assert (report.answers, report.results, len(report.problems)) == (3, 0, 3)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe\x80",
        b"<!doctype html><p>Sign in",
        b"null",
        b"12",
        b'{"data": "oops"}',
        b'{"message": "You are not subscribed"}',
    ],
)
def test_an_unreadable_file_does_not_look_like_a_search_without_results(
    tmp_path: Path, folder: Path, body: bytes
) -> None:
    (folder / "odd.json").write_bytes(body)
    (folder / "quiet.json").write_bytes(v2([], None))
    report = run(tmp_path, folder)
    odd, quiet = report.rows
    (problem,) = report.problems
    assert (odd["results"], quiet["results"], quiet["reason"]) == (0, 0, None)
    assert odd["reason"] == f"not read as results: {problem}"
    assert problem.startswith("odd, page 1 (raw file odd-")
    assert run(tmp_path, folder).rows == report.rows


def test_a_reason_names_the_first_unreadable_parts_and_counts_the_rest(tmp_path: Path, folder: Path) -> None:
    for number in range(5):
        (folder / str(number)).mkdir()
        (folder / str(number) / "odd.json").write_text(str(number))
    report = run(tmp_path, folder)
    assert len(report.problems) == 5
    assert report.rows[0]["reason"].count("expected an object") == 3
    assert report.rows[0]["reason"].endswith("; and 2 more")


@pytest.mark.skipif(not (REAL / "data").is_dir(), reason="the real objects are not part of the project")
def test_all_real_objects_land_and_are_counted(tmp_path: Path) -> None:
    report = run(tmp_path, REAL / "data" / "jsearch")
    assert (report.results, report.answers, report.problems) == (375, 2, ())
    ids = {item["job_id"] for answer in answers(tmp_path) for item in results_of(answer) if isinstance(item, dict)}
    assert len(ids) == 302
