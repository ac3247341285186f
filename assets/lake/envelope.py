"""Envelopes: the shapes in which job results arrive, read without trusting any of them.

v1 `{"data": [job, ...]}`, v2 `{"data": {"jobs": [...], "cursor": ...}}`, a bare job object, a list of them, JSON Lines.
It stands on the ground floor because the search counts results and the postings read them. It does not say what a
result means; a shape it does not know is reported, never a crash.
"""

import json
from dataclasses import dataclass
from typing import Literal

from assets.lake.raw_answers import RawAnswer

Shape = Literal["v1", "v2", "object", "list", "lines", "unknown", "unreadable"]
# A job object is recognised by any of these, so that trimmed dumps are read too.
JOB_MARKS = frozenset({"job_id", "job_uid", "job_title", "job_description", "job_google_link", "job_apply_link"})


@dataclass(frozen=True)
class Envelope:
    """An answer's results.

    Attributes:
        shape: What it was recognised as; `unreadable` where it is not JSON at all.
        results: One entry per result, in order; entries need not be objects (an unreadable line stays text).
        cursor: Where the next page begins (v2); None at the end.
        problem: What is odd about the answer, in one sentence; None where nothing is.
    """

    shape: Shape
    results: list[object]
    cursor: str | None = None
    problem: str | None = None


def results_of(answer: RawAnswer) -> list[object]:
    """The results of a landed answer; a result's position in this list is its `raw_position`."""
    return read_envelope(answer.body).results


def read_envelope(body: bytes) -> Envelope:
    """Find the results in a body of any of the known shapes."""
    try:
        content = _parsed(body)
    except (ValueError, RecursionError):
        return _lines(body)
    if isinstance(content, list):
        return Envelope("list", content)
    if not isinstance(content, dict):
        return Envelope("unknown", [], problem=f"the answer is a {_kind(content)}; expected an object")
    if "data" in content:
        return _data(content["data"])
    if JOB_MARKS & content.keys():
        return Envelope("object", [content])
    return Envelope("unknown", [], problem=f"no `data` in the answer; its keys are {_names(content)}")


def _data(data: object) -> Envelope:
    if isinstance(data, list):
        return Envelope("v1", data)
    if isinstance(data, dict) and isinstance(data.get("jobs"), list):
        cursor = data.get("cursor")
        if cursor is None or isinstance(cursor, str):
            return Envelope("v2", data["jobs"], cursor or None)
        return Envelope("v2", data["jobs"], problem=f"`cursor` is a {_kind(cursor)}; expected text or null")
    if isinstance(data, dict) and JOB_MARKS & data.keys():
        return Envelope("object", [data])
    if isinstance(data, dict):
        return Envelope("unknown", [], problem=f"no list `jobs` in `data`; its keys are {_names(data)}")
    return Envelope("unknown", [], problem=f"`data` is a {_kind(data)}; expected a list or an object with `jobs`")


def _lines(body: bytes) -> Envelope:
    """JSON Lines, if at least one line is an object; lines that are not JSON stay as text, to be quarantined."""
    lines = [line for line in body.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    results = [_line(line) for line in lines]
    if not any(isinstance(result, dict) for result in results):
        return Envelope("unreadable", [], problem=f"neither JSON nor JSON Lines; it begins with {body[:40]!r}")
    bad = sum(not isinstance(result, dict) for result in results)
    return Envelope("lines", results, problem=f"{bad} of {len(results)} lines are not JSON objects" if bad else None)


def _line(line: bytes) -> object:
    try:
        return _parsed(line)
    except (ValueError, RecursionError):
        return line.decode("utf-8", errors="replace").strip()


def _parsed(body: bytes) -> object:
    """JSON as Python values; a number of more digits than Python converts stays text, so that the rest is read."""
    try:
        return json.loads(body)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return json.loads(body, parse_int=_integer)


def _integer(digits: str) -> int | str:
    try:
        return int(digits)
    except ValueError:
        return digits


def _kind(value: object) -> str:
    names = {dict: "object", list: "list", str: "text", bool: "boolean", int: "number", float: "number"}
    return "null" if value is None else names.get(type(value), type(value).__name__)


def _names(content: dict[str, object]) -> str:
    return ", ".join(repr(name) for name in sorted(content)[:8]) or "none"
