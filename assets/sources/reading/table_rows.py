"""Rows of a file of postings: CSV, JSON, JSON Lines or Parquet, each row as an object.

What cannot be read as a row stays text at its position, so that it is counted and set aside.
"""

import csv
import io
import json
import math
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from assets.lake.raw.envelope import Envelope, content_of, read_envelope

FORMATS = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet")
LONGEST_FIELD = 2**24  # characters of one field; the library's own limit is 131,072
NOTHING = ("", "nan", "none", "null", "nat", "<na>")


def read_rows(body: bytes, form: str, *, escape: str | None = None) -> Envelope:
    """The rows of a file by its ending; what is no such file is said in the envelope."""
    try:
        if form == ".parquet":
            return Envelope("listing", list(_parquet(body)))
        if form in (".csv", ".tsv"):
            return _csv(body, "\t" if form == ".tsv" else ",", escape)
    except (ValueError, OSError, csv.Error, pa.ArrowException) as error:
        return Envelope(
            "unreadable", [], problem=f"no {form[1:]} that can be read: {' '.join(str(error).split())[:160]}"
        )
    return _json(body)


def _json(body: bytes) -> Envelope:
    """A list of objects, an object of one list, or JSON Lines."""
    content, fault = content_of(body)
    if fault is not None:
        lines = read_envelope(body)
        return lines if lines.shape in ("lines", "foreign") and lines.results else fault
    listed = [content] if isinstance(content, dict) else content
    if isinstance(content, dict):
        lists = [value for value in content.values() if isinstance(value, list)]
        listed = lists[0] if len(lists) == 1 and not any(isinstance(one, str) for one in lists[0]) else listed
    if not isinstance(listed, list):
        return Envelope("unknown", [], problem="the file holds neither a list of postings nor one a line")
    return Envelope("listing", [_named(row) if isinstance(row, dict) else row for row in listed])


def _csv(body: bytes, delimiter: str, escape: str | None) -> Envelope:
    csv.field_size_limit(LONGEST_FIELD)
    text = io.StringIO(body.decode("utf-8-sig"), newline="")
    rows = csv.reader(text, delimiter=delimiter, escapechar=escape, strict=False)
    names = next(rows, None)
    if not names:
        return Envelope("listing", [], problem="the file is empty: it has no line of column names")
    found = [_row(names, values) for values in rows if values]
    odd = sum(isinstance(row, str) for row in found)
    said = f"{odd} of {len(found)} rows have another number of values than there are columns" if odd else None
    return Envelope("listing", found, problem=said)


def _row(names: list[str], values: list[str]) -> object:
    if len(values) != len(names):
        return json.dumps(values, ensure_ascii=False)
    return _named(dict(zip(names, values, strict=True)))


def _parquet(body: bytes) -> Iterator[object]:
    for batch in pq.ParquetFile(io.BytesIO(body)).iter_batches():
        for row in batch.to_pylist():
            yield _named({str(name): _plain(value) for name, value in row.items()})


def _named(row: dict[str, object]) -> dict[str, object]:
    """The row without what means nothing: empty texts, NaN and its spellings."""
    return {name: None if _is_nothing(value) else value for name, value in row.items()}


def _is_nothing(value: object) -> bool:
    if isinstance(value, float):
        return math.isnan(value)
    return isinstance(value, str) and value.strip().lower() in NOTHING


def _plain(value: object) -> object:
    """A value of a column as JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value
