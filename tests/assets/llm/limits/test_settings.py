"""The settings: unset is offline, a key never shows, an address is an address."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from assets.lake.storage.storage import Lake
from assets.llm.connection import connect
from assets.llm.limits.settings import LlmSettings

KEY = "sk-canary-987"


def test_nothing_set_stays_offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("JOBLAKE_LLM_BASE_URL", "JOBLAKE_LLM_MODEL"):
        monkeypatch.setenv(name, "")
    assert connect(Lake(tmp_path)) is None


def test_the_environment_names_model_and_caps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOBLAKE_LLM_BASE_URL", "http://127.0.0.1:9/v1/chat/completions")
    monkeypatch.setenv("JOBLAKE_LLM_MODEL", "small")
    monkeypatch.setenv("JOBLAKE_LLM_API_KEY", KEY)
    monkeypatch.setenv("JOBLAKE_LLM_MONTH_USD", "5.5")
    desk = connect(Lake(tmp_path), "run")
    assert desk is not None
    assert (desk.settings.base_url, desk.settings.month_usd) == ("http://127.0.0.1:9/v1", 5.5)
    assert KEY not in repr(desk.settings)


@pytest.mark.parametrize(
    "wrong", [{"base_url": "ftp://x"}, {"base_url": f"https://me:{KEY}@x/v1"}, {"api_key": f"{KEY} \n x"}]
)
def test_a_wrong_value_is_named_without_being_shown(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="JOBLAKE_LLM_") as caught:
        LlmSettings.model_validate(wrong)
    assert KEY not in str(caught.value)


def test_offline_loads_no_http_client() -> None:
    modules = "assets.classification.classifier, assets.skills.reader, assets.llm.connection"
    code = f"import sys, {modules}; print('httpx' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
