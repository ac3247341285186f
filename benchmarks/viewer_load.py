"""The viewer of a large lake: processor time of each kind of page, then how long answers take at a steady rate.

    python -m tests.viewer.load make <a published lake> <large lake> --jobs 100000
    python -m benchmarks.viewer_load <large lake> [--rate 20] [--seconds 60] [--against CHECKOUT ...]

Every checkout serves the same lake from a process of its own and is asked the same pages in turn. Processor time counts
user and system seconds of that process for pages asked one after another; the first of each are not counted. No page is
asked twice in a round, but several are of one list, as readers go through it. It reads /proc: Linux.
"""

import argparse
import asyncio
import itertools
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx

HERE = Path(__file__).resolve().parents[1]
KINDS = ("job", "list", "words", "match")
LISTS = (
    "/jobs", "/jobs?work_mode=hybrid", "/jobs?text=engineer&sort=title", "/jobs?country=GB&has_pay=1&sort=pay",
    "/jobs?skill=python", "/jobs?seniority=senior", "/jobs?text=nurse+chicago", "/jobs?contradiction=1",
)  # fmt: skip
WORDS = (
    "engineer", "data", "experience team", "python sql", '"machine learning"', "snowflake -senior", "nurse chicago",
    '"event driven"', "warehouse forklift", "softwareentwickler", "care plan", "kubernetes terraform", "marketing",
    "berlin", "pipelines dbt", "you will", "communication skills", "c++", "electrician -trainee", "salesforce",
)  # fmt: skip
MATCHES = ("python,sql,dbt", "typing,microsoft-excel", "java,kubernetes,docker", "cpr-certification", "german,english")
PAGES = 37
NOT_COUNTED, COUNTED = 5, 60
WARM_SECONDS = 60
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """A viewer that runs: whose code, where it answers, its process."""

    name: str
    home: str
    pid: int

    def processor_ms(self) -> float:
        """What it took of the processor until now."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / TICKS

    def peak_mb(self) -> int:
        """The most memory that was resident."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lake", type=Path)
    parser.add_argument("--rate", type=float, default=20, help="requests a second; 0 leaves the second table out")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--against", type=Path, nargs="*", default=[], help="other checkouts, served by their own code")
    flags = parser.parse_args()
    with ExitStack() as running:
        served = [running.enter_context(serving(checkout, flags.lake)) for checkout in (HERE, *flags.against)]
        keys = job_keys(served[0])
        print(f"processor ms a page, mean of {COUNTED} asked one after another, and KB of the page")
        for kind in KINDS:
            print(
                f"  {kind:<6}",
                *(f"{who.name}: {ms:6.1f} {size:4.0f} KB" for who, ms, size in alone(served, kind, keys)),
            )
        for who in served if flags.rate else ():
            asyncio.run(at_rate(who, flags.rate, flags.seconds, keys))


@contextmanager
def serving(checkout: Path, lake: Path) -> Iterator[Served]:
    """Serve a lake by the code of a checkout, until its first list has been shown."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "viewer", "--lake", str(lake.absolute()), "--port", str(port)]
    with subprocess.Popen(command, cwd=checkout, stdout=subprocess.DEVNULL) as process:
        try:
            home = f"http://127.0.0.1:{port}"
            _wait_for(f"{home}/jobs")
            yield Served(checkout.resolve().name, home, process.pid)
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    for _ in range(WARM_SECONDS * 10):
        try:
            httpx.get(address, timeout=WARM_SECONDS).raise_for_status()
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{address} does not answer")


def job_keys(who: Served) -> list[str]:
    """Jobs from three places of the whole list."""
    found = (httpx.get(f"{who.home}/jobs.json?sort=title&page={page}", timeout=30).json() for page in (3, 400, 900))
    keys = [job["job_key"] for page in found for job in page["jobs"]]
    return keys or [job["job_key"] for job in httpx.get(f"{who.home}/jobs.json").json()["jobs"]]


def addresses(kind: str, keys: Sequence[str], seed: int = 0) -> Iterator[str]:
    """Addresses of a kind without end, in an order that depends on the seed alone."""
    chance = random.Random(f"{kind} {seed}")
    asked = {
        "job": [f"/jobs/{key}" for key in keys],
        "list": [_page(path, number) for path in LISTS for number in range(1, PAGES + 1)],
        "words": [_page(f"/jobs?{urlencode({'text': w})}", n) for w in WORDS for n in range(1, PAGES + 1)],
        "match": [_page(f"/match?have={have}", number) for have in MATCHES for number in range(1, PAGES + 1)],
    }[kind]
    while True:
        yield from chance.sample(asked, len(asked))


def _page(path: str, number: int) -> str:
    return f"{path}{'&' if '?' in path else '?'}page={number}"


def alone(served: Sequence[Served], kind: str, keys: Sequence[str]) -> Iterator[tuple[Served, float, float]]:
    """Each viewer with its processor ms and the kilobytes of a page of this kind; they are asked in turn."""
    took = dict.fromkeys(served, 0.0)
    size = dict.fromkeys(served, 0)
    paths = list(itertools.islice(addresses(kind, keys), NOT_COUNTED + COUNTED))
    clients = {who: httpx.Client(base_url=who.home, timeout=30) for who in served}
    for number, who in itertools.product(range(len(paths)), served):
        before = who.processor_ms()
        answer = clients[who].get(paths[number]).raise_for_status()
        if number >= NOT_COUNTED:
            took[who] += who.processor_ms() - before
            size[who] += len(answer.content)
    for client in clients.values():
        client.close()
    return ((who, took[who] / COUNTED, size[who] / COUNTED / 1024) for who in served)


async def at_rate(who: Served, rate: float, seconds: float, keys: Sequence[str]) -> None:
    """Ask for the four kinds in turn at a fixed rate, whether or not earlier answers have come, and print how long."""
    took: dict[str, list[float]] = {kind: [] for kind in KINDS}
    wrong: list[str] = []
    asked = {kind: addresses(kind, keys, seed=1) for kind in KINDS}

    async def one(client: httpx.AsyncClient, kind: str) -> None:
        path = next(asked[kind])
        began = time.perf_counter()
        answer = await client.get(path)
        took[kind].append((time.perf_counter() - began) * 1000)
        if answer.status_code != httpx.codes.OK:
            wrong.append(f"{answer.status_code} {path}")

    async with httpx.AsyncClient(base_url=who.home, timeout=60, limits=httpx.Limits(max_connections=50)) as client:
        start, tasks = time.perf_counter(), []
        for number in range(int(seconds * rate)):
            await asyncio.sleep(max(0.0, start + number / rate - time.perf_counter()))
            tasks.append(asyncio.create_task(one(client, KINDS[number % len(KINDS)])))
        await asyncio.gather(*tasks)
    print(
        f"{who.name}: {rate:g} requests a second for {seconds:g} s, peak {who.peak_mb()} MB, wrong {len(wrong)}",
        *wrong[:3],
    )
    for kind, values in ((kind, sorted(took[kind])) for kind in KINDS):
        print(f"  {kind:<6}", *(f"p{part} {values[int(len(values) * part / 100)]:5.0f} ms " for part in (50, 95, 99)))


if __name__ == "__main__":
    main()
