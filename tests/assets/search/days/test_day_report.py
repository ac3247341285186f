"""What a run says of days that its searches could not reach."""

from datetime import date, timedelta

from assets.search.days.day_report import DayReport, SearchOutcome, out_of_reach

FIRST = date(2026, 11, 2)
DAYS = [FIRST + timedelta(days=number) for number in range(7)]


def past(day: date, *names: str) -> DayReport:
    reason = f"{day} is past; the source only says what it lists now"
    return DayReport(day, tuple(SearchOutcome(name, "unavailable", reason=reason) for name in names), ())


def test_a_week_of_boards_that_only_say_what_they_list_now_is_one_sentence() -> None:
    assert out_of_reach([past(day, "acorn", "birch") for day in DAYS]) == [
        "2026-11-02 to 2026-11-08: acorn, birch: the day is past; the source only says what it lists now"
    ]


def test_reasons_that_differ_stand_apart_and_what_was_reached_is_not_told() -> None:
    far = SearchOutcome("clerk", "unavailable", reason="2026-11-02 lies 40 days back; 30 are reached")
    reports = [past(FIRST, "acorn"), DayReport(FIRST, (far, SearchOutcome("driver", "fetched", 1)), ())]
    assert out_of_reach(reports) == [
        "2026-11-02: acorn: the day is past; the source only says what it lists now",
        "2026-11-02: clerk: the day lies 40 days back; 30 are reached",
    ]
