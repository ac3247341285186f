"""Mending: what is derived and damaged is made again by itself, and said. Raw answers are never touched.

Before a run everything is looked at as far as costs nothing (how files begin and end); after a run that failed,
everything is read, and a run that may now succeed is made once more.
"""

import sys
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, cast

from assets.lake.calls.ledger import Kind, Ledger
from assets.lake.inspection import DamagedFile, damaged_tables
from assets.lake.raw import raw_answers
from assets.lake.storage.damage import DamageError, in_one_line
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import API_CALLS, CLASSIFIED_JOBS, EXTRACTED_SKILLS, JOB_OPENINGS, SEARCH_DAYS
from orchestration.commands.stores import HISTORY, mend_stores
from orchestration.installation.settings import Settings

if TYPE_CHECKING:
    import dagster as dg

READ_FROM_TABLES = (CLASSIFIED_JOBS.name, EXTRACTED_SKILLS.name)


def mend(settings: Settings, *, deep: bool = False) -> bool:
    """Make again what is damaged and derived, and say so on stderr; whether there was anything."""
    stores = mend_stores(settings.home_folder, settings.warehouse, deep=deep)
    found = False
    for sentence in chain(stores, _mend_tables(settings, deep=deep)):
        sys.stderr.write(f"joblake: {sentence}\n")
        found = True
    return found


def materialize_mended(settings: Settings, first: date, last: date, *, allow_empty: bool) -> tuple[bool, str]:
    """Mend, then run the whole graph; once more where a run failed and everything read anew shows damage.

    Returns:
        Whether it succeeded, and the id of the last run.

    Raises:
        DamageError: Dagster's databases cannot be read, and nothing was found that could be set aside.
    """
    from sqlalchemy.exc import DatabaseError

    from orchestration.commands.runs import materialize_range

    mend(settings)
    try:
        success, run_id = materialize_range(settings, first, last, allow_empty=allow_empty)
    except DatabaseError as error:
        if not mend(settings, deep=True):
            remedy = "Next: move it away; the history of runs begins anew, lake and marts are not touched"
            raise DamageError(str(settings.home_folder / HISTORY), in_one_line(error), remedy) from None
    else:
        if success or not mend(settings, deep=True):
            return success, run_id
    return materialize_range(settings, first, last, allow_empty=allow_empty)


def _mend_tables(settings: Settings, *, deep: bool) -> Iterator[str]:
    lake = settings.open_lake()
    made: set[tuple[str, object]] = set()
    for found in list(damaged_tables(lake, deep=deep)):
        asset = _asset(found)
        if (asset, found.day) in made:
            continue
        try:
            _make_again(settings, lake, found)
        except DamageError as error:
            yield f"{_named(found)}. It was set aside as {lake.drop(found.file)}, for it cannot be made again: {error}"
        else:
            made.add((asset, found.day))
            yield f"{_named(found)}. It was made again"


def _named(found: DamagedFile) -> str:
    return f"{found.error.file}: {found.error.found}"


def _asset(found: DamagedFile) -> str:
    """The asset that writes a table; the ledger's files are made one by one."""
    named = {CLASSIFIED_JOBS.name, EXTRACTED_SKILLS.name, JOB_OPENINGS.name, SEARCH_DAYS.name}
    if found.spec is API_CALLS:
        return f"{found.spec.name}/{found.file.name}"
    return found.spec.name if found.spec.name in named else "job_postings"


def _make_again(settings: Settings, lake: Lake, found: DamagedFile) -> None:
    """Write a table's file again from what it is made from.

    Raises:
        DamageError: What it is made from is damaged or missing.
    """
    if found.spec is API_CALLS and found.day:
        Ledger(lake, "mending").compact([found.day], [cast("Kind", found.file.name)])
    elif found.day and not found.spec.name.startswith(READ_FROM_TABLES) and not raw_answers.day_keys(lake, found.day):
        raise DamageError(f"raw answers of {found.day}", "there are none to make it from", "Next: restore either")
    elif found.spec is SEARCH_DAYS and found.day:
        from assets.search.progress.landed import noted_rows

        lake.write_partition(SEARCH_DAYS, found.day, noted_rows(lake, found.day))
    else:
        _rebuild(settings, lake, found)


def _rebuild(settings: Settings, lake: Lake, found: DamagedFile) -> None:
    """Have the asset itself make it, in a run that leaves no trace: the bytes are those that were recorded."""
    from assets.classification.classified_jobs import classified_jobs
    from assets.llm.limits.settings import LlmSettings
    from assets.postings.job_openings import job_openings
    from assets.postings.job_postings import job_postings
    from assets.skills.extracted_skills import extracted_skills
    from lineage.trace.verify import RebuildError, rebuild
    from orchestration.installation.resources import stage_resources

    assets: dict[str, dg.AssetsDefinition] = {
        "job_postings": job_postings,
        CLASSIFIED_JOBS.name: classified_jobs,
        EXTRACTED_SKILLS.name: extracted_skills,
        JOB_OPENINGS.name: job_openings,
    }
    resources = {**stage_resources(settings, LlmSettings(run_calls=0)), "lake": lake}
    window = (found.day, found.day) if found.day else None
    try:
        rebuild(window, resources, [assets[_asset(found)]])
    except RebuildError as error:
        raise DamageError(found.error.file, str(error), "Next: mend what that names") from None
