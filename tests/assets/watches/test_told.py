"""The ledger of what was sent: what is noted is known again, what is cut is told again, what is unknown is said."""

from datetime import UTC, datetime

from assets.lake.storage.storage import Lake
from assets.watches.told import Told, journal_key, read_told, write_outcome, write_sending

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 12, tzinfo=UTC)


def sending(lake: Lake, message: str, *told: set[int], version: str = "v1") -> None:
    write_sending(lake, "yards", "email", message, version, told, NOON)


def outcome(lake: Lake, message: str, error: str = "") -> None:
    write_outcome(lake, "yards", "email", message, LATER, error)


def told(lake: Lake) -> Told:
    return read_told(lake, "yards", "email")


def test_before_anything_was_sent_nothing_is_known(lake: Lake) -> None:
    assert told(lake) == Told()


def test_one_posting_of_an_opening_is_enough_to_know_it_again(lake: Lake) -> None:
    sending(lake, "a", {1, 2}, {3})
    outcome(lake, "a")
    found = told(lake)
    assert found.knows({2, 99})
    assert not found.knows({98, 99})
    assert (found.versions, found.last_sent, found.unknown_since) == ({"v1"}, LATER, None)


def test_a_message_without_an_end_counts_as_not_told_until_the_next_one_has_said_so(lake: Lake) -> None:
    sending(lake, "a", {1}, {2})
    sending(lake, "b", {1}, {2}, {3})
    found = told(lake)
    assert (found.keys, found.unknown_since, found.unknown) == (set(), NOON, 3)
    sending(lake, "c", {1}, {2}, {3})
    outcome(lake, "c")
    assert (told(lake).keys, told(lake).unknown_since) == ({1, 2, 3}, None)


def test_what_failed_is_not_told_and_says_since_when(lake: Lake) -> None:
    for message in ("a", "b"):
        sending(lake, message, {1})
        outcome(lake, message, f"the {message} server is closed")
    found = told(lake)
    assert (found.keys, found.error, found.failing_since) == (set(), "the b server is closed", LATER)
    sending(lake, "c", {1})
    outcome(lake, "c")
    assert (told(lake).error, told(lake).failing_since) == ("", None)


def test_a_line_that_was_cut_or_is_odd_spoils_itself_alone(lake: Lake) -> None:
    sending(lake, "a", {1})
    outcome(lake, "a")
    key = journal_key("yards", "email")
    lake.replace(key, lake.get(key) + b'{"at":"2026-11-20T12:00:00+00:00","message":"b","event":"se\n[]\n"words"\n')
    sending(lake, "c", {3})
    outcome(lake, "c")
    found = told(lake)
    assert (found.keys, found.bad_lines, found.unknown_since) == ({1, 3}, 3, None)


def test_each_channel_and_each_watch_has_its_own(lake: Lake) -> None:
    sending(lake, "a", {1})
    outcome(lake, "a")
    assert read_told(lake, "yards", "phone") == read_told(lake, "mills", "email") == Told()
