"""Mutated job objects, 5,000 by default: each must become a posting or a quarantine row whose reason names the field.

Fields of the sample's objects are dropped, replaced, cut, wrapped and swapped, up to six at once. A failure ends the
run with the object's number; `python -m benchmarks.mutations 20000` tries more.
"""

import json
import random
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime
from datetime import time as clock
from itertools import islice

from assets.postings.drift import drift_of
from assets.postings.posting import Quarantined, Sighting, read_posting
from assets.search.sample.identity import Seen
from assets.search.sample.job_object import job_object
from assets.search.sample.ranking import living

_DAY = date(2026, 3, 20)
_SIGHTING = Sighting(query_country="us", observed_at=datetime.combine(_DAY, clock(12), UTC))
_HOSTILE: list[object] = [
    *(None, True, False, 0, -1, 10**30, -(10**4000), float("nan"), float("-inf"), 1e308),
    *("", " ", "\ud83d", "\x00", "İ" * 300, "9" * 500, "<li>" * 200, "null", "2026-13-45", "30+ days"),
    *("https://[broken", "http://x.example:99999999/%zz"),
    *([], {}, [[[]]], [None, 1, "x", {"publisher": 3, "apply_link": ["x"]}]),
    *({"\ud800": "\udfff"}, {"Qualifications": "no list"}),
]
_WHOLE = ("not_an_object", "nested_too_deeply")


def main() -> None:
    """Try that many mutations; raises AssertionError with the object's number at the first that breaks a promise."""
    count = next((int(word) for word in sys.argv[1:] if word.isdigit()), 5000)
    rnd = random.Random(count)
    originals = [
        job_object(Seen(posting, seen, _DAY, "jobs", "en")) for posting, seen in islice(living(_DAY), 0, None, 7)
    ]
    outcomes: Counter[str] = Counter()
    started = time.process_time()
    for number in range(count):
        job = mutated(rnd, originals)
        try:
            outcomes[check(job)] += 1
        except Exception as error:
            raise AssertionError(f"mutation {number} of {count} broke a promise: {job!r:.2000}") from error
    seconds = time.process_time() - started
    print(
        f"{count} mutations in {seconds:.1f} CPU s: " + ", ".join(f"{n} {kind}" for kind, n in outcomes.most_common())
    )


def mutated(rnd: random.Random, originals: list[dict[str, object]]) -> dict[str, object]:
    """One of the objects with one to six of its fields changed."""
    job = dict(rnd.choice(originals))
    for _ in range(rnd.randint(1, 6)):
        name = rnd.choice(sorted(job))
        kind = rnd.choice(("drop", "replace", "replace", "swap", "wrap", "cut"))
        if kind == "drop":
            job.pop(name)
        elif kind == "replace":
            job[name] = rnd.choice(_HOSTILE)
        elif kind == "swap":
            job[name] = job[rnd.choice(sorted(job))]
        elif kind == "wrap":
            job[name] = rnd.choice(([job[name]], {"value": job[name]}, str(job[name])))
        else:
            text = str(job[name])
            job[name] = text[: rnd.randint(0, len(text))]
    return job


def check(job: dict[str, object]) -> str:
    """What became of an object: `posting`, or the reason it was set aside."""
    found = read_posting(job, _SIGHTING)
    drift_of(job)
    if isinstance(found, Quarantined):
        if not found.field and found.reason not in _WHOLE:
            raise AssertionError(f"the reason {found.reason} names no field")
        return found.reason
    json.loads(str(found.values["raw_json"]))
    json.loads(str(found.values["public_json"]))
    if found != read_posting(job, _SIGHTING):
        raise AssertionError("read twice, the object gave two postings")
    return "posting"


if __name__ == "__main__":
    main()
