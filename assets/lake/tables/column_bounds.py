"""What a table's columns can hold: values that would make a whole partition unwritable are found one by one."""

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache

import pyarrow as pa

from assets.lake.tables.schemas import TableSpec

BITS = {pa.int32(): 31, pa.int64(): 63}
SHOWN = 40

Fits = Callable[[object, float], bool]


def misfits(spec: TableSpec, row: Mapping[str, object], least: float = -math.inf) -> dict[str, str]:
    """The columns of a row whose value the table cannot hold, each with what was found. None fits everywhere.

    Args:
        spec: The table; its columns hold numbers, text, times and days.
        row: Values by column; names that are no columns are passed over.
        least: The smallest number that makes sense.
    """
    checks = _checks(spec)
    return {
        name: f"{name} is {_shown(value)}; expected {checks[name][0]}"
        for name, value in row.items()
        if value is not None and name in checks and not checks[name][1](value, least)
    }


@cache
def _checks(spec: TableSpec) -> dict[str, tuple[str, Fits]]:
    return {column.name: (str(column.type), _check(column.type)) for column in spec.schema}


def _check(kind: pa.DataType) -> Fits:
    if kind in BITS:
        limit = 2 ** BITS[kind]
        return lambda value, least: type(value) is int and max(least, -limit) <= value < limit
    if pa.types.is_floating(kind):
        return lambda value, least: type(value) in {int, float} and least <= value < 1e300  # type: ignore[operator]
    if pa.types.is_timestamp(kind):
        return lambda value, _least: isinstance(value, datetime) and value.tzinfo is not None
    if pa.types.is_date(kind):
        return lambda value, _least: type(value) is date
    return lambda value, _least: isinstance(value, str) and _encodable(value)


def _encodable(text: str) -> bool:
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def _shown(value: object) -> str:
    """A value in a few characters; an integer may have more digits than Python turns into text."""
    if isinstance(value, int) and abs(value) >= 2**63:
        return f"a number of {value.bit_length()} bits"
    text = ascii(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
