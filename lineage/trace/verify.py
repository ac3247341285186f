"""Rebuilding days of the lake from their raw answers in a scratch lake, and comparing digests byte for byte.

The very assets of the pipeline do the rebuilding, so nothing can be right here and wrong there. Raw answers are linked,
not copied, and nothing of the real lake is written.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import dagster as dg

from assets.classification.classified_jobs import classified_jobs
from assets.lake.raw import raw_answers
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import (
    CLASSIFIED_JOBS,
    EXTRACTED_SKILLS,
    JOB_OPENINGS,
    JOB_POSTINGS,
    QUARANTINE,
    SCHEMA_DRIFT,
)
from assets.postings.job_openings import job_openings
from assets.postings.job_postings import job_postings
from assets.skills.extracted_skills import extracted_skills
from lineage.current.staleness import RAW, digest_now
from lineage.journal.record import Materialization
from lineage.recording import event_log

DAILY = (JOB_POSTINGS, QUARANTINE, SCHEMA_DRIFT, CLASSIFIED_JOBS, EXTRACTED_SKILLS)
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
LLM_CACHE = "llm_cache"  # answers that were paid for are taken from here, not asked again
Newest = dict[tuple[str, str | None], Materialization]


class RebuildError(Exception):
    """The days could not be rebuilt; the message says why."""


@dataclass(frozen=True, order=True)
class Compared:
    """One partition: what lies in the lake, and what its raw answers give today."""

    asset: str
    partition: str
    there: str | None
    rebuilt: str | None
    note: str = ""

    @property
    def same(self) -> bool:
        """Whether the two are equal bytes."""
        return self.there == self.rebuilt


def verify(lake: Lake, days: Sequence[date], resources: dict[str, object], newest: Newest) -> list[Compared]:
    """Compare the raw answers of some days with what was recorded, and everything derived with a rebuild.

    `job_openings` is over all days, so it is compared only if all of them are asked for.

    Args:
        lake: The lake to verify; it is only read.
        days: Which days.
        resources: Those of the assets, by name; `lake` is replaced.
        newest: The newest materialization of each asset and partition.

    Raises:
        RebuildError: None of the days has raw answers, or an asset failed on them.
    """
    landed = [day for day in days if raw_answers.day_keys(lake, day)]
    if not landed:
        raise RebuildError(f"no raw answers from {days[0]} to {days[-1]}; there is nothing to rebuild from")
    found = [_raw(lake, day, newest) for day in landed]
    whole = set(lake.days(JOB_POSTINGS)) <= set(landed)
    with _scratch(lake, landed) as scratch:
        for first, last in _runs_of(landed):
            rebuild((first, last), {**resources, "lake": scratch}, [job_postings, classified_jobs, extracted_skills])
        found += [_compare(lake, scratch, spec.name, day, newest) for spec in DAILY for day in landed]
        if whole:
            rebuild(None, {**resources, "lake": scratch}, [job_openings])
            found.append(
                Compared(JOB_OPENINGS.name, "", lake.digest(JOB_OPENINGS, None), scratch.digest(JOB_OPENINGS, None))
            )
    return found


def _raw(lake: Lake, day: date, newest: Newest) -> Compared:
    record = newest.get((RAW, day.isoformat()))
    if record is None:
        now = raw_answers.day_version(lake, day).digest
        return Compared(RAW, day.isoformat(), now, now, "never recorded, so compared with nothing")
    return Compared(RAW, day.isoformat(), digest_now(lake, record, always=True), record.version, "against the recorded")


def _compare(lake: Lake, scratch: Lake, asset: str, day: date, newest: Newest) -> Compared:
    spec = next(spec for spec in DAILY if spec.name == asset)
    there, rebuilt = lake.digest(spec, day), scratch.digest(spec, day)
    record = newest.get((asset, day.isoformat()))
    note = ""
    if there != rebuilt and record is not None:
        recorded = "what its run wrote" if there == record.version else "not what its run wrote either"
        note = f"made by run {record.run_id} with code {record.code_version or 'unknown'}; {recorded}"
    return Compared(asset, day.isoformat(), there, rebuilt, note)


@contextlib.contextmanager
def _scratch(lake: Lake, days: Sequence[date]) -> Iterator[Lake]:
    """An empty lake beside the real one, on the same disk so that raw files can be linked; else copied."""
    with tempfile.TemporaryDirectory(prefix=".verify-", dir=lake.folder) as folder:
        scratch = Lake(Path(folder))
        for key in [*(key for day in days for key in raw_answers.day_keys(lake, day)), *lake.keys(LLM_CACHE)]:
            scratch.path(key).parent.mkdir(parents=True, exist_ok=True)
            if lake.folder:
                os.link(lake.path(key), scratch.path(key))
            else:
                scratch.path(key).write_bytes(lake.get(key))
        yield scratch


def rebuild(
    window: tuple[date, date] | None, resources: dict[str, object], assets: Sequence[dg.AssetsDefinition]
) -> None:
    """Have assets make a range of days, or a whole table, in a run that no history keeps.

    Raises:
        RebuildError: One of them failed; the message holds what it said.
    """
    tags = {}
    if window:
        tags["dagster/asset_partition_range_start"] = window[0].isoformat()
        tags["dagster/asset_partition_range_end"] = window[1].isoformat()
    with dg.DagsterInstance.ephemeral() as instance:
        done = dg.materialize(
            list(assets), resources=resources, instance=instance, tags=tags, run_config=QUIET, raise_on_error=False
        )
        if not done.success:
            run = event_log.read_run(instance, done.run_id)
            raise RebuildError("; ".join(f"{step}: {error}" for step, error in sorted(run.errors.items())))


def _runs_of(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days without a gap between them, as first and last."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and (day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
