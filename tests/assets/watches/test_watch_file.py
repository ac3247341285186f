"""watches.yaml: what it says is understood, and every mistake is named with its line, without showing an address."""

from datetime import time
from pathlib import Path

import pytest

from assets.watches.watch_file import WatchFileError, load_watches, parse_watches

GOOD = """
timezone: Europe/London
viewer: https://jobs.larkspur.example
watches:
  - name: yards
    jobs: {skill: [python, sql], country: gb, has_pay: true, posted_since: 2026-11-01}
    have: [Python, SQL]
    min_match: 60
    channels: [feed, email, phone]
    every: week
    weekday: friday
    quiet: 22:00-07:30
    most: 10
  - name: pasted
    jobs: http://127.0.0.1:8321/jobs?text=sound+engineer&work_mode=remote&sort=pay&page=2
operator: {channels: [email]}
"""


def test_a_file_says_who_is_told_what_and_when() -> None:
    file = parse_watches(GOOD)
    yards, pasted = file.watches
    assert yards.jobs == {"skill": "python,sql", "country": "gb", "has_pay": "1", "posted_since": "2026-11-01"}
    assert (yards.every, yards.weekday, yards.quiet, yards.most) == ("week", "friday", (time(22), time(7, 30)), 10)
    assert pasted.jobs == {"text": "sound engineer", "work_mode": "remote"}
    assert pasted.channels == ("feed", "outbox")
    assert file.operator is not None
    assert file.timezone == "Europe/London"


def test_without_a_file_nobody_is_told_and_an_empty_one_names_nobody(tmp_path: Path) -> None:
    assert load_watches(tmp_path / "watches.yaml") is None
    (tmp_path / "watches.yaml").write_text("# later\n", encoding="utf-8")
    assert load_watches(tmp_path / "watches.yaml") == parse_watches("{}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("watches:\n  - name: A B\n    jobs: {}\n", "watches.yaml:2: watches.name is 'A B'; expected lower-case"),
        ("watches:\n  - name: yards\n", "watches.yaml:2: watches.jobs is missing"),
        ("watches:\n  - name: yards\n    jobs:\n      colour: red\n", "watches.yaml:3: “colour” is no filter"),
        ("watches:\n  - name: yards\n    jobs: {country: no}\n", "watches.yaml:3: watches.jobs: country is false"),
        ("watches:\n  - name: yards\n    jobs: {skill: {a: b}}\n", "watches.yaml:3: watches.jobs: skill is no text"),
        ("watches:\n  - name: yards\n    jobs: {posted_since: soon}\n", "watches.yaml:3: “soon” is no day"),
        (
            "watches:\n  - name: yards\n    jobs: {}\n    quiet: at night\n",
            "watches.yaml:4: watches.quiet: expected two",
        ),
        ("watches:\n  - name: yards\n    jobs: {}\n    every: hour\n", "watches.yaml:4: watches.every is 'hour'"),
        (
            "watches:\n  - name: yards\n    jobs: {}\n    most: 0\n",
            "watches.yaml:4: watches.most is 0; expected a whole",
        ),
        (
            "watches:\n  - name: yards\n    jobs: {}\n    min_match: 0.5\n",
            "watches.yaml:4: watches.min_match is 0.5; expected",
        ),
        ("watches:\n  - name: yards\n    jobs: {}\n    min_match: 50\n", "watches.yaml:3: min_match says how much"),
        ("watches:\n  - name: yards\n    jobs: {}\n    chanels: [x]\n", "watches.chanels is not known here; allowed"),
        ("watches:\n  - {name: a, jobs: {}}\n  - {name: a, jobs: {}}\n", "watches.yaml:3: name 'a' is taken"),
        ("timezone: Mars/Olympus\n", "watches.yaml:1: timezone: expected a time zone"),
        ("viewer: javascript:alert(1)\n", "watches.yaml:1: viewer is 'javascript:alert(1)'; expected an http"),
        ("operator: {channels: [feed]}\n", "watches.yaml:1: a feed is of jobs"),
        ("watches: []\nwatches: []\n", "watches.yaml:2: watches is written twice"),
        ("- a\n", "watches.yaml:1: the file is ['a']; expected a mapping with watches"),
        ("watches: [\n", "not readable as YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(WatchFileError) as found:
        parse_watches(text)
    assert said in str(found.value)


def test_an_address_among_the_channels_is_refused_and_not_shown() -> None:
    text = "watches:\n  - name: yards\n    jobs: {}\n    channels: [slack://canary/of/slack]\n"
    with pytest.raises(WatchFileError, match=r"watches\.yaml:4: .*JOBLAKE_CHANNEL_PHONE") as found:
        parse_watches(text)
    assert "canary" not in str(found.value)


def test_the_version_changes_with_what_is_matched_and_with_nothing_else() -> None:
    def version(more: str) -> str:
        return parse_watches(f"watches: [{{name: a, {more}}}]").watches[0].version

    same = version("jobs: {country: gb, skill: sql}")
    assert version("jobs: {skill: sql, country: GB}, most: 5, every: day, channels: [email]") == same
    assert version("jobs: {country: gb, skill: sql}, have: [SQL]") != same
    assert version("jobs: {country: de, skill: sql}") != same
