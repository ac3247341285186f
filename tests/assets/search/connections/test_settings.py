"""The key is sent and never shown; wrong settings are named before anything is asked."""

import logging
from pathlib import Path

import pytest
from pydantic import ValidationError

from assets.lake.calls.masking import KeyMask
from assets.search.answers.errors import BadKeyError
from assets.search.answers.scrub import scrub
from assets.search.connections.settings import SearchSettings
from assets.search.connections.source import ApiSource, create_source


def settings(**given: object) -> SearchSettings:
    return SearchSettings(_env_file=None, **given)  # type: ignore[arg-type]


def test_the_sample_is_the_default_and_empty_variables_count_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JOBLAKE_SOURCE", "JSEARCH_API_KEY", "JSEARCH_BASE_URL", "JOBLAKE_MONTHLY_CREDITS"):
        monkeypatch.setenv(name, "")
    source = create_source(settings())
    assert (source.name, source.paid) == ("sample", False)


@pytest.mark.parametrize("key", ["canary\nkey", "canary key", "canaryé", "canary\x00"])
def test_a_key_that_no_header_can_carry_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(ValidationError) as refused:
        settings(api_key=key)
    assert "canary" not in str(refused.value)
    assert "canary" not in repr(refused.value)


def test_no_representation_shows_the_key() -> None:
    source = create_source(settings(source="jsearch", api_key="  canary-1906\n"))
    assert isinstance(source, ApiSource)
    assert "canary" not in f"{source!r} {source} {settings(api_key='canary-1906')!r}"
    assert source.headers() == {"x-api-key": "canary-1906"}


def test_a_key_of_the_direct_host_is_not_sent_to_rapidapi() -> None:
    with pytest.raises(BadKeyError, match=r"JSEARCH_BASE_URL=https://api\.openwebninja\.com/jsearch"):
        create_source(settings(source="jsearch", api_key="ak_canary", base_url="https://jsearch.p.rapidapi.com/"))


@pytest.mark.parametrize(
    "url", ["ftp://x", "jsearch.p.rapidapi.com", "https://user:pw@host", "https://host/?key=canary", ""]
)
def test_an_address_that_is_none_or_holds_a_secret_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JSEARCH_BASE_URL", url)
    if not url:
        assert settings().base_url.startswith("https://")
        return
    with pytest.raises(ValidationError) as refused:
        settings()
    assert "canary" not in str(refused.value)


def test_a_recorded_source_needs_a_folder_with_answers(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JOBLAKE_RECORDED_DIR"):
        create_source(settings(source="recorded"))
    with pytest.raises(ValueError, match=r"holds no \*\.json"):
        create_source(settings(source="recorded", recorded_dir=tmp_path))
    (tmp_path / "jobs.json").write_text("{}", encoding="utf-8")
    assert create_source(settings(source="recorded", recorded_dir=tmp_path)).name == "recorded"


def test_a_key_is_scrubbed_before_text_is_cut() -> None:
    mask = KeyMask('canary+"7/')
    text = "x" * 150 + ' canary+"7/ canary%2B%227%2F canary+\\"7/'
    assert "canary" not in scrub(text, mask, 160)
    assert scrub("plain\n text", KeyMask(None)) == "plain text"


@pytest.mark.parametrize(("given", "cap"), [(None, 200), ("none", None), ("None", None), ("0", 0), ("50", 50)])
def test_a_paid_source_has_a_cap_unless_it_is_taken_away(given: str | None, cap: int | None) -> None:
    chosen = settings(**({} if given is None else {"monthly_credits": given}))
    assert chosen.monthly_credits == cap
    assert settings().run_credits == 100


@pytest.mark.parametrize("given", ["many", "-1", "1.5", "1e3"])
def test_a_cap_is_a_number_or_none(given: str) -> None:
    with pytest.raises(ValidationError, match="a whole number of credits, or none"):
        settings(run_credits=given)


def test_the_http_library_logs_no_key(scene: object, caplog: pytest.LogCaptureFixture) -> None:
    from tests.assets.search.scene import KEY, Scene, search

    assert isinstance(scene, Scene)
    with caplog.at_level(logging.DEBUG):
        scene.run(search(pages=1))
    assert caplog.text
    assert KEY not in caplog.text
