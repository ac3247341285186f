"""Whose answers lie in the lake is known from markers, and never differs from what the answers themselves say."""

import shutil
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.lake.raw import provider_markers, raw_answers
from assets.lake.raw.raw_answers import RawRequest
from assets.lake.storage.storage import Lake

DAY = date(2026, 3, 28)
NEXT = DAY + timedelta(days=1)


def land(root: Path, provider: str, day: date = DAY, name: str = "a") -> str:
    request = RawRequest(
        endpoint="search-v2", params={}, provider=provider, search_name=name, search_version="1", panel="rail",
        called_at=datetime(2026, 3, 28, 2, 30, tzinfo=UTC),
    )  # fmt: skip
    return raw_answers.land(Lake(root), day, f"{name}-{provider}", request, b"{}")


def marker_folder(root: Path, day: date = DAY) -> Path:
    return root / "raw/providers" / f"search_date={day}"


def heads_of(root: Path) -> dict[str, date]:
    """What the heads of all answers say: the way that takes no marker into account."""
    lake = Lake(root)
    found: dict[str, date] = {}
    for day in raw_answers.landed_days(lake):
        for key in raw_answers.day_keys(lake, day):
            found.setdefault(raw_answers.read_request(lake, key).provider, day)
    return found


@pytest.fixture
def no_head_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_lake: Lake, key: str) -> RawRequest:
        raise AssertionError(f"the head of {key} was read")

    monkeypatch.setattr(raw_answers, "read_request", refused)


@pytest.mark.usefixtures("no_head_is_read")
def test_what_landed_with_markers_is_known_without_a_look_at_the_answers(tmp_path: Path) -> None:
    land(tmp_path, "rapidapi", NEXT)
    land(tmp_path, "sample", NEXT)
    land(tmp_path, "sample", DAY)
    assert raw_answers.providers(Lake(tmp_path)) == {"sample": DAY, "rapidapi": NEXT}


def test_a_lake_without_markers_is_read_once_and_then_marked(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    land(tmp_path, "sample")
    land(tmp_path, "rapidapi", NEXT)
    shutil.rmtree(tmp_path / "raw/providers")
    assert raw_answers.providers(Lake(tmp_path)) == {"sample": DAY, "rapidapi": NEXT}
    assert not (tmp_path / "raw/providers").exists(), "who only looks writes nothing"
    raw_answers.mark_older_days(Lake(tmp_path))
    request.getfixturevalue("no_head_is_read")
    assert raw_answers.providers(Lake(tmp_path)) == {"sample": DAY, "rapidapi": NEXT}


def test_an_answer_that_lands_into_an_unmarked_day_does_not_hide_those_before_it(tmp_path: Path) -> None:
    land(tmp_path, "sample")
    shutil.rmtree(tmp_path / "raw/providers")
    land(tmp_path, "rapidapi")
    assert raw_answers.providers(Lake(tmp_path)) == {"sample": DAY, "rapidapi": DAY}


def test_a_marking_that_was_cut_short_is_not_believed(tmp_path: Path) -> None:
    land(tmp_path, "sample")
    land(tmp_path, "rapidapi")
    shutil.rmtree(marker_folder(tmp_path))
    marker_folder(tmp_path).mkdir()
    (marker_folder(tmp_path) / "provider=rapidapi").touch()
    assert raw_answers.providers(Lake(tmp_path)) == {"sample": DAY, "rapidapi": DAY}


def test_a_landing_that_was_killed_before_its_answer_left_nobody_in_the_lake(tmp_path: Path) -> None:
    provider_markers.mark(Lake(tmp_path), DAY, "sample", is_empty=lambda: True)
    assert raw_answers.providers(Lake(tmp_path)) == {}


def test_a_day_copied_in_from_another_lake_is_read(tmp_path: Path) -> None:
    land(tmp_path / "here", "rapidapi")
    land(tmp_path / "there", "sample", NEXT)
    folder = "raw/search_results/search_date=2026-03-29"
    shutil.copytree(tmp_path / "there" / folder, tmp_path / "here" / folder)
    assert raw_answers.providers(Lake(tmp_path / "here")) == {"rapidapi": DAY, "sample": NEXT}


def test_a_day_that_was_taken_out_of_the_lake_counts_for_nobody(tmp_path: Path) -> None:
    land(tmp_path, "sample")
    land(tmp_path, "rapidapi", NEXT)
    shutil.rmtree(tmp_path / "raw/search_results/search_date=2026-03-28")
    assert raw_answers.providers(Lake(tmp_path)) == {"rapidapi": NEXT}


def test_a_day_with_a_damaged_answer_is_read_until_the_answer_is_restored(tmp_path: Path) -> None:
    lake, key = Lake(tmp_path), land(tmp_path, "sample")
    land(tmp_path, "rapidapi")
    shutil.rmtree(tmp_path / "raw/providers")
    whole = lake.get(key)
    lake.replace(key, b"damage")
    raw_answers.mark_older_days(lake)
    assert raw_answers.providers(lake) == {"rapidapi": DAY}
    lake.replace(key, whole)
    assert raw_answers.providers(lake) == {"sample": DAY, "rapidapi": DAY}


@pytest.mark.parametrize("provider", ["a/b", "..", "known", "größe x", "provider=y"])
def test_any_name_of_a_provider_is_a_marker_of_its_own(tmp_path: Path, provider: str) -> None:
    land(tmp_path, provider)
    assert provider_markers.known_providers(Lake(tmp_path)) == {DAY: {provider}}


STEPS = st.tuples(
    st.sampled_from(["land", "land", "land", "forget a marker", "forget known", "forget all", "mark"]),
    st.sampled_from(["sample", "rapidapi", "file"]),
    st.sampled_from([DAY, NEXT]),
)


@given(st.lists(STEPS, max_size=10))
@settings(max_examples=80, deadline=None)
def test_however_days_came_to_be_marked_the_markers_say_what_the_heads_say(
    steps: list[tuple[str, str, date]],
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        landed: defaultdict[date, int] = defaultdict(int)
        for step, provider, day in steps:
            if step == "land":
                landed[day] += 1
                land(root, provider, day, f"n{landed[day]}")
            elif step == "mark":
                raw_answers.mark_older_days(Lake(root))
            else:
                # Known goes with whatever else is lost: a day keeps it only while its markers are whole.
                gone = {"forget a marker": ["known", f"provider={provider}"], "forget known": ["known"]}
                for name in gone.get(step, [path.name for path in marker_folder(root, day).glob("*")]):
                    (marker_folder(root, day) / name).unlink(missing_ok=True)
            assert raw_answers.providers(Lake(root)) == heads_of(root)
