"""Objects of the sample with fields dropped, nulled, retyped, emptied, blanked and made huge; each a job of its own.

Every field meets every fault once, and a fixed number of objects meets several at once. Always the same objects.
"""

import random
from collections.abc import Iterator
from datetime import date
from itertools import islice

from assets.search.sample.identity import Seen
from assets.search.sample.job_object import job_object
from assets.search.sample.ranking import living

Job = dict[str, object]
DAY = date(2026, 11, 3)
GONE = object()
HUGE = "Own the parcel ledger with SQL and Python. " * 3_000  # 129,000 characters
FAULTS: list[object] = [
    *(GONE, None, True, False, 0, -1, 2**63, 10**30, 1e308, 0.5),
    *("", " \n\t", "<br>", "&nbsp;", "null", "N/A", "0", "\x00\u200b\ufeff", "\ud83d", HUGE),
    *([], {}, [None], [[]], ["", 1, None, {}], {"a": {"b": [None]}}, {"": ""}),
    *("2026-13-45T99:00:00.000Z", "https://[broken", "http://x.example:99999999/%zz", "9" * 400),
    *("'; drop table jobs; --", "<script>alert(1)</script>"),
]  # fmt: skip
# The identity is tried apart: two objects with one id are one job, as they must be.
IDENTITY = ("job_id", "job_uid", "job_google_link")
NULL_EMPLOYER: Job = {
    "job_id": "e1",
    "job_title": "Parcel Analyst",
    "employer_name": None,
    "job_country": "GB",
    "job_city": "Leeds",
    "job_description": "You know SQL and Python. You sort parcels by weight, by town and by the hour they came in.",
}


def mutated_objects(several: int = 200) -> Iterator[Job]:
    """Every field with every fault, then `several` objects with two to six faults, then objects that are hardly any."""
    originals = [job_object(Seen(job, seen, DAY, "jobs", "en")) for job, seen in islice(living(DAY), 0, 60, 3)]
    fields = sorted({name for job in originals for name in job})
    number = 0
    for field in fields:
        for fault in FAULTS:
            number += 1
            yield _with(_numbered(originals[number % len(originals)], number), {field: fault})
    chance = random.Random(several)
    for _ in range(several):
        number += 1
        faults = {name: chance.choice(FAULTS) for name in chance.sample(fields, chance.randint(2, 6))}
        yield _with(_numbered(originals[number % len(originals)], number), faults)
    yield NULL_EMPLOYER
    yield {"job_title": "Only a title"}
    yield {"job_title": "Bare", "employer_name": "Wrenfield Bakery"}
    yield {"job_title": "Bare", "job_description": "You bake bread with a friendly team."}
    yield {}


def _numbered(job: Job, number: int) -> Job:
    """The object as a job of its own: copies of one id would be one job."""
    named = {name: value for name, value in job.items() if name not in IDENTITY}
    return {**named, "job_id": f"mutant-{number}"}


def _with(job: Job, faults: Job) -> Job:
    changed = {**job, **faults}
    return {name: value for name, value in changed.items() if value is not GONE}
