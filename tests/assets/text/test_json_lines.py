"""Lines of JSON: what is read, what is left out, what is written."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from assets.text.json_lines import first_given, numbered, read_value, written


def test_blank_lines_are_counted_but_not_given_and_byte_order_marks_go() -> None:
    lines = [b"\xef\xbb\xbf\n", b" \n", b"\xef\xbb\xbf1\n", b"2"]
    assert list(numbered(lines)) == [(3, b"1\n"), (4, b"2")]


def test_numbers_that_json_has_not_become_null() -> None:
    assert read_value(b"[NaN, Infinity, -Infinity, 1e999, -1e999, 1.5]") == [None] * 5 + [1.5]


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert read_value(b'"caf\xe9"') == "caf\ufffd"


def test_a_null_counts_as_not_given() -> None:
    assert first_given({"id": None, "job_id": 0}, "id", "job_id") == 0
    assert first_given({}, "id") is None


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.from_type(float).map(lambda number: json.dumps([number]).encode()))
def test_what_can_be_read_can_be_written_as_one_line(line: bytes) -> None:
    try:
        value = read_value(line)
    except (ValueError, RecursionError):
        return
    text = written(value)
    assert text.isascii()
    assert "\n" not in text
    assert json.loads(text, parse_constant=lambda name: name) == value
