"""A first run tells a summary, a channel that fails is tried again, caps carry over, nights and digests are kept."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from assets.lake.readers.watch_status import read_status
from assets.lake.storage.storage import Lake
from assets.watches.channels import ChannelError
from assets.watches.message import Message
from assets.watches.telling import Outcome, tell
from assets.watches.watch_file import parse_watches
from tests.assets.watches.scene import Row, job, listed, publish, skill

START = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Post:
    """Channels that keep what they are given; those that are closed refuse it."""

    lake: Lake
    sent: list[tuple[str, Message]] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    now: datetime = START

    def channel(self, name: str) -> "Slot":
        return Slot(self, name)

    def tell(self, watches: str, jobs: list[Row], skills: list[Row] | None = None) -> list[Outcome]:
        snapshot = publish(self.lake, jobs, skills)
        return tell(self.lake, snapshot, parse_watches(watches), self.channel, lambda: self.now)

    def taken(self) -> list[str]:
        """The texts since the last look."""
        texts = [message.text for _, message in self.sent]
        self.sent.clear()
        return texts


@dataclass
class Slot:
    post: Post
    name: str

    def send(self, message: Message) -> None:
        if self.name in self.post.closed:
            raise ChannelError("closed")
        self.post.sent.append((self.name, message))


@pytest.fixture
def post(lake: Lake) -> Post:
    return Post(lake)


def watch(more: str = "") -> str:
    return f"watches: [{{name: yards, jobs: {{country: gb}}, channels: [outbox]{more}}}]"


def jobs(*keys: int) -> list[Row]:
    return [job(key) for key in keys]


def test_a_first_run_tells_a_summary_and_counts_all_as_told(post: Post) -> None:
    (outcome,) = post.tell(watch(), jobs(*range(1, 401)))
    (text,) = post.taken()
    assert text.startswith("400 openings on the list yards now. From here on you are told of what is new")
    assert len(listed(text)) == 5
    assert (outcome.state, outcome.told, outcome.waiting) == ("sent", 400, 0)
    post.tell(watch(), jobs(*range(1, 402)))
    assert [listed(text) for text in post.taken()] == [[401]]


def test_a_first_run_over_an_empty_list_says_so_too(post: Post) -> None:
    post.tell(watch(), [])
    assert post.taken()[0].startswith("0 openings on the list yards now.")
    post.tell(watch(), jobs(1))
    assert [listed(text) for text in post.taken()] == [[1]]


def test_a_changed_watch_tells_a_summary_of_what_it_had_not_told(post: Post) -> None:
    post.tell(watch(), jobs(1, 2))
    more = [job(3, country="DE")]
    post.tell(watch().replace("gb", "de"), jobs(1, 2) + more)
    (_, text) = post.taken()
    assert "The watch yards has changed: 1 opening on its list now, 1 of them not told before." in text


def test_what_a_message_cannot_hold_comes_in_the_next_and_too_much_is_summed_up(post: Post) -> None:
    few = watch(", most: 2")
    post.tell(few, [])
    post.taken()
    found = [job(key, day=f"2026-11-{10 + key}") for key in range(1, 6)]
    outcomes = [post.tell(few, found)[0] for _ in range(3)]
    assert [set(listed(text)) for text in post.taken()] == [{1, 2}, {3, 4}, {5}]
    assert [one.waiting for one in outcomes] == [3, 1, 0]
    post.tell(few, found + jobs(*range(100, 121)))
    (text,) = post.taken()
    assert "21 openings new on the list yards, too many to list; these are 2 of them." in text
    assert post.tell(few, found + jobs(*range(100, 121)))[0].state == "nothing new"


def test_a_channel_that_fails_stops_no_other_and_is_tried_again(post: Post) -> None:
    both = watch().replace("[outbox]", "[email, outbox]")
    post.tell(both, jobs(1))
    post.taken()
    post.closed.add("email")
    outcomes = post.tell(both, jobs(1, 2))
    assert [(one.plan.channel, one.state) for one in outcomes] == [("email", "failed"), ("outbox", "sent")]
    mail, outbox = read_status(post.lake)
    assert (mail.waiting, mail.error, mail.failing_since, mail.last_sent) == (1, "closed", START, START)
    assert (outbox.waiting, outbox.error) == (0, "")
    post.now += timedelta(hours=1)
    post.tell(both, jobs(1, 2))
    assert read_status(post.lake)[0].failing_since == START
    post.closed.clear()
    post.taken()
    post.tell(both, jobs(1, 2, 3))
    assert sorted((name, sorted(listed(message.text))) for name, message in post.sent) == [
        ("email", [2, 3]),
        ("outbox", [3]),
    ]
    assert "may have reached you" not in post.sent[0][1].text


def test_at_night_and_between_digests_what_is_new_waits_and_says_until_when(post: Post) -> None:
    calm = watch(", every: day, quiet: '20:00-08:00'")
    post.tell(calm, jobs(1))
    post.now = START + timedelta(hours=6)
    (outcome,) = post.tell(calm, jobs(1, 2))
    assert (outcome.state, outcome.waiting) == ("waiting", 1)
    assert read_status(post.lake)[0].due == datetime(2026, 11, 21, 8, tzinfo=UTC)
    post.now = datetime(2026, 11, 21, 8, tzinfo=UTC)
    post.taken()
    post.tell(calm, jobs(1, 2, 3))
    assert [set(listed(text)) for text in post.taken()] == [{2, 3}]


def test_with_skills_the_best_match_stands_first_and_says_what_is_there_and_missing(post: Post) -> None:
    mine = watch(", have: [SQL, Python], min_match: 50")
    wanted = [skill(1, "SQL"), skill(2, "SQL"), skill(2, "dbt", place=3), skill(3, "dbt")]
    post.tell(mine, [])
    post.taken()
    post.tell(mine, jobs(2, 1, 3), wanted)
    (text,) = post.taken()
    assert listed(text) == [1, 2]
    assert "you have 1 of 1 required: SQL\n" in text
    assert "you have 1 of 2 required: SQL; missing: dbt" in text


def test_a_damaged_status_is_read_as_none_and_written_again(post: Post) -> None:
    post.lake.replace("watches/status.json", b"[{")
    assert read_status(post.lake) == []
    post.tell(watch(), jobs(1))
    assert [one.watch for one in read_status(post.lake)] == ["yards"]
