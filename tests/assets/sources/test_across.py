"""One opening over sources: thirty pairs labelled by hand, each decided and with its reason."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assets.postings.identity.board_links import board_keys
from assets.postings.identity.openings import OpeningInput, OpeningLink, link_openings
from assets.postings.posting import Posting, Sighting, read_posting
from assets.sources.registry import SOURCES
from tests.assets.sources import retold

PAIRS = Path(__file__).resolve().parents[2] / "facts" / "source_pairs.tsv"
DAY = date(2026, 3, 2)


def told() -> dict[str, tuple[dict[str, Any], dict[str, str]]]:
    """The objects of the pairs, by name, each with what its search says of it."""
    jobs = retold.sample_jobs(DAY)
    linked = {0: "greenhouse", 1: "greenhouse", 2: "lever", 3: "lever", 5: "ashby", 6: "ashby", 14: "greenhouse"}
    found: dict[str, dict[str, Any]] = {}
    for number, job in enumerate(jobs):
        # The stray link of 14 leads to posting 15 of the board.
        to = 15 if number == 14 else number
        found[f"jsearch-{number}"] = retold.leading_to(job, to, linked[number]) if number in linked else job
        found[f"greenhouse-{number}"] = retold.at_greenhouse(job, number)
        found[f"lever-{number}"] = retold.at_lever(job, number)
        found[f"ashby-{number}"] = retold.at_ashby(job, 500 + number if number not in linked else number)
        found[f"adzuna-{number}"] = retold.at_adzuna(job, number)
        found[f"serpapi-{number}"] = retold.at_serpapi(job, number)
    found["greenhouse-1"]["location"] = {"name": "Leeds, United Kingdom"}
    found["lever-3"]["text"] += " (m/f/d)"
    found["greenhouse-town"] = retold.at_greenhouse(jobs[7], 700, location={"name": "Peoria, IL"})
    found["greenhouse-level"] = retold.at_greenhouse(jobs[17], 717, title=f"Senior {jobs[17]['job_title']}")
    named = {line.split("\t")[at] for line in lines() for at in (0, 1)}
    return {name: (found[name], _about(jobs, name)) for name in named}


def _about(jobs: list[dict[str, Any]], name: str) -> dict[str, str]:
    """What the search of an object says of it."""
    number = name.partition("-")[2]
    job = jobs[int(number)] if number.isdigit() else jobs[0]
    country = str(job.get("job_country") or "gb").lower()
    return {"employer": job["employer_name"], "country": country, "board": "pelham"}


def lines() -> list[str]:
    return PAIRS.read_text(encoding="utf-8").splitlines()[1:]


def opening_input(name: str, given: dict[str, Any], about: Mapping[str, str]) -> OpeningInput:
    posting = read_posting(SOURCES[name.partition("-")[0]].read(given, about), Sighting(), None, given)
    assert isinstance(posting, Posting), (name, posting)
    row: dict[str, Any] = dict(posting.values)
    fields = ("job_key", "title", "employer", "city", "country", "description", "content_hash", "is_summary")
    keys = board_keys(row["job_id"], [option["url"] for option in row["apply_options"]])
    return OpeningInput(**{field: row[field] for field in fields}, board_keys=keys)


@pytest.fixture(scope="module")
def decided() -> tuple[dict[str, int], dict[int, OpeningLink]]:
    inputs = {name: opening_input(name, given, about) for name, (given, about) in told().items()}
    links = {link.job_key: link for link in link_openings(list(inputs.values()))}
    return {name: one.job_key for name, one in inputs.items()}, links


def test_there_are_thirty_pairs() -> None:
    assert len({tuple(line.split("\t")[:2]) for line in lines()}) == 30


@pytest.mark.parametrize("line", lines())
def test_each_pair_is_decided_as_a_person_decided(
    line: str, decided: tuple[dict[str, int], dict[int, OpeningLink]]
) -> None:
    first, second, label, reason = line.split("\t")
    keys, links = decided
    is_same = links[keys[first]].opening_key == links[keys[second]].opening_key
    assert is_same == (label == "same"), (reason, links[keys[first]], links[keys[second]])


def test_a_link_to_a_board_is_the_reason_where_there_is_one(
    decided: tuple[dict[str, int], dict[int, OpeningLink]],
) -> None:
    keys, links = decided
    reasons = {links[keys[name]].link_reason for pair in (("jsearch-1", "greenhouse-1"),) for name in pair}
    assert reasons == {None, "same_link"}
    assert keys["jsearch-0"] == keys["serpapi-0"]
