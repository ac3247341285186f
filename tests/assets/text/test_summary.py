"""Aggregators' summaries are told from whole postings."""

from assets.text.summary import is_summary


def test_a_short_text_of_one_piece_is_a_summary() -> None:
    assert is_summary("Fernwick seeks an engineer. " * 17, 1)


def test_a_text_cut_off_is_a_summary() -> None:
    assert is_summary("Fernwick seeks an engineer. " * 40 + "You will build…", 1)


def test_a_short_posting_with_headers_is_whole() -> None:
    assert not is_summary("Fernwick seeks an engineer. " * 17, 3)


def test_a_long_posting_is_whole() -> None:
    assert not is_summary("Fernwick seeks an engineer. " * 100, 1)


def test_nothing_is_a_summary() -> None:
    assert is_summary("", 0)
