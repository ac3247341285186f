"""What is wrong with the lake is told to the operator, each thing once by each channel, and shows where it is not."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assets.lake.readers.watch_status import ChannelStatus, read_status
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import CLASSIFIED_JOBS, EXTRACTED_SKILLS, QUARANTINE, SEARCH_DAYS
from assets.watches.channels import channel_of
from assets.watches.lake_notices import lake_notices
from assets.watches.notices import Notice, tell_operator
from assets.watches.watch_file import parse_watches
from tests.assets.watches.scene import MailServer, Webhook, settings
from tests.dbt_project.lake_maker import filled

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FILE = "operator: {channels: [email, phone], quiet: '22:00-07:00', most: 2}"
RUN = Notice(
    "run:1", "run 1f0c of daily_lake failed", "raw_search_results: the pump\r\nBcc: all@larkspur.example <b>fell</b>"
)
DAY = Notice("day:2026-11-19", "2026-11-19 was not closed", "No search of that day has been made.")


def told(
    lake: Lake, folder: Path, mail: MailServer, *notices: Notice, now: datetime = NOON, file: str = FILE
) -> list[ChannelStatus]:
    chosen = settings(folder, mail)
    return tell_operator(lake, parse_watches(file), notices, lambda name: channel_of(name, chosen), lambda: now)


def test_each_thing_is_told_once_by_each_channel(lake: Lake, tmp_path: Path, mail: MailServer, hook: Webhook) -> None:
    told(lake, tmp_path, mail, RUN)
    told(lake, tmp_path, mail, RUN)
    told(lake, tmp_path, mail, RUN, DAY)
    for texts in (mail.texts(), hook.texts()):
        assert [("1f0c" in text, "2026-11-19" in text) for text in texts] == [(True, False), (False, True)]
    assert str(mail.mails[0]["Subject"]) == "Joblake: run 1f0c of daily_lake failed"
    assert mail.mails[0]["Bcc"] is None
    assert "<b>" not in str(mail.mails[0].get_body(("html",)))
    assert not set("<>@") & set(hook.texts()[0])


def test_at_night_it_waits_and_the_rest_of_many_comes_in_the_next(
    lake: Lake, tmp_path: Path, mail: MailServer, hook: Webhook
) -> None:
    many = [Notice(f"run:{number}", f"run {number} failed", "why") for number in range(3)]
    found = told(lake, tmp_path, mail, *many, now=NOON + timedelta(hours=11))
    assert [(one.waiting, one.due) for one in found] == [(3, datetime(2026, 11, 21, 7, tzinfo=UTC))] * 2
    assert mail.mails == []
    told(lake, tmp_path, mail, *many)
    told(lake, tmp_path, mail, *many)
    assert [text.count("failed") for text in hook.texts()] == [2, 1]


def test_a_channel_that_fails_is_tried_again_and_shown(
    lake: Lake, tmp_path: Path, mail: MailServer, hook: Webhook
) -> None:
    mail.refuses = True
    told(lake, tmp_path, mail, RUN)
    failing, phone = read_status(lake)
    assert (failing.channel, failing.waiting, failing.failing_since) == ("email", 1, NOON)
    assert "the greenhouse is closed" in failing.error
    assert (phone.waiting, phone.error) == (0, "")
    mail.refuses = False
    told(lake, tmp_path, mail, RUN)
    assert len(mail.mails) == len(hook.posted) == 1


def test_without_an_operator_nobody_is_told(lake: Lake, tmp_path: Path, mail: MailServer) -> None:
    assert told(lake, tmp_path, mail, RUN, file="{}") == []
    assert not lake.exists("watches/operator.json")


class Days:
    """The tables of some days, in as few columns as the notices ask for."""

    def __init__(self, lake: Lake) -> None:
        self.lake = lake

    def day(self, day: date, *, jobs: int = 40, skills: int = 400, unreadable: int = 0, failed: int = 0) -> None:
        spec = SEARCH_DAYS
        outcomes = ["failed"] * failed + ["fetched"] * (3 - failed)
        rows = [
            filled(spec, search_date=day, search_name=f"s{number}", outcome=outcome, results=40, reason=f"why {number}")
            for number, outcome in enumerate(outcomes)
        ]
        self.lake.write_partition(spec, day, rows)
        classes = [filled(CLASSIFIED_JOBS, search_date=day, job_key=key) for key in range(jobs)]
        self.lake.write_partition(CLASSIFIED_JOBS, day, classes)
        found = [filled(EXTRACTED_SKILLS, search_date=day, job_key=key) for key in range(skills)]
        self.lake.write_partition(EXTRACTED_SKILLS, day, found)
        reasons = ["missing_job_title"] * unreadable + ["other_day"] * 30
        aside = [filled(QUARANTINE, search_date=day, reason=reason) for reason in reasons]
        self.lake.write_partition(QUARANTINE, day, aside)


@pytest.fixture
def days(lake: Lake) -> Days:
    found = Days(lake)
    for back in range(2, 9):
        found.day(NOON.date() - timedelta(days=back))
    return found


YESTERDAY = date(2026, 11, 19)


def notices(days: Days, now: datetime = NOON) -> list[str]:
    return [notice.id for notice in lake_notices(days.lake, now)]


def test_a_day_that_was_searched_as_ever_is_no_news(days: Days) -> None:
    days.day(YESTERDAY)
    assert notices(days) == []


def test_a_day_without_searches_is_told_two_hours_after_it_ended_and_not_before(days: Days) -> None:
    assert notices(days) == ["day:2026-11-19"]
    assert notices(days, datetime(2026, 11, 20, 1, 59, tzinfo=UTC)) == []
    assert notices(days, datetime(2026, 11, 20, 2, 1, tzinfo=UTC)) == ["day:2026-11-19"]


def test_a_day_with_searches_that_failed_names_them(days: Days) -> None:
    days.day(YESTERDAY, failed=2)
    (found,) = lake_notices(days.lake, NOON)
    assert found.subject == "2026-11-19 was not closed whole"
    assert "2 of 3 searches were not answered (s0: why 0; s1: why 1)" in found.text


def test_a_lake_that_has_just_begun_owes_no_earlier_day(lake: Lake) -> None:
    assert lake_notices(lake, NOON) == []
    Days(lake).day(YESTERDAY)
    assert lake_notices(lake, NOON) == []


@pytest.mark.parametrize(
    ("of_the_day", "said"),
    [
        ({"skills": 290}, ["quality:skills:2026-11-19"]),
        ({"skills": 310}, []),
        ({"jobs": 20, "skills": 20}, []),  # too few jobs to tell
        ({"unreadable": 7}, ["quality:unreadable:2026-11-19"]),
        ({"unreadable": 6}, []),
    ],
)
def test_a_day_on_which_quality_dropped_is_told(days: Days, of_the_day: dict[str, int], said: list[str]) -> None:
    days.day(YESTERDAY, **of_the_day)
    assert notices(days) == said
