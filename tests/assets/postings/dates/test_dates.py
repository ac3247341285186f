"""A posted date comes from the source or from its prose, never from the clock, and says how far it can be trusted."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.dates.dates import NO_DATE, read_posted_date

NOW = datetime(2026, 3, 28, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("prose", "day", "precision"),
    [
        ("9 days ago", date(2026, 3, 19), "day"),
        ("1 day ago", date(2026, 3, 27), "day"),
        ("a day ago", date(2026, 3, 27), "day"),
        ("24 hours ago", date(2026, 3, 27), "day"),
        ("5 hours ago", date(2026, 3, 28), "day"),
        ("Just posted", date(2026, 3, 28), "day"),
        ("today", date(2026, 3, 28), "day"),
        ("yesterday", date(2026, 3, 27), "day"),
        ("30+ days ago", date(2026, 2, 26), "about"),
        ("2 weeks ago", date(2026, 3, 14), "about"),
        ("a month ago", date(2026, 2, 26), "about"),
        ("Posted 3d ago", date(2026, 3, 25), "day"),
        ("3 d ago", date(2026, 3, 25), "day"),
        ("vor 5 Stunden", date(2026, 3, 28), "day"),
        ("vor 3 Tagen", date(2026, 3, 25), "day"),
        ("vor einem Monat", date(2026, 2, 26), "about"),
        ("gestern", date(2026, 3, 27), "day"),
        ("hace 5 días", date(2026, 3, 23), "day"),
        ("hace un mes", date(2026, 2, 26), "about"),
        ("ayer", date(2026, 3, 27), "day"),
        ("il y a 3 jours", date(2026, 3, 25), "day"),
        ("il y a plus de 30 jours", date(2026, 2, 26), "about"),
        ("aujourd’hui", date(2026, 3, 28), "day"),
        ("4 hari yang lalu", date(2026, 3, 24), "day"),
        ("sebulan yang lalu", date(2026, 2, 26), "about"),
        ("hari ini", date(2026, 3, 28), "day"),
        ("há 2 dias", date(2026, 3, 26), "day"),
        ("3 giorni fa", date(2026, 3, 25), "day"),
        ("3 dagen geleden", date(2026, 3, 25), "day"),
        ("3 日前", date(2026, 3, 25), "day"),
        ("منذ 3 أيام", date(2026, 3, 25), "day"),
        ("5 days left", None, "none"),
        ("soon", None, "none"),
        ("9999 years ago", None, "none"),
        ("", None, "none"),
    ],
)
def test_relative_prose_counts_back_from_the_fetch(prose: str, day: date | None, precision: str) -> None:
    posted = read_posted_date({"job_posted_at": prose}, NOW)
    assert (posted.day, posted.precision) == (day, precision)
    assert posted.source == ("text" if day else "none")


@pytest.mark.parametrize(
    ("stamp", "at", "precision"),
    [
        (1773878400, datetime(2026, 3, 19, tzinfo=UTC), "day"),
        (1773914400, datetime(2026, 3, 19, 10, tzinfo=UTC), "exact"),
        (1773914400000, datetime(2026, 3, 19, 10, tzinfo=UTC), "exact"),
        ("1773914400", datetime(2026, 3, 19, 10, tzinfo=UTC), "exact"),
        (1773914400.7, datetime(2026, 3, 19, 10, tzinfo=UTC), "exact"),
        (0, None, "none"),
        (-5, None, "none"),
        (True, None, "none"),
        (10**400, None, "none"),
        (float("nan"), None, "none"),
        (1775347200, None, "none"),  # 2026-04-05: a week ahead of the fetch
        ([1773914400], None, "none"),
    ],
)
def test_a_timestamp_is_read_or_passed_over(stamp: object, at: datetime | None, precision: str) -> None:
    posted = read_posted_date({"job_posted_at_timestamp": stamp}, NOW)
    assert (posted.at, posted.precision) == (at, precision)


@pytest.mark.parametrize(
    ("iso", "at"),
    [
        ("2026-03-19T10:00:00.000Z", datetime(2026, 3, 19, 10, tzinfo=UTC)),
        ("2026-03-19T10:00:00+02:00", datetime(2026, 3, 19, 8, tzinfo=UTC)),
        ("2026-03-19", datetime(2026, 3, 19, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00.000Z", None),
        ("not a date", None),
    ],
)
def test_an_iso_text_is_read_or_passed_over(iso: str, at: datetime | None) -> None:
    assert read_posted_date({"job_posted_at_datetime_utc": iso}, NOW).at == at


def test_an_absurd_timestamp_gives_way_to_the_next_source() -> None:
    job = {"job_posted_at_timestamp": 12, "job_posted_at_datetime_utc": None, "job_posted_at": "9 days ago"}
    assert read_posted_date(job, NOW).day == date(2026, 3, 19)


def test_prose_without_a_fetch_time_says_nothing() -> None:
    assert read_posted_date({"job_posted_at": "9 days ago"}, None) == NO_DATE


def test_null_stays_null() -> None:
    assert read_posted_date({"job_posted_at": None, "job_posted_at_timestamp": None}, NOW) == NO_DATE


@settings(max_examples=200, deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "job_posted_at": st.text() | st.integers() | st.none(),
            "job_posted_at_timestamp": st.integers() | st.floats() | st.text() | st.none(),
            "job_posted_at_datetime_utc": st.text() | st.datetimes().map(str) | st.booleans(),
        },
    )
)
def test_no_value_breaks_the_date(job: dict[str, object]) -> None:
    posted = read_posted_date(job, NOW)
    assert (posted.at is None) == (posted.day is None) == (posted.precision == "none") == (posted.source == "none")


@pytest.mark.parametrize(
    ("field", "written", "day"),
    [
        ("job_posted_at_datetime_utc", "Fri, 20 Nov 2026 10:00:00 GMT", "2026-11-20"),
        ("job_posted_at_datetime_utc", "20 Nov 2026 23:30:00 -0500", "2026-11-21"),
        ("job_posted_at_datetime_utc", "2026/11/20", "2026-11-20"),
        ("job_posted_at_datetime_utc", "2026-11-20 10:00:00 UTC", "2026-11-20"),
        ("job_posted_at_datetime_utc", "2026-11-20T10:00:00.000+0000", "2026-11-20"),
        ("job_posted_at_datetime_utc", "20-Nov-2026", "2026-11-20"),
        ("job_posted_at_datetime_utc", "11/20/2026", "2026-11-20"),
        ("job_posted_at_datetime_utc", "20/11/2026", "2026-11-20"),
        ("job_posted_at_datetime_utc", "04/05/2026", None),
        ("job_posted_at_datetime_utc", "20.11.2026", "2026-11-20"),
        ("job_posted_at_datetime_utc", "31.02.2026", None),
        ("job_posted_at_datetime_utc", "Nov 31, 2026", None),
        ("job_posted_at_datetime_utc", "Fri Nov 20 10:00:00 2026", "2026-11-20"),
        ("job_posted_at_datetime_utc", "not a date 2026", None),
        ("job_posted_at", "Nov 20, 2026", "2026-11-20"),
        ("job_posted_at", "November 20th, 2026", "2026-11-20"),
        ("job_posted_at", "Posted on 20 November 2026", "2026-11-20"),
        ("job_posted_at", "20. November 2026", "2026-11-20"),
        ("job_posted_at", "20 de noviembre de 2026", "2026-11-20"),
        ("job_posted_at", "20 novembre 2026", "2026-11-20"),
        ("job_posted_at", "20 nov. 2026", "2026-11-20"),
        ("job_posted_at", "20 listopada 2026", "2026-11-20"),
        ("job_posted_at", "2026年11月20日", "2026-11-20"),
        ("job_posted_at", "20 ноября 2026", "2026-11-20"),
        ("job_posted_at", "20 de nov. de 2026", "2026-11-20"),
        ("job_posted_at", "05.11.2026", "2026-11-05"),
        ("job_posted_at", "Dec 24, 2026", None),
        ("job_posted_at", "vorgestern", "2026-11-26"),
        ("job_posted_at", "anteayer", "2026-11-26"),
        ("job_posted_at", "two days ago", "2026-11-26"),
        ("job_posted_at", "vor drei Tagen", "2026-11-25"),
        ("job_posted_at", "hace dos semanas", "2026-11-14"),
        ("job_posted_at", "a couple of days ago", "2026-11-26"),
        ("job_posted_at", "last week", "2026-11-21"),
        ("job_posted_at", "in 2 days", None),
        ("job_posted_at", "dans 3 jours", None),
        ("job_posted_at", "il y a trois jours", "2026-11-25"),
        ("job_posted_at", "3d ago", "2026-11-25"),
        ("job_posted_at", "Reposted 2 weeks ago", "2026-11-14"),
        ("job_posted_at", "30+ days ago", "2026-10-29"),
        ("job_posted_at", "há 3 dias", "2026-11-25"),
        ("job_posted_at", "3日前", "2026-11-25"),
        ("job_posted_at", "för 5 timmar sedan", "2026-11-27"),
        ("job_posted_at", "5 dagen geleden", "2026-11-23"),
        ("job_posted_at", "Just posted", "2026-11-28"),
    ],
)
def test_days_written_out_and_counted_in_words_are_read(field: str, written: str, day: str | None) -> None:
    found = read_posted_date({field: written}, datetime(2026, 11, 28, tzinfo=UTC))
    assert (found.day.isoformat() if found.day else None) == day
