"""No text is run by a spreadsheet, and every number stays one."""

import csv
import io

import pytest

from assets.lake.readers.spreadsheet_csv import safe_cell, write_csv


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(1)", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", " =1+1", "\t=1", "\r\n=1", "\n",
        "\tx", "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "\x00=1", "\u00a0=1", "+44 A", "--", "-", "=",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_gets_a_mark(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "value", ["", "Lead", "C=3", "a@b", "-5", "+5.25", "-1e-7", "'=1", -5, 1.5, None, True, "2026-11-03"]
)
def test_all_else_stays_as_it_is(value: object) -> None:
    assert safe_cell(value) == value


def test_the_header_is_guarded_too_and_the_file_stays_open() -> None:
    made = io.BytesIO()
    write_csv(made, ["=a", "b"], [['x,"y"', None], ["\ud83d", 2]])
    assert made.getvalue().startswith(b"\xef\xbb\xbf'=a,b\r\n")
    rows = list(csv.reader(io.StringIO(made.getvalue().decode("utf-8-sig"), newline="")))
    assert rows == [["'=a", "b"], ['x,"y"', ""], ["?", "2"]]
