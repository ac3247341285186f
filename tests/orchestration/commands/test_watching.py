"""`make watch` says what each watch would tell now, and neither sends nor writes anything."""

from pathlib import Path

import pytest

from assets.lake.storage.storage import Lake
from orchestration.commands.watching import watch
from orchestration.installation.settings import Settings
from tests.assets.watches.scene import job, publish


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("JOBLAKE_WATCHES", str(tmp_path / "watches.yaml"))
    monkeypatch.setenv("JOBLAKE_OUTBOX", str(tmp_path / "outbox"))
    return Settings(home=tmp_path / "home", lake=tmp_path / "lake", _env_file=None)


def test_it_names_what_each_channel_would_be_told(
    installed: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(Lake(tmp_path / "lake"), [job(1), job(2, title="Rigger\x1b[2J"), job(3, country="DE")])
    text = "watches: [{name: yards, jobs: {country: gb}, channels: [feed, outbox, phone]}]"
    (tmp_path / "watches.yaml").write_text(text, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert watch(installed) == 0
    assert capsys.readouterr().out.splitlines() == [
        "yards: 2 openings on the list",
        "  feed: http://127.0.0.1:8321/jobs.atom?country=gb",
        *(
            line
            for channel in ("outbox", "phone")
            for line in (
                f"  {channel}: the first message, a summary: 2 openings now",
                "    Welder 1 at Larkspur Yards  http://127.0.0.1:8321/jobs/1",
                "    Rigger [2J at Larkspur Yards  http://127.0.0.1:8321/jobs/2",
            )
        ),
    ]
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no .*watches.yaml; watches.example.yaml shows"),
        ("watches: 3", "watches.yaml:1: watches is 3; expected a list of watches"),
        ("watches: []", "nothing is published yet"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(
    installed: Settings, tmp_path: Path, text: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        (tmp_path / "watches.yaml").write_text(text, encoding="utf-8")
    assert watch(installed) == 1
    import re

    assert re.search(said, capsys.readouterr().err)
