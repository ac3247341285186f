"""The doctor says what is wrong and what a run costs, and never shows a key."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawRequest
from assets.lake.storage.storage import Lake
from assets.llm.limits.settings import LlmSettings
from assets.search.connections.settings import SearchSettings
from assets.search.doctor.doctor import examine
from assets.search.doctor.finding import Finding, exit_code, render
from assets.search.doctor.installation import home_finding, turns_finding
from tests.assets.search.jsearch_server import JSearchServer, Reply

NOW = datetime(2026, 3, 28, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[4]


def screen(tmp_path: Path, model: dict[str, object] | None = None, **settings: object) -> list[Finding]:
    given = {"searches": ROOT / "searches.yaml", **settings}
    return examine(
        Lake(tmp_path),
        NOW,
        lambda: SearchSettings(_env_file=None, **given),  # type: ignore[arg-type]
        lambda: LlmSettings(_env_file=None, **(model or {})),  # type: ignore[arg-type]
    )


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
        ({"source": "recorded", "recorded_dir": Path(__file__).parent}, "holds no *.json"),
        ({"source": "smaple"}, "'sample'"),
        ({"searches": Path("nowhere.yaml")}, "does not exist"),
        ({"source": "jsearch", "api_key": "canary", "base_url": "http://127.0.0.1:9", "run_credits": 5}, "at most 34"),
    ],
)
def test_what_must_be_put_right_is_named_and_no_key_is_shown(
    tmp_path: Path, settings: dict[str, object], words: str
) -> None:
    found = screen(tmp_path, None, **settings)
    assert exit_code(found) == 1
    assert any(words in finding.text for finding in found if finding.mark == "FIX")
    assert "canary" not in render(found)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("JOBLAKE_SOURCE", "smaple"),
        ("JOBLAKE_MONTHLY_CREDITS", "many"),
        ("JOBLAKE_MAX_CONCURRENT", "0"),
        ("JSEARCH_API_KEY", "canary key"),
        ("JSEARCH_BASE_URL", "jsearch"),
        ("JOBLAKE_LLM_TIMEOUT", "soon"),
        ("JOBLAKE_LLM_BASE_URL", "host"),
        ("JOBLAKE_LLM_API_KEY", "canary key"),
    ],
)
def test_a_wrong_variable_is_named_once_and_its_value_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    found = examine(
        Lake(tmp_path),
        NOW,
        lambda: SearchSettings(_env_file=None),
        lambda: LlmSettings(_env_file=None),
    )
    (wrong,) = [finding for finding in found if finding.mark == "FIX" and finding.topic in ("settings", "model")]
    assert wrong.text.count(variable) == 1
    assert "canary" not in wrong.text


def test_a_lake_that_cannot_be_written_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "lake").write_text("a file, not a folder")
    assert any(finding.topic == "lake" and finding.mark == "FIX" for finding in screen(tmp_path / "lake"))


@pytest.mark.parametrize(
    ("status", "mark", "words"),
    [
        (200, "ok", "with a key"),
        (404, "ok", "with a key"),
        (401, "note", "check JOBLAKE_LLM_API_KEY"),
        (503, "note", "answers 503"),
    ],
)
def test_a_model_is_asked_whether_it_is_there(
    tmp_path: Path, server: JSearchServer, status: int, mark: str, words: str
) -> None:
    server.always = Reply(status)
    found = screen(tmp_path, {"base_url": f"{server.url}/v1", "model": "small", "api_key": "canary"})
    (model,) = [finding for finding in found if finding.topic == "model"]
    assert (model.mark, exit_code(found)) == (mark, 0)
    assert words in model.text
    assert "canary" not in render(found)
    assert [got.path for got in server.received] == ["/v1/models"]


def test_a_model_that_is_not_reached_or_half_configured_is_a_note_and_a_wrong_key_must_be_put_right(
    tmp_path: Path,
) -> None:
    away = screen(tmp_path, {"base_url": "http://127.0.0.1:9/v1", "model": "small"})
    half = screen(tmp_path, {"model": "small"})
    wrong = screen(tmp_path, {"api_key": "canary key"})
    assert "not reached" in render(away)
    assert "JOBLAKE_LLM_BASE_URL is not set" in render(half)
    assert [exit_code(found) for found in (away, half, wrong)] == [0, 0, 1]
    assert "canary" not in render(wrong)


def test_a_lake_of_the_sample_is_not_for_the_paid_source(tmp_path: Path) -> None:
    request = RawRequest(
        endpoint="search-v2",
        params={},
        provider="sample",
        search_name="a",
        search_version="1",
        panel="p",
        called_at=NOW,
    )
    raw_answers.land(Lake(tmp_path), NOW.date(), "a", request, b"{}")
    found = screen(tmp_path, source="jsearch", api_key="canary", base_url="http://127.0.0.1:9")
    assert any("set JOBLAKE_LAKE" in finding.text for finding in found if finding.mark == "FIX")
    assert exit_code(screen(tmp_path)) == 0


def test_a_home_that_cannot_be_made_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert home_finding(tmp_path / "file" / "home").mark == "FIX"
    assert home_finding(tmp_path / "new" / "home").mark == "ok"


def test_what_goes_on_at_once_is_told() -> None:
    said = turns_finding(3, 5).text
    assert "one run at a time" in said
    assert "3 requests at once, 5 a second" in said
