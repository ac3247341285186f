"""The index of words: what is found by which words; equal jobs are equal bytes, and days change few segments."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.lake.snapshots.publishing import MartFile, building_folder, publish
from assets.lake.snapshots.snapshots import Snapshot
from assets.lake.storage.storage import Lake
from assets.lake.words.asked import read_words
from assets.lake.words.search import WordIndex, word_index
from assets.marts.files.job_pages import NAME, write_job_pages
from assets.marts.files.mart_files import described, known_files
from assets.marts.files.word_index import word_files

JOBS: dict[int, dict[str, Any]] = {
    1: {"title": "Senior Data Engineer", "description": "You build event-driven pipelines with Snowflake and dbt."},
    2: {"title": "Data Engineer", "description": "Snowflake is the warehouse. Events come later; we are driven."},
    3: {"title": "Nurse", "description": "You care. An engineer mends the beds. C++ is not asked for."},
    4: {
        "title": "Softwareentwickler",
        "language": "de",
        "description": "Wir suchen Entwicklerinnen für Häuser in Köln.",
    },
    5: {"title": "Ingénieure", "language": "fr", "description": "Vous développez des données médicales à Orléans."},
    6: {"title": "Ingeniera de datos", "language": "es", "description": "Trabajarás con bases de datos relacionales."},
    7: {"title": "C# developer", "description": "Node.js and C#, never C.", "hard_skills": [{"skill": "Ångström"}]},
    8: {"title": "Empty", "description": None},
}


def published(lake: Lake, *buckets: dict[int, dict[str, Any]]) -> Snapshot:
    """A snapshot of pages in buckets, with their words."""
    building = building_folder(lake, "words")
    files: list[MartFile] = []
    pages = []
    with duckdb.connect() as connection:
        for number, jobs in enumerate(buckets):
            rows = [{"job_key": key, **job} for key, job in sorted(jobs.items())]
            (building / "rows.json").write_text(json.dumps(rows))
            columns = {
                "job_key": "bigint", "title": "varchar", "description": "varchar", "language": "varchar",
                "employer": "varchar", "city": "varchar", "region": "varchar", "country": "varchar",
                "category": "varchar", "hard_skills": "struct(skill varchar)[]",
                "soft_skills": "struct(skill varchar)[]",
            }  # fmt: skip
            source = f"read_json('{building}/rows.json', columns = {columns})"
            said = MartFile(NAME, 0, [], "", 0, bucket=f"2026-W{number + 10}")
            path = said.built(building)
            write_job_pages(connection, source, path)
            pages.append((described(path, said), path))
            files.append(pages[-1][0])
        files += word_files(connection, pages, known_files(lake), building, lake.path("marts"))
    (building / "rows.json").unlink()
    return publish(lake, building, files, "run", keep=2)[0]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    """The words of the jobs, in two segments."""
    first = {key: job for key, job in JOBS.items() if key < 4}
    rest = {key: job for key, job in JOBS.items() if key >= 4}
    found = word_index(published(Lake(tmp_path_factory.mktemp("words")), first, rest))
    assert found is not None
    return found


def keys(index: WordIndex, text: str) -> list[int]:
    return list(index.found(read_words(text))["job_key"].to_pylist())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("snowflake", {1, 2}),
        ("SNOWFLAKE pipeline", {1}),
        ('snowflake "event driven"', {1}),
        ('"driven event"', set()),
        ("snowflake -senior", {2}),
        ('snowflake -"data engineer"', set()),
        ("engineers", {1, 2, 3}),
        ("entwicklerin", {4}),
        ("hauser koln", {4}),
        ("HÄUSER", {4}),
        ("developper donnee", {5}),
        ("orleans", {5}),
        ("dato relacional", {6}),
        ("ingeniera", {6}),
        ("c#", {7}),
        ("c++", {3}),
        ("node.js", {7}),
        ("angstrom", {7}),
        ("empty", {8}),
        ("data engineer -snowflake", set()),
        ('"senior data"', {1}),
        ("warehouses", {2}),
        ("bed caring", {3}),
        ("développez", {5}),
        ("ingenieur", {5}),
        ("base dato", {6}),
        ("snowflake dbt -event", set()),
        ("nothing like it", set()),
        ('"unclosed pipelines', set()),
        ("title:nurse", set()),
        ("nurse OR data", set()),
        ("*", set()),
        ("[a TO z] ^5 (nurse", set()),
    ],
)
def test_words_find_what_says_them(index: WordIndex, text: str, expected: set[int]) -> None:
    assert set(keys(index, text)) == expected


def test_a_title_weighs_more_than_a_text_and_a_rare_word_more_than_a_common_one(index: WordIndex) -> None:
    assert keys(index, "engineer")[-1] == 3
    scores = index.found(read_words("engineer"))["score"].to_pylist()
    assert scores == sorted(scores, reverse=True)


def test_the_words_are_shown_where_they_stand_in_any_form(index: WordIndex) -> None:
    found = index.excerpt(read_words('pipeline "event driven" -senior'), str(JOBS[1]["description"]), "en")
    assert found is not None
    assert "".join(text for text, _ in found.pieces) == JOBS[1]["description"].removesuffix(".")
    assert [text for text, match in found.pieces if match] == ["event", "driven", "pipelines"]
    german = index.excerpt(read_words("haus"), str(JOBS[4]["description"]), "de")
    assert german is not None
    assert [text for text, match in german.pieces if match] == ["Häuser"]
    assert index.excerpt(read_words("nothing"), "some text", None) is None


@pytest.mark.parametrize(("text", "said"), [("-senior", "needs a word"), ("!!!", "no word"), ("a " * 40, "first 16")])
def test_what_a_search_does_without_is_said(text: str, said: str) -> None:
    assert said in read_words(text).problem


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_sought_and_shown(index: WordIndex, text: str) -> None:
    words = read_words(text)
    table = index.found(words)
    assert table.column_names == ["job_key", "score"]
    found = index.excerpt(words, text, "fr") if words.wanted else None
    assert found is None or any(match for _, match in found.pieces)


def test_equal_jobs_are_equal_bytes_and_a_changed_bucket_alone_is_made_again(tmp_path: Path) -> None:
    first = {key: job for key, job in JOBS.items() if key < 4}
    rest = {key: job for key, job in JOBS.items() if key >= 4}

    def names(lake: Lake, *buckets: dict[int, dict[str, Any]]) -> list[str]:
        snapshot = published(lake, *buckets)
        return [file.name for file in snapshot.index_files("job_words")]

    here, there = Lake(tmp_path / "here"), Lake(tmp_path / "there")
    before = names(here, first, rest)
    assert names(there, first, rest) == before
    placed = {name: (here.root / "marts" / name).stat().st_mtime_ns for name in before}
    changed = names(here, first, {**rest, 9: {"title": "Newcomer", "description": "Snowflake"}})
    kept = set(before) & set(changed)
    assert {name.split("/")[-1].split("-")[1] for name in kept} == {"W10"}
    assert all((here.root / "marts" / name).stat().st_mtime_ns == placed[name] for name in kept)
    assert names(there, first, {**rest, 9: {"title": "Newcomer", "description": "Snowflake"}}) == changed


def test_an_index_of_another_version_is_not_read(tmp_path: Path) -> None:
    snapshot = published(Lake(tmp_path), JOBS)
    manifest = snapshot.folder / "MANIFEST.json"
    manifest.write_text(manifest.read_text().replace("tantivy ", "tantivy 9."))
    assert word_index(Snapshot(snapshot.snapshot_id, snapshot.root)) is None


def test_the_same_bytes_of_another_version_are_named_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("assets.marts.files.word_index.layout_version", lambda: "another")
        before = published(Lake(tmp_path), JOBS)
        assert word_index(before) is None
    after = published(Lake(tmp_path), JOBS)
    assert after.snapshot_id == before.snapshot_id
    assert word_index(after) is not None


def test_an_index_goes_on_being_read_when_its_files_are_pruned(tmp_path: Path) -> None:
    index = word_index(published(Lake(tmp_path), JOBS))
    assert index is not None
    for file in (tmp_path / "marts" / "files" / "job_words").iterdir():
        file.unlink()
    assert set(keys(index, "snowflake")) == {1, 2}
