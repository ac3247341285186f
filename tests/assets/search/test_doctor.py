"""The doctor says what is wrong and what a run costs, and never shows a key."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assets.lake.storage import Lake
from assets.search.doctor import LlmSettings, examine
from assets.search.finding import Finding, exit_code, render
from assets.search.settings import SearchSettings

NOW = datetime(2026, 3, 28, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[3]


def screen(tmp_path: Path, **settings: object) -> list[Finding]:
    given = {"searches": ROOT / "searches.yaml", **settings}
    return examine(Lake(tmp_path), NOW, lambda: SearchSettings(_env_file=None, **given), LlmSettings(_env_file=None))  # type: ignore[arg-type]


def test_the_sample_needs_nothing(tmp_path: Path) -> None:
    found = screen(tmp_path)
    assert exit_code(found) == 0
    assert "at most 34 credits a day, 1020 a month" in render(found)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"source": "jsearch"}, "JSEARCH_API_KEY is not set"),
        (
            {"source": "jsearch", "api_key": "ak_canary", "base_url": "https://jsearch.p.rapidapi.com"},
            "direct host's key",
        ),
        ({"source": "jsearch", "api_key": "canary key"}, "holds a space"),
        ({"source": "recorded"}, "JOBLAKE_RECORDED_DIR"),
        ({"source": "recorded", "recorded_dir": Path("nowhere")}, "is not a folder"),
        ({"source": "smaple"}, "'sample'"),
        ({"searches": Path("nowhere.yaml")}, "does not exist"),
        ({"source": "jsearch", "api_key": "canary", "base_url": "http://127.0.0.1:9", "run_credits": 5}, "at most 34"),
    ],
)
def test_what_must_be_put_right_is_named_and_no_key_is_shown(
    tmp_path: Path, settings: dict[str, object], words: str
) -> None:
    found = screen(tmp_path, **settings)
    assert exit_code(found) == 1
    assert any(words in finding.text for finding in found if finding.mark == "FIX")
    assert "canary" not in render(found)


def test_a_lake_that_cannot_be_written_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "lake").write_text("a file, not a folder")
    assert any(finding.topic == "lake" and finding.mark == "FIX" for finding in screen(tmp_path / "lake"))
