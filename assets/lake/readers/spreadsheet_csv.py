"""CSV that people open in spreadsheets: UTF-8 with its mark, and no text that a spreadsheet would run as a formula.

The one writer of every CSV that leaves. It does not decide which rows or how nested values look (its callers do).
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import IO

# A cell that begins so, after blanks or not, is taken for a formula; the wide forms are those of East Asian keyboards.
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?", re.IGNORECASE)
# Without it Excel reads UTF-8 as the machine's old code page.
MARK = "\ufeff"
RULE = "Text that a spreadsheet would run (=, +, - or @ at its start) has a ' before it; take one away to read it."


def write_csv(file: IO[bytes], header: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """Write rows as CSV (RFC 4180, UTF-8 with its mark); half a surrogate pair becomes a question mark.

    Args:
        file: Open for writing bytes; left open.
        header: The columns' names; nothing but the mark is written where it is empty.
        rows: Text, numbers, flags and None, in the order of the header.
    """
    lines = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    lines.write(MARK)
    writer = csv.writer(lines)
    if header:
        writer.writerow([safe_cell(name) for name in header])
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
    lines.flush()
    lines.detach()


def safe_cell(value: object) -> object:
    """A value as a cell that no spreadsheet runs; plain numbers stay numbers, whatever their sign."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
