"""Reading postings: how many a second one core takes from parsed objects to normalised columns, all rules included.

On real job objects where `../shared` holds some, else on the sample's. The first pass meets every title, link and place
for the first time; in the later ones they are remembered, as most are from one day to the next.
"""

import json
import time
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from assets.postings.posting import Posting, Sighting, read_posting
from assets.search.sample.identity import Seen
from assets.search.sample.job_object import job_object
from assets.search.sample.ranking import living

_REAL = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "jsearch"
_DAY = date(2026, 3, 20)
_SIGHTING = Sighting(query_country="us", observed_at=datetime(2026, 3, 20, 12, tzinfo=UTC))
_PASSES = 9
_SAMPLE = 400


def main() -> None:
    jobs, kind = real_jobs(), "real"
    if not jobs:
        jobs, kind = sample_jobs(), "sample"
    for job in sample_jobs()[:40]:  # the rules are compiled when they are first used
        read_posting(job, _SIGHTING)
    seconds = [read_all(jobs) for _ in range(_PASSES)]
    characters = sorted(len(str(job.get("job_description"))) for job in jobs)[len(jobs) // 2]
    print(
        f"{len(jobs)} {kind} postings, half of them longer than {characters:,} characters: "
        f"{len(jobs) / seconds[0]:,.0f} postings/s and core in the first pass, "
        f"{len(jobs) / min(seconds):,.0f} in the best of {_PASSES}"
    )


def real_jobs() -> list[dict[str, object]]:
    files = sorted(_REAL.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def sample_jobs() -> list[dict[str, object]]:
    found = islice(living(_DAY), _SAMPLE)
    return [job_object(Seen(posting, seen, _DAY, "jobs", "en")) for posting, seen in found]


def read_all(jobs: list[dict[str, object]]) -> float:
    """Seconds of this process's processor for one pass."""
    started = time.process_time()
    read = sum(isinstance(read_posting(job, _SIGHTING), Posting) for job in jobs)
    if read != len(jobs):
        raise AssertionError(f"{len(jobs) - read} of {len(jobs)} objects became no posting; expected all to")
    return time.process_time() - started


if __name__ == "__main__":
    main()
