"""No setting of a person's reaches a test, whatever it is called."""

import os

import pytest
from pydantic_settings import BaseSettings

from assets.llm.limits.settings import LlmSettings
from assets.search.connections.settings import SearchSettings
from assets.sources.registry import SOURCES
from assets.watches.settings import WatchSettings
from orchestration.installation.settings import Settings
from tests.nobody import OF_SOMEBODY, nobodys_environment

READ = (Settings, SearchSettings, LlmSettings, WatchSettings)


@pytest.mark.parametrize("settings", READ)
def test_every_setting_begins_with_what_is_taken_away(settings: type[BaseSettings]) -> None:
    prefix = settings.model_config.get("env_prefix") or ""
    names = [str(field.validation_alias or f"{prefix}{name}").upper() for name, field in settings.model_fields.items()]
    assert names
    assert [name for name in names if not name.startswith(OF_SOMEBODY)] == []


def test_so_does_every_key_of_a_source() -> None:
    names = [name for source in SOURCES.values() for name in source.key_variables]
    assert names
    assert [name for name in names if not name.startswith(OF_SOMEBODY)] == []


def test_what_a_developer_has_set_is_gone_and_the_rest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [name for name in os.environ if name.startswith(OF_SOMEBODY)] == []
    for prefix in OF_SOMEBODY:
        monkeypatch.setenv(f"{prefix}X", "somebody's")
    found = nobodys_environment()
    assert [name for name in found if name.startswith(OF_SOMEBODY)] == []
    assert found["PATH"] == os.environ["PATH"]
