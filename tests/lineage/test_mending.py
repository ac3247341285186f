"""Damage in an installation that has run: named by doctor, mended where it is derived, and raw left alone.

It stands in this room because it shares the room's one build.
"""

import os
from itertools import cycle
from pathlib import Path

import pytest

from assets.lake.storage.parquet_files import require_readable
from assets.lake.tables.schemas import API_CALLS, TABLES
from lineage.journal.journal import Journal
from lineage.journal.journal_months import EVENTS, RUNS
from orchestration.commands.mending import mend
from tests.lineage.conftest import FIRST, LAST, Site


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 6 // 10)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flipped(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-20] + bytes(255 - byte for byte in content[-20:-10]) + content[-10:])


def first(path: Path, pattern: str) -> Path:
    return min(path.glob(pattern))


def of_table(site: Site, table: str) -> Path:
    day = f"search_date={LAST}/" if TABLES[table].partitioned else ""
    return first(site.lake.root / table, f"{day}*.parquet")


def test_every_derived_table_is_made_again_byte_for_byte(copied: Site, capsys: pytest.CaptureFixture[str]) -> None:
    files = {name: of_table(copied, name) for name in TABLES}
    before = {name: file.read_bytes() for name, file in files.items()}
    for file, damage in zip(files.values(), cycle([cut, empty, flipped]), strict=False):
        damage(file)
    assert mend(copied.settings, deep=True)
    said = capsys.readouterr().err
    assert {name: file.read_bytes() == before[name] for name, file in files.items()} == dict.fromkeys(TABLES, True)
    together = {"job_postings", "quarantine", "schema_drift"}  # one asset makes all three; the first speaks for them
    assert any(f"{name}/" in said for name in together)
    for name in TABLES.keys() - together:
        assert f"{name}/" in said
    assert said.count("It was made again") >= len(TABLES) - 2
    assert not mend(copied.settings, deep=True)


def test_a_table_whose_raw_answer_is_damaged_too_is_set_aside_and_raw_is_not_touched(
    copied: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    table, answer = of_table(copied, "extracted_skills"), of_table(copied, "job_postings")
    cut(table)
    cut(answer)
    raw = first(copied.lake.root / "raw/search_results" / f"search_date={LAST}", "*.zst")
    cut(raw)
    before = raw.read_bytes()
    mend(copied.settings)
    said = capsys.readouterr().err
    assert raw.read_bytes() == before
    for spec in TABLES.values():
        for file in copied.lake.resolve(spec):
            require_readable(file.key, spec, copied.lake.local(file), deep=True)
    assert f"job_postings/search_date={LAST}/part.parquet: not readable as a Parquet file" in said


def test_a_ledger_without_its_journals_is_set_aside_and_named(copied: Site, capsys: pytest.CaptureFixture[str]) -> None:
    file = of_table(copied, "api_calls")
    for journal in file.parent.glob("journal/*"):
        journal.unlink()
    cut(file)
    mend(copied.settings)
    assert "It was set aside as .search.parquet.damaged, for it cannot be made again" in capsys.readouterr().err
    assert copied.lake.files(API_CALLS, [copied.lake.days(API_CALLS)[-1]])[-1] != file


def test_rows_of_lineage_are_made_again_from_its_events_and_a_line_that_is_none_is_passed_over(
    copied: Site, caplog: pytest.LogCaptureFixture
) -> None:
    before = len(Journal(copied.lake).records())
    rows, events = first(copied.lake.root / RUNS, "*/*.parquet"), first(copied.lake.root / EVENTS, "*/*.ndjson")
    cut(rows)
    assert len(Journal(copied.lake).records()) == before
    events.write_bytes(events.read_bytes() + b'{"run": \n')
    cut(rows)
    assert len(Journal(copied.lake).records()) == before
    assert "is no event" in caplog.text


def test_doctor_names_every_damaged_file_and_mends_nothing(copied: Site) -> None:
    lake, home = copied.lake.root, copied.folder / "home"
    raw = sorted((lake / "raw/search_results" / f"search_date={FIRST}").glob("*.zst"))
    journal = first(lake / "api_calls" / f"search_date={FIRST}", "journal/*")
    silent = first(lake / "job_postings" / f"search_date={FIRST}", "*.parquet")
    cut(raw[0])
    for damaged in (of_table(copied, "classified_jobs"), home / "history/runs.db"):
        cut(damaged)
    journal.write_bytes(journal.read_bytes() + b'{"step": "record", "tokens_in": 1e23}\n')
    (home / "warehouse.duckdb").write_bytes(b"x" * 20_000)
    silent.write_bytes(of_table(copied, "job_postings").read_bytes())
    before = {path: path.read_bytes() for path in copied.folder.rglob("*") if path.is_file()}
    done = copied.run("doctor", DEEP="1")
    assert done.returncode == 1
    for words in (
        f"{raw[0].relative_to(lake)}: not readable as a zstd frame",
        "Raw answers are never rewritten. Next: restore the file from a backup",
        f"classified_jobs/search_date={LAST}/part.parquet: not readable as a Parquet file",
        f"{journal.relative_to(lake)}: no call in line",
        f"{home}/history/runs.db: not readable as Dagster's database",
        f"{home}/warehouse.duckdb: not readable as the warehouse",
        f"job_postings/search_date={FIRST}: its digest is",
    ):
        assert words in done.stdout
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in before} == before


def test_doctor_finds_nothing_in_a_sound_installation(site: Site) -> None:
    done = site.run("doctor", DEEP="1")
    assert "every file was read and has its digest" in done.stdout
    assert "DEEP=1 reads every digest" in site.run("doctor").stdout
