"""The latest answers: made once, bounded in number, the longest unasked going first."""

import pytest

from viewer.snapshot.recent import Recent


def test_an_answer_is_made_once_and_the_longest_unasked_goes_first() -> None:
    made: list[str] = []
    recent = Recent(2)

    def ask(name: str) -> str:
        def make() -> str:
            made.append(name)
            return name.upper()

        return recent.answer(name, make)

    assert [ask(name) for name in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]  # `a` was asked again before `c` came, so `b` went


def test_nothing_is_also_an_answer_and_an_error_is_none() -> None:
    recent = Recent(2)
    assert recent.answer("nothing", lambda: None) is None
    assert recent.answer("nothing", lambda: "not asked again") is None
    with pytest.raises(ZeroDivisionError):
        recent.answer("error", lambda: 1 / 0)
    assert recent.answer("error", lambda: "now it works") == "now it works"
