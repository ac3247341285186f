"""job_openings: which postings are the same opening, over all days of the lake.

Not partitioned: a copy may appear weeks after its original. Each link carries its reason and score, and deleting the
table undoes every one of them. How postings are compared is `openings`' business.
"""

from collections.abc import Iterator
from dataclasses import replace

import dagster as dg

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import JOB_OPENINGS, JOB_POSTINGS
from assets.postings.identity.board_links import board_keys
from assets.postings.identity.openings import OpeningInput, link_openings
from assets.postings.posting import normaliser_version
from assets.reporting import ONE_RUN, lake_table, report, result, verdict

COLUMNS = ["job_key", "title", "employer", "city", "country", "description", "content_hash", "is_summary"]
LINKS = ["job_id", "apply_options"]


@dg.multi_asset(
    specs=[
        lake_table(
            JOB_OPENINGS,
            "Postings that are the same opening under other ids, linked with reason and score.",
            group="postings",
            deps=[JOB_POSTINGS.name],
            code_version=normaliser_version(),
        )
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "each_job_once",
            asset=JOB_OPENINGS.name,
            blocking=True,
            description="Every job of job_postings belongs to exactly one opening.",
        )
    ],
    backfill_policy=ONE_RUN,
    name="job_openings",
)
def job_openings(context: dg.AssetExecutionContext, lake: dg.ResourceParam[Lake]) -> Iterator[object]:
    """Read every job's longest text, link the copies, write and report."""
    jobs = longest_texts(lake)
    links = link_openings([jobs[key] for key in sorted(jobs)])
    written = lake.write_partition(JOB_OPENINGS, None, [link.row() for link in links])
    openings = len({link.opening_key for link in links})
    report(context, JOB_OPENINGS, None, written, {"jobs": len(jobs), "openings": openings})
    yield result(JOB_OPENINGS, [written])
    problems = (
        []
        if sorted(link.job_key for link in links) == sorted(jobs)
        else [f"{len(jobs)} jobs in job_postings, {len(links)} rows in job_openings"]
    )
    yield verdict(JOB_OPENINGS.name, "each_job_once", problems)


def longest_texts(lake: Lake) -> dict[int, OpeningInput]:
    """The longest text of each job over all days, with the board postings it ever led to.

    Of equal texts the one with the smaller content hash counts.
    """
    jobs: dict[int, OpeningInput] = {}
    boards: dict[int, frozenset[str]] = {}
    for batch in lake.batches(JOB_POSTINGS, columns=[*COLUMNS, *LINKS]):
        for row in batch.to_pylist():
            key, job_id, options = row["job_key"], row.pop("job_id"), row.pop("apply_options")
            keys = board_keys(job_id, [option["url"] for option in options or []])
            if keys:
                boards[key] = boards.get(key, frozenset()) | keys
            found = OpeningInput(**row)
            known = jobs.get(key)
            if known is None or _weight(found) < _weight(known):
                jobs[key] = found
    return {key: replace(job, board_keys=boards[key]) if key in boards else job for key, job in jobs.items()}


def _weight(job: OpeningInput) -> tuple[int, str]:
    return (-len(job.description), job.content_hash)
