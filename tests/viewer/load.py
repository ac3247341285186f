"""A hundred thousand jobs under load: makes such a snapshot from a small one, and asks a running viewer for pages.

    python -m tests.viewer.load make <small lake> <large lake> --jobs 100000
    python -m tests.viewer.load ask http://127.0.0.1:8321 --seconds 60 --rate 20
    python -m tests.viewer.load swap <large lake> --times 200 --every 0.25

Not a test that pytest collects: what it measures depends on the machine, which must be named beside the figures.
"""

import argparse
import asyncio
import itertools
import json
import os
import random
import shutil
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import httpx

from assets.lake.snapshots.publishing import MartFile, building_folder, publish
from assets.lake.snapshots.snapshots import CURRENT, Snapshot, current
from assets.lake.storage.storage import Lake
from assets.marts.files.job_pages import DETAIL, NAME, detail_view, write_job_pages
from assets.marts.files.list_index import TABLES, write_list_index
from assets.marts.files.mart_files import described
from assets.marts.files.word_index import word_files

COPIED = ("dim_jobs", "fct_job_skills", "job_lifecycle")
LISTS = (
    "/jobs", "/jobs?work_mode=hybrid", "/jobs?text=engineer&sort=title", "/jobs?country=GB&has_pay=1&sort=pay",
    "/jobs?skill=python", "/jobs?seniority=senior&page=3", "/jobs?text=nurse+chicago", "/jobs?contradiction=1",
)  # fmt: skip
WORDS = (
    "engineer", "data", "experience team", "python sql", '"machine learning"', "snowflake -senior", "nurse chicago",
    '"event driven"', "warehouse forklift", "softwareentwickler", "care plan", "kubernetes terraform", "marketing",
    "berlin", "pipelines dbt", "you will", "communication skills", "c++", "electrician -trainee", "salesforce",
)  # fmt: skip
MATCHES = ("python,sql,dbt", "typing,microsoft-excel", "java,kubernetes,docker", "cpr-certification", "german,english")


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


async def ask(home: str, seconds: float, rate: float, kinds: Sequence[str]) -> None:
    """Ask for these kinds of pages in turn at a fixed rate, whether or not earlier answers have come, and report."""
    async with httpx.AsyncClient(base_url=home, timeout=30, limits=httpx.Limits(max_connections=50)) as client:
        found = (await client.get("/jobs.json?sort=title&page=7")).json()
        keys = [job["job_key"] for page in (3, 400, 900) for job in (await _page(client, page))] or found["jobs"]
        took: dict[str, list[float]] = {"job": [], "list": [], "words": [], "match": []}
        wrong: list[str] = []
        turns = itertools.count()

        async def one() -> None:
            turn = next(turns)
            kind = kinds[turn % len(kinds)]
            # A page number of its own makes each list a question not asked before.
            path = {
                "job": f"/jobs/{random.choice(keys)}",
                "list": _fresh(random.choice(LISTS), turn),
                "words": _fresh(f"/jobs?{urlencode({'text': random.choice(WORDS)})}", turn // 7),
                "match": _fresh(f"/match?have={random.choice(MATCHES)}", turn),
            }[kind]
            began = time.perf_counter()
            answer = await client.get(path)
            took[kind].append((time.perf_counter() - began) * 1000)
            if answer.status_code != 200:
                wrong.append(f"{answer.status_code} {path}")

        tasks = []
        start = time.perf_counter()
        for number in range(int(seconds * rate)):
            await asyncio.sleep(max(0.0, start + number / rate - time.perf_counter()))
            tasks.append(asyncio.create_task(one()))
        await asyncio.gather(*tasks)
    for kind, values in ((kind, sorted(took[kind])) for kind in kinds):
        print(kind, len(values), *(f"p{part} {values[int(len(values) * part / 100)]:.0f} ms" for part in (50, 95, 99)))
    print("wrong", len(wrong), wrong[:3], "load average", os.getloadavg())


async def _page(client: httpx.AsyncClient, number: int) -> list[dict[str, int]]:
    return list((await client.get(f"/jobs.json?sort=title&page={number}")).json()["jobs"])


def _fresh(path: str, turn: int) -> str:
    return path if "page=" in path else f"{path}{'&' if '?' in path else '?'}page={turn % 37 + 1}"


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
    """One of the three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make")
    making.add_argument("small", type=Path)
    making.add_argument("large", type=Path)
    making.add_argument("--jobs", type=int, default=100_000)
    asking = commands.add_parser("ask")
    asking.add_argument("home")
    asking.add_argument("--seconds", type=float, default=60)
    asking.add_argument("--rate", type=float, default=20)
    asking.add_argument("--kinds", nargs="+", choices=["job", "list", "words", "match"], default=["job", "list"])
    swapping = commands.add_parser("swap")
    swapping.add_argument("lake", type=Path)
    swapping.add_argument("--times", type=int, default=200)
    swapping.add_argument("--every", type=float, default=0.25)
    flags = parser.parse_args()
    if flags.command == "make":
        make(flags.small, flags.large, flags.jobs)
    elif flags.command == "ask":
        asyncio.run(ask(flags.home, flags.seconds, flags.rate, flags.kinds))
    else:
        swap(flags.lake, flags.times, flags.every)


if __name__ == "__main__":
    main()
