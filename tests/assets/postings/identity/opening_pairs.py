"""The labelled pairs of `tests/facts/opening_pairs.tsv` made into postings, from real data that stays outside.

A pair is two real postings, or one and a copy of it changed in a named way. Labels were given by reading.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assets.postings.identity.openings import OpeningInput

ROOT = Path(__file__).resolve().parents[4]
REAL = ROOT / ".." / "shared" / "data" / "jsearch"
PAIRS = ROOT / "tests" / "facts" / "opening_pairs.tsv"


@dataclass(frozen=True)
class Pair:
    """Two postings, whether they are one opening, and why."""

    first: OpeningInput
    second: OpeningInput
    same: bool
    change: str
    reason: str


def real_postings() -> dict[str, OpeningInput]:
    """The real postings by job id, the first sighting of each; keys count from 1 in the order of the files."""
    postings: dict[str, OpeningInput] = {}
    for path in sorted(REAL.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            job = json.loads(line)
            text = job["job_description"]
            posting = OpeningInput(
                job_key=len(postings) + 1,
                title=job["job_title"],
                employer=job["employer_name"],
                city=job["job_city"],
                country=job["job_country"],
                description=text,
                content_hash=job["job_id"],
                is_summary=len(text) < 650,
            )
            postings.setdefault(job["job_id"], posting)
    return postings


def labelled_pairs() -> Iterator[Pair]:
    """All labelled pairs."""
    postings = real_postings()
    others = list(postings.values())
    with PAIRS.open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t")):
            first = postings[row["first_job_id"]]
            if row["change"] == "-":
                second = postings[row["second_job_id"]]
            else:
                second = replace(changed(first, row["change"], others[number % len(others)]), job_key=100_000 + number)
            yield Pair(first, second, row["label"] == "same", row["change"], row["reason"])


def changed(posting: OpeningInput, change: str, other: OpeningInput) -> OpeningInput:
    """A copy of a posting changed in the named way; `other` lends text where another job's is needed."""
    text = posting.description
    lines = text.split("\n")
    third = len(text) // 3
    copies = {
        "recruiter": replace(posting, employer="Harbour Talent Partners", description="\n".join(lines[1:])),
        "edited": replace(
            posting,
            description="\n".join(line for n, line in enumerate(lines) if n % 12 != 5)
            + "\nUpdated for the new quarter.",
        ),
        "summary": replace(posting, description=text[:480] + "…", is_summary=True),
        "alias": replace(
            posting,
            employer=f"{posting.employer}, Inc.",
            title=posting.title.replace("Senior", "Sr.").replace("Vice President", "VP") + " (Remote)",
        ),
        "no_town": replace(posting, city=None),
        "boilerplate": replace(
            posting, description=text + "\n" + "Find more jobs like this one on our pages today. " * 6
        ),
        "other_town": replace(posting, city="Port Elsewhere"),
        "other_level": replace(posting, title="Apprentice " + posting.title),
        "other_country": replace(posting, country="NZ"),
        "half_template": replace(
            posting, title=other.title, description=other.description[: 2 * third] + "\n" + text[-third:]
        ),
    }
    return copies[change]
