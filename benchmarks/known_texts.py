"""A day of postings of which some were there the day before: CPU seconds of reading, classifying and extracting them.

`python -m benchmarks.known_texts [POSTINGS] [CHECKOUT ...]` also runs the code of other checkouts, in turn with this
one, over copies of the same raw answers. Texts are the sample's, their sentences put together anew, none twice.
"""

import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawRequest
from assets.lake.storage.storage import Lake
from assets.search.sample.identity import Seen
from assets.search.sample.job_object import job_object
from assets.search.sample.ranking import living

Job = dict[str, object]
HERE = Path(__file__).resolve().parent.parent
DAY = date(2026, 3, 28)
POSTINGS, PAGE, ROUNDS = 10_000, 10, 3
SHARES = (0, 50, 80, 92)
STAGES = ("job_postings", "classified_jobs", "extracted_skills")
# Runs one stage of whatever checkout it is started in, and prints the processor time of that alone.
CHILD = """
import sys, time, logging
import dagster as dg
from datetime import date
from pathlib import Path
from assets.lake.storage.storage import Lake
from assets.classification.classified_jobs import classified_jobs
from assets.classification.classifier import Classifier
from assets.postings.job_postings import job_postings
from assets.skills.extracted_skills import extracted_skills
from assets.skills.reader import SkillReader
logging.disable(logging.CRITICAL)
lake, day = Lake(Path(sys.argv[1])), sys.argv[2]
given = {"lake": lake, "classifier": Classifier(), "skill_reader": SkillReader()}
for stage in (job_postings, classified_jobs, extracted_skills):
    began = time.process_time()
    done = dg.materialize([stage], partition_key=day, resources=given, instance=dg.DagsterInstance.ephemeral())
    assert done.success
    print(time.process_time() - began)
"""


def main() -> None:
    """Print a table of postings a second and core, by share of known texts and by checkout."""
    words = sys.argv[1:]
    count = next((int(word) for word in words if word.isdigit()), POSTINGS)
    checkouts = [HERE, *(Path(word).resolve() for word in words if not word.isdigit())]
    print(f"{count:,} postings a day; CPU seconds, median of {ROUNDS} in turn; postings a second and core in brackets")
    print(f"{'known':<7}{'code':<12}{'job_postings':>22}{'classes and skills':>22}")
    for share in SHARES:
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / "raw lake"
            land_days(raw, count, share)
            for checkout, times in measured(checkouts, raw, Path(folder)).items():
                reading = statistics.median(run[0] for run in times)
                texts = statistics.median(run[1] + run[2] for run in times)
                said = [f"{seconds:8.2f} ({count / seconds:7,.0f}/s)" for seconds in (reading, texts)]
                name = "this one" if checkout == HERE else checkout.name
                print(f"{share:>4} % {name:<12}{said[0]:>22}{said[1]:>22}", flush=True)


def measured(checkouts: Sequence[Path], raw: Path, folder: Path) -> dict[Path, list[list[float]]]:
    """For each checkout the seconds of each stage, once a round; the day before is made first and not counted."""
    found: dict[Path, list[list[float]]] = {checkout: [] for checkout in checkouts}
    for number in range(ROUNDS):
        for checkout in checkouts:
            lake = folder / f"lake-{checkout.name}"
            if number == 0:
                shutil.copytree(raw, lake)
                stages(checkout, lake, DAY - timedelta(days=1))
            for stage in (*STAGES, "quarantine", "schema_drift"):
                shutil.rmtree(lake / stage / f"search_date={DAY}", ignore_errors=True)
            for index in (lake / "reuse").glob(f"*/{DAY}.parquet"):
                index.unlink()
            found[checkout].append(stages(checkout, lake, DAY))
    return found


def stages(checkout: Path, lake: Path, day: date) -> list[float]:
    """Run the three stages over a day in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(lake), day.isoformat()],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(line) for line in done.stdout.split()]


def land_days(root: Path, count: int, share: int) -> None:
    """Land two days of that many postings each; of the second so many in a hundred were there on the first."""
    texts = postings(2 * count)
    first = [next(texts) for _ in range(count)]
    known = first[: count * share // 100]
    second = [{**job, "job_posted_at": "2 days ago"} for job in known]
    second += [next(texts) for _ in range(count - len(known))]
    for number, jobs in enumerate((first, second)):
        land(root, DAY - timedelta(days=1 - number), jobs)


def land(root: Path, day: date, jobs: Sequence[Job]) -> None:
    """Land a day's postings, ten an answer."""
    for page, start in enumerate(range(0, len(jobs), PAGE)):
        request = RawRequest(
            endpoint="search-v2",
            params={"query": "jobs", "page": str(page)},
            provider="sample",
            search_name="jobs",
            search_version="1",
            panel="bench",
            country="us",
            called_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        )
        body = json.dumps({"status": "OK", "data": {"jobs": jobs[start : start + PAGE], "cursor": None}}).encode()
        raw_answers.land(Lake(root), day, f"jobs-{page:05}", request, body)


def postings(count: int) -> Iterator[Job]:
    """Objects of the sample, each with lines of two of its descriptions, so that no text comes twice."""
    chance = random.Random(count)
    originals = [job_object(Seen(job, seen, DAY, "jobs", "en")) for job, seen in living(DAY)]
    for number in range(count):
        job, other = chance.sample(originals, 2)
        lines = str(job["job_description"]).split("\n")
        extra = str(other["job_description"]).split("\n")
        at = chance.randrange(len(lines))
        text = "\n".join([*lines[:at], *chance.sample(extra, min(6, len(extra))), *lines[at:], f"Reference {number}."])
        yield {**job, "job_id": f"bench-{number}", "job_uid": None, "job_google_link": None, "job_description": text}


if __name__ == "__main__":
    main()
