"""A hundred thousand jobs: makes such a snapshot from a small one, and publishes it again and again.

    python -m tests.viewer.load make <small lake> <large lake> --jobs 100000
    python -m tests.viewer.load swap <large lake> --times 200 --every 0.25

Not a test that pytest collects. What a viewer of it takes is measured by `python -m benchmarks.viewer_load`.
"""

import argparse
import json
import shutil
import time
from dataclasses import replace
from pathlib import Path

import duckdb

from assets.lake.snapshots.publishing import MartFile, building_folder, publish
from assets.lake.snapshots.snapshots import CURRENT, Snapshot, current
from assets.lake.storage.storage import Lake
from assets.marts.files.job_pages import DETAIL, NAME, detail_view, write_job_pages
from assets.marts.files.list_index import TABLES, write_list_index
from assets.marts.files.mart_files import described
from assets.marts.files.word_index import word_files

COPIED = ("dim_jobs", "fct_job_skills", "job_lifecycle")


def make(small: Path, large: Path, jobs: int) -> None:
    """Publish a snapshot in which each job of a small one stands many times under keys of its own."""
    old = current(Lake(small))
    assert old is not None, f"nothing is published in {small}"
    shutil.rmtree(large, ignore_errors=True)
    building = building_folder(Lake(large), "load")
    made = (DETAIL, NAME, *(table.name for table in TABLES))
    files = []
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'; set memory_limit = '6GB'; set threads = 2")
        connection.execute(f"set temp_directory = '{large}/.spill'")
        for name, mart in old.marts.items():
            said = MartFile(name, 0, mart["schema"], "", 0, mart["description"])
            if name == DETAIL:
                pages = MartFile(NAME, 0, [], "", 0)
                print(
                    write_job_pages(connection, f"({_many(old, name, jobs, text=True)})", pages.built(building)), "jobs"
                )
                files += [described(pages.built(building), pages), replace(said, view=detail_view(mart["schema"]))]
            elif name not in made:
                rows = _many(old, name, jobs) if name in COPIED else f"from {old.relation(name)}"
                connection.execute(f"copy ({rows}) to '{said.built(building)}' (compression zstd, row_group_size 8192)")
                files.append(described(said.built(building), said))
        words = [(file, file.built(building)) for file in files if file.mart == NAME]
        marts = {file.mart: f"'{file.built(building)}'" for file in files}
        for table, path in write_list_index(connection, building, marts):
            files.append(described(path, MartFile(table.name, 0, [], "", 0)))
        files += word_files(connection, words, {}, building, building)
    publish(Lake(large), building, files, "load", keep=1)
    shutil.rmtree(building)


def _many(small: Snapshot, mart: str, jobs: int, *, text: bool = False) -> str:
    noise = ", description || ' ' || md5(copy::varchar || job_key::varchar) as description" if text else ""
    rows = small.relation(mart)
    return (
        f"select * exclude (copy) replace ((hash(job_key, copy) >> 2)::bigint + 1 as job_key{noise}) "
        f"from {rows}, range({jobs} // (select count(distinct job_key) from {rows})) as copies(copy) order by job_key"
    )


def swap(lake: Path, times: int, every: float) -> None:
    """Publish the same marts again and again under new ids, keeping the last three manifests."""
    base = current(Lake(lake))
    assert base is not None
    made: list[Path] = []
    for number in range(1, times + 1):
        folder = lake / "marts" / f"snapshot={number:016x}"
        if folder == base.folder:
            continue
        shutil.rmtree(folder, ignore_errors=True)  # left by an earlier round
        shutil.copytree(base.folder, folder)
        Lake(lake).replace(CURRENT, f"{number:016x}\n".encode())
        made.append(folder)
        for old in made[:-3]:
            shutil.rmtree(old)
        made = made[-3:]
        time.sleep(every)
    print(json.dumps({"swaps": times}))


def main() -> None:
    """One of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make")
    making.add_argument("small", type=Path)
    making.add_argument("large", type=Path)
    making.add_argument("--jobs", type=int, default=100_000)
    swapping = commands.add_parser("swap")
    swapping.add_argument("lake", type=Path)
    swapping.add_argument("--times", type=int, default=200)
    swapping.add_argument("--every", type=float, default=0.25)
    flags = parser.parse_args()
    if flags.command == "make":
        make(flags.small, flags.large, flags.jobs)
    else:
        swap(flags.lake, flags.times, flags.every)


if __name__ == "__main__":
    main()
