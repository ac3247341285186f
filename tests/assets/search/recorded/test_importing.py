"""Files of postings that somebody has: byte for byte into raw, read by JobSpy's columns or by a mapping."""

import csv
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.lake.raw import raw_answers
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import JOB_POSTINGS, QUARANTINE, SCHEMA_DRIFT
from assets.postings.job_postings import read_day
from assets.search.recorded.importing import ImportRefusedError, import_file

DAY = date(2026, 3, 28)
TEXT = (
    '**About**\n\n* You keep signals of the Pelham line in good order, "safe" and well \\- always.\n* No remote work.'
)
ROW = {
    "id": "li-77", "site": "linkedin", "job_url": "https://www.linkedin.com/jobs/view/77",
    "job_url_direct": "https://boards.greenhouse.io/pelham/jobs/4388408005", "title": "Signal Fitter",
    "company": "Pelham Rail Works", "location": "York, England, United Kingdom", "date_posted": "2026-03-20",
    "job_type": "fulltime, contract", "salary_source": "direct_data", "interval": "yearly", "min_amount": "51000.0",
    "max_amount": "42000.0", "currency": "£", "is_remote": "True", "emails": "ann@pelham.example", "description": TEXT,
}  # fmt: skip


def jobspy_csv(path: Path, *rows: dict[str, str]) -> Path:
    """As JobSpy's own example writes it."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ROW, quoting=csv.QUOTE_NONNUMERIC, escapechar="\\")
        writer.writeheader()
        writer.writerows(rows)
    return path


def landed(lake: Lake, file: Path, mapping: Path | None = None) -> list[dict[str, object]]:
    found = import_file(lake, file, mapping=mapping, day=DAY, country="gb", today=DAY)
    count = read_day(lake, DAY)
    assert (count.results, count.missing) == (found.rows, 0)
    rows: list[dict[str, object]] = lake.read_partitions(JOB_POSTINGS, [DAY]).to_pylist()
    return rows


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


def test_a_file_of_jobspy_is_read_without_its_guesses(lake: Lake, tmp_path: Path) -> None:
    file = jobspy_csv(tmp_path / "jobs.csv", ROW)
    (row,) = landed(lake, file)
    (answer,) = raw_answers.answers(lake, DAY)
    assert answer.body == file.read_bytes()
    assert (row["job_id"], row["source"], row["title"]) == ("linkedin:li-77", "jobspy", "Signal Fitter")
    assert (row["city"], row["country"], str(row["posted_date"])) == ("York", "GB", "2026-03-20")
    assert (row["pay_min"], row["pay_max"], row["pay_currency"], row["pay_period"]) == (42_000, 51_000, "GBP", "year")
    assert row["employment_types"] == ["FULLTIME", "CONTRACTOR"]
    assert (row["source_is_remote"], row["work_mode"]) == (None, "onsite")
    assert row["description"] == (
        'About\n\n• You keep signals of the Pelham line in good order, "safe" and well - always.\n• No remote work.'
    )
    assert "ann@pelham.example" not in str(row["public_json"])
    assert lake.read_partitions(SCHEMA_DRIFT).num_rows == 0


@pytest.mark.parametrize(
    "changes",
    [{"site": "indeed"}, {"site": "glassdoor"}, {"salary_source": "description"}, {"salary_source": ""}],
)
def test_estimates_and_guesses_are_no_stated_pay(lake: Lake, tmp_path: Path, changes: dict[str, str]) -> None:
    (row,) = landed(lake, jobspy_csv(tmp_path / "jobs.csv", {**ROW, **changes}))
    assert row["pay_min"] is None


def test_bayts_ids_are_not_believed(lake: Lake, tmp_path: Path) -> None:
    twice = [{**ROW, "site": "bayt", "id": f"bayt-{number}"} for number in (1, 2)]
    rows = landed(lake, jobspy_csv(tmp_path / "jobs.csv", *twice))
    assert len({row["job_key"] for row in rows}) == 1


def test_rows_with_a_value_too_many_are_set_aside(lake: Lake, tmp_path: Path) -> None:
    file = jobspy_csv(tmp_path / "jobs.csv", ROW)
    file.write_bytes(file.read_bytes() + b'"a","b"\r\n')
    assert len(landed(lake, file)) == 1
    assert lake.read_partitions(QUARANTINE)["reason"].to_pylist() == ["not_an_object"]


TEXT_OF_TABLE = "Keep the signals in order. " * 20
MAPPED = {"Role": "Signal Fitter", "Firm": "Pelham Rail Works", "Text": TEXT_OF_TABLE, "Town": "York"}
MAP = "columns: {title: Role, employer: Firm, description: Text, city: Town, id: No, pay_min: From, pay_period: Per}\n"


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "parquet"])
def test_any_table_is_read_by_a_mapping(lake: Lake, tmp_path: Path, form: str) -> None:
    mapping = tmp_path / "columns.yaml"
    mapping.write_text(MAP, encoding="utf-8")
    row: dict[str, object] = {**MAPPED, "No": 7, "From": 42_000.0, "Per": "year", "Note": None}
    file = tmp_path / f"mine.{form}"
    if form == "parquet":
        pq.write_table(pa.Table.from_pylist([row]), file)
    elif form == "csv":
        with file.open("w", newline="", encoding="utf-8") as opened:
            writer = csv.DictWriter(opened, row)
            writer.writeheader()
            writer.writerow({name: "" if value is None else value for name, value in row.items()})
    else:
        file.write_text(json.dumps({"jobs": [row]} if form == "json" else row) + "\n", encoding="utf-8")
    (read,) = landed(lake, file, mapping)
    assert (read["job_id"], read["source"], read["city"]) == ("mine:7", "import", "York")
    assert (read["pay_min"], read["pay_period"], read["publisher"]) == (42_000, "year", "mine")


def test_a_file_lands_once(lake: Lake, tmp_path: Path) -> None:
    file = jobspy_csv(tmp_path / "jobs.csv", ROW)
    landed(lake, file)
    again = import_file(lake, file, mapping=None, day=None, country="gb", today=DAY)
    assert not again.is_new
    assert len(raw_answers.day_keys(lake, DAY)) == 1


@pytest.mark.parametrize(
    ("name", "content", "mapping", "words"),
    [
        ("a.xlsx", b"x", None, "expected one of .csv"),
        ("a.csv", b"headline,firm\nFitter,Pelham\n", None, "has no column company, title; it has firm, headline."),
        ("a.csv", b"Role,Firm\nFitter,Pelham\n", "columns: {title: Role, employer: Boss}", "has no column Boss"),
        ("a.csv", b"\xff\xfe\x00", None, "no csv that can be read"),
        ("a.parquet", b"PAR1", None, "no parquet that can be read"),
        ("a.json", b"<html>", None, "neither JSON nor JSON Lines"),
        ("a.csv", b"Role\nFitter\n", "columns: {title: Role}", "an employer or a description"),
        ("a.csv", b"Role\nFitter\n", "columns: {headline: Role}", "headline is not known; allowed: id, title"),
        ("a.csv", b"Role\nFitter\n", "- Role\n", "holds no mapping"),
        ("a.csv", b"Role\nFitter\n", "a: [", "cannot be read as YAML"),
        ("a-2026-02-30.csv", b"title,company\na,b\n", None, "give the day (DAY=YYYY-MM-DD)"),
        ("a-2027-01-01.csv", b"title,company\na,b\n", None, "has not come yet"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_words(
    lake: Lake, tmp_path: Path, name: str, content: bytes, mapping: str | None, words: str
) -> None:
    file, columns = tmp_path / name, tmp_path / "columns.yaml"
    file.write_bytes(content)
    columns.write_text(mapping or "", encoding="utf-8")
    with pytest.raises(ImportRefusedError) as refused:
        import_file(lake, file, mapping=columns if mapping else None, day=None, country=None, today=DAY)
    assert words in str(refused.value)
    assert lake.keys("raw") == []
