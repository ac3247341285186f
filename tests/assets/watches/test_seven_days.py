"""Seven days one by one: each new opening is told once by each channel; killed on the way, none is lost."""

import multiprocessing
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assets.lake.snapshots.snapshots import Snapshot
from assets.lake.storage.storage import Lake
from assets.watches.channels import channel_of
from assets.watches.plans import plans
from assets.watches.settings import variable_of
from assets.watches.telling import Outcome, tell
from assets.watches.watch_file import parse_watches
from tests.assets.watches.killed_run import PRELOADED, tell_until
from tests.assets.watches.scene import MailServer, Row, Webhook, job, listed, publish, settings

FIRST = datetime(2026, 11, 20, 1, tzinfo=UTC)
WATCHES = """
watches:
  - {name: yards, jobs: {country: gb, work_mode: onsite}, channels: [email, phone]}
"""
# What each day adds. A copy and a repost belong to an opening that was told; a longer text takes over as its voice.
DAYS: tuple[tuple[Row, ...], ...] = (
    tuple(job(key) for key in range(1, 9)),
    (job(21), job(22), job(23), job(24, country="DE"), job(101, opening=1, title="Welder 1, again")),
    (job(31), job(32), job(33, work_mode="remote")),
    (),
    (job(51), job(52, opening=31), job(53, title="Subject\r\nBcc: everybody@larkspur.example")),
    (job(61), job(62, opening=61)),
    (job(71), job(72)),
)
# A message has six moments, from before its first line to after its last. Once the first channel's is noted, the same
# numbers are those of the second's.
MOMENTS = ((0, 1, 2, 3), (5, 3, 4, 1))
NEW: tuple[set[int], ...] = ({21, 22, 23}, {31, 32}, set(), {51, 53}, {61}, {71, 72})


def morning(day: int) -> datetime:
    return FIRST + timedelta(days=day)


def published(lake: Lake, day: int) -> Snapshot:
    """Everything until a day; on the fifth a copy has the longer text, so its key is the opening's from then on."""
    jobs = [dict(one) for more in DAYS[: day + 1] for one in more]
    for one in jobs:
        if day >= 4 and one["opening_key"] == 31:
            one |= {"opening_key": 52, "is_canonical": one["job_key"] == 52}
    return publish(lake, jobs)


def told(lake: Lake, folder: Path, mail: MailServer, day: int, watches: str = WATCHES) -> list[Outcome]:
    chosen = settings(folder, mail)
    snapshot = published(lake, day)
    return tell(lake, snapshot, parse_watches(watches), lambda name: channel_of(name, chosen), lambda: morning(day))


def test_each_channel_gets_exactly_what_is_new(lake: Lake, tmp_path: Path, mail: MailServer, hook: Webhook) -> None:
    for day in range(len(DAYS)):
        told(lake, tmp_path, mail, day)
        assert all(one.state == "nothing new" for one in told(lake, tmp_path, mail, day))  # a second run of the day
    expected = [new for new in NEW if new]
    for first, *later in (mail.texts(), hook.texts()):
        assert "8 openings on the list yards now" in first
        assert [set(listed(text)) for text in later] == expected
        assert [len(listed(text)) for text in later] == [len(new) for new in expected]
    assert not [text for text in mail.texts() + hook.texts() if "may have reached you" in text]


@pytest.fixture(scope="module")
def forked() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def test_killed_at_any_moment_no_opening_is_lost_and_what_may_be_told_twice_is_said(
    lake: Lake,
    tmp_path: Path,
    mail: MailServer,
    hook: Webhook,
    forked: multiprocessing.context.ForkServerContext,
) -> None:
    given = settings(tmp_path, mail).model_dump(exclude={"smtp_password"})
    addresses = {variable_of("phone"): hook.address}
    kills = 0
    for day in range(len(DAYS)):
        published(lake, day)
        for moment in MOMENTS[day % 2]:
            process = forked.Process(
                target=tell_until,
                args=(str(lake.root), WATCHES, given, addresses, morning(day).isoformat(), moment),
            )
            process.start()
            process.join(60)
            kills += process.exitcode == -signal.SIGKILL
        told(lake, tmp_path, mail, day)
    assert kills >= 20
    for texts in (mail.texts(), hook.texts()):
        later = [text for text in texts if "from here on" not in text.lower()]
        times = Counter(key for text in later for key in listed(text))
        assert times.keys() == set().union(*NEW)
        again = {key for key, count in times.items() if count > 1}
        assert again, "no kill fell between sending and writing"
        seen: set[int] = set()
        for text in later:
            if seen & set(listed(text)):
                assert "may have reached you" in text
            seen |= set(listed(text))
    assert not [plan for plan in plans(lake, published(lake, 6), parse_watches(WATCHES), morning(6)) if plan.kind]
