"""The viewer as files: the same pages and templates, written once, to be opened from disk or put on any web server.

A large lake is not written whole: the newest jobs, and the skills and employers of these. Filters need the live viewer.
"""

import json
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from starlette.datastructures import QueryParams

from assets.lake.snapshots.snapshots import sound
from assets.lake.storage.storage import Lake
from viewer.drawing import render
from viewer.drawing.addresses import Files, employer_slug, feed_file, file_of
from viewer.drawing.feed import as_atom
from viewer.drawing.page import Asked, Page, PageMaker
from viewer.pages.employers import employer_page, employers_page
from viewer.pages.front import front_page
from viewer.pages.jobs.job import job_page
from viewer.pages.jobs.job_feed import job_feed
from viewer.pages.jobs.jobs import PER_PAGE, jobs_page
from viewer.pages.lineage import lineage_page
from viewer.pages.pipeline import pipeline_page
from viewer.pages.searches import searches_page
from viewer.pages.skills.skills import skill_page, skills_page
from viewer.snapshot.attribution import attributions, publishable
from viewer.snapshot.jobs.index import indexed
from viewer.snapshot.reader import Reader, Row
from viewer.snapshot.shelf import NothingPublishedError

STATIC = Path(__file__).parent / "static"
MARK = "joblake-site.json"
SINGLE: Mapping[str, PageMaker] = {
    "/": front_page,
    "/skills": skills_page,
    "/employers": employers_page,
    "/searches": searches_page,
    "/pipeline": pipeline_page,
    "/lineage": lineage_page,
}


@dataclass(frozen=True)
class Exported:
    """What was written: of which snapshot, how many pages and jobs, and how many bytes."""

    snapshot_id: str
    pages: int
    jobs: int
    bytes: int


@dataclass(frozen=True)
class Leaf:
    """One page to write: its path on the live viewer, who makes it and what is asked."""

    path: str
    maker: PageMaker
    asked: Asked = field(default_factory=Asked)
    number: int = 1

    @property
    def file(self) -> str:
        """The file it is written to."""
        return file_of(self.path, self.number)


def export(lake: Lake, folder: Path, newest: int = 500, allowed: Collection[str] = ()) -> Exported:
    """Write the site of the current snapshot; the folder is replaced when everything is written.

    Args:
        lake: Where the snapshot is.
        folder: Where the site goes: a new or empty folder, or one that this function wrote.
        newest: How many jobs get a page of their own.
        allowed: Sources whose terms keep their postings out of what is published, and which are shown all the same.

    Raises:
        NothingPublishedError: There is no snapshot.
        DamagedSnapshotError: There is none that is sound.
        FileExistsError: The folder holds something else.
    """
    snapshot = sound(lake)
    if snapshot is None:
        raise NothingPublishedError("Nothing is published in this lake; run the pipeline first.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise FileExistsError(f"{folder} holds files that are no exported site; name an empty or a new folder.")
    building = folder.with_name(f".{folder.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    shutil.copytree(STATIC, building / "static")
    reader = publishable(Reader(snapshot), allowed)
    jobs = _newest(reader, newest)
    leaves = list(_leaves(reader, jobs))
    feeds = {feed_file(panel): panel for panel in (None, *_panels(reader))}
    written = {*(leaf.file for leaf in leaves), *feeds}
    for leaf in leaves:
        _write(reader, leaf, building, Files(leaf.file, written), len(jobs))
    for name, panel in feeds.items():
        _write_feed(reader, panel, building / name, Files(name, written))
    size = sum(path.stat().st_size for path in building.rglob("*") if path.is_file())
    done = Exported(reader.snapshot_id, len(leaves), len(jobs), size)
    (building / MARK).write_text(json.dumps({"snapshot": done.snapshot_id, "pages": done.pages}) + "\n")
    if folder.exists():
        shutil.rmtree(folder)
    building.rename(folder)
    return done


def _newest(reader: Reader, most: int) -> list[Row]:
    if not indexed(reader):
        return []
    return reader.rows(
        "select job_key, employer_key from job_index "
        "order by posted_date desc nulls last, first_seen desc, job_key limit $most",
        {"most": most},
    )


def _leaves(reader: Reader, jobs: list[Row]) -> Iterator[Leaf]:
    for path, maker in SINGLE.items():
        yield Leaf(path, maker)
    for number in range(1, max(1, -(-len(jobs) // PER_PAGE)) + 1):
        yield Leaf("/jobs", jobs_page, Asked(query=QueryParams({"page": str(number)})), number)
    for job in jobs:
        yield Leaf(f"/jobs/{job['job_key']}", job_page, Asked({"job_key": str(job["job_key"])}))
    for slug in sorted({employer_slug(job["employer_key"]) for job in jobs if job["employer_key"]}):
        yield Leaf(f"/employers/{slug}", employer_page, Asked({"slug": slug}))
    for slug in _skills(reader, jobs):
        yield Leaf(f"/skills/{slug}", skill_page, Asked({"slug": slug}))


def _panels(reader: Reader) -> list[str]:
    """The panels that have jobs."""
    if not indexed(reader):
        return []
    rows = reader.rows("select distinct unnest(panels) as panel from job_index order by panel")
    return [row["panel"] for row in rows]


def _write_feed(reader: Reader, panel: str | None, file: Path, to: Files) -> None:
    """A panel's feed; it holds the jobs that have a page, by addresses relative to its own."""
    feed = job_feed(reader, Asked(query=QueryParams({"panel": panel} if panel else {})))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(as_atom(feed, to.page, None))


def _skills(reader: Reader, jobs: list[Row]) -> list[str]:
    """The skills of these jobs."""
    if not jobs:
        return []
    rows = reader.rows(
        """
        select distinct slug from skill_index
        inner join job_skill_index on skill_index.skill_no = job_skill_index.skill_no
        inner join job_index on job_skill_index.job_no = job_index.job_no
        where list_contains($keys, job_key) order by slug
        """,
        {"keys": [job["job_key"] for job in jobs]},
    )
    return [row["slug"] for row in rows]


def _write(reader: Reader, leaf: Leaf, building: Path, to: Files, n_jobs: int) -> None:
    page: Page = leaf.maker(reader, leaf.asked)
    if leaf.maker is jobs_page:
        page = replace(page, data=page.data | {"pages": max(1, -(-n_jobs // PER_PAGE)), "shown": n_jobs})
        if leaf.number * PER_PAGE > n_jobs:
            page.data["jobs"] = page.data["jobs"][: n_jobs - (leaf.number - 1) * PER_PAGE]
    file = building / leaf.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        render.html(page, reader.snapshot_id, to, leaf.path, attributions=attributions(reader)),
        encoding="utf-8",
        errors="replace",
    )
