"""Writing a received JSON value as one line of valid JSON, whatever it holds: lone surrogates, huge numbers, NaN."""

import json
import math

import orjson

_LARGEST = 10**300  # beyond it a number is no number any reader of JSON would take


def compact_json(value: object) -> str:
    """The value as compact JSON with sorted keys; NaN, infinities and absurdly long numbers become null.

    Raises:
        RecursionError: The value is nested too deeply to be written.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # a lone surrogate, a number beyond 64 bits, deep nesting
        return json.dumps(_tamed(value), sort_keys=True, separators=(",", ":"), allow_nan=False)


def _tamed(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _tamed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_tamed(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _LARGEST:
        return None
    return value if value is None or isinstance(value, str | int | float) else str(value)
