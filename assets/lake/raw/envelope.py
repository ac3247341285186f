"""Envelopes: the shapes in which job results arrive, read without trusting any of them.

v1 `{"data": [job, ...]}`, v2 `{"data": {"jobs": [...], "cursor": ...}}`, a bare job object, a list of them, JSON Lines.
These are the shapes of JSearch and of saved answers; what others answer is read by theirs (`assets.sources`), with
what is said here of any answer. It stands on the ground floor because the search counts results and the postings read
them. It does not say what a result means; a shape it does not know is reported, never a crash.
"""

import json
from dataclasses import dataclass, replace
from typing import Literal

from assets.lake.raw.nesting import without_deep_items

Shape = Literal["v1", "v2", "object", "list", "lines", "listing", "foreign", "unknown", "unreadable"]
# Nothing in these could be read: an error in words, objects that are no jobs, no JSON.
UNREAD: frozenset[Shape] = frozenset({"foreign", "unknown", "unreadable"})
# A job object is recognised by any of these, so that trimmed dumps are read too.
JOB_MARKS = frozenset({"job_id", "job_uid", "job_title", "job_description", "job_google_link", "job_apply_link"})
SAID = 160  # characters of what a stranger says


@dataclass(frozen=True)
class Envelope:
    """An answer's results.

    Attributes:
        shape: What it was recognised as; `foreign` where it lists things of which none looks like a job, `unreadable`
            where it is not JSON at all.
        results: One entry per result, in order; entries need not be objects (an unreadable line stays text).
        cursor: Where the next page begins (v2); None at the end.
        problem: What is odd about the answer, in one sentence; None where nothing is.
        is_whole: Everything that its source has in this place is in it: what is missing is not there any more.
    """

    shape: Shape
    results: list[object]
    cursor: str | None = None
    problem: str | None = None
    is_whole: bool = False

    @property
    def unread(self) -> bool:
        """Whether nothing in it could be read as a job, which is another thing than an answer without results."""
        return self.shape in UNREAD


def read_envelope(body: bytes) -> Envelope:
    """Find the results in a body of any of the known shapes."""
    found = _found_in(body)
    if not found.results or any(_may_be_a_job(result) for result in found.results):
        return found
    first = next((result for result in found.results if isinstance(result, dict)), found.results[0])
    what = f"an object with {names_of(first)}" if isinstance(first, dict) else f"a {kind_of(first)}"
    said = f"none of {len(found.results)} results looks like a job; the first is {what}"
    return replace(found, shape="foreign", problem=said)


def _may_be_a_job(result: object) -> bool:
    """An object with a mark of a job or with nothing in it, or the text that is kept of what could not be read."""
    return not result or bool(JOB_MARKS & result.keys()) if isinstance(result, dict) else isinstance(result, str)


def content_of(body: bytes) -> tuple[object, Envelope | None]:
    """The content of a body that must be one JSON value, else the envelope that says why it is none."""
    try:
        return _parsed(body), None
    except (ValueError, RecursionError) as error:
        content = _without_depth(body) if isinstance(error, RecursionError) else None
        if content is None:
            return None, Envelope("unreadable", [], problem=_no_json(body, error))
        return content, None


def _found_in(body: bytes) -> Envelope:
    try:
        content = _parsed(body)
    except (ValueError, RecursionError) as error:
        content = _without_depth(body) if isinstance(error, RecursionError) else None
        if content is None:
            return _lines(body, error)
    if isinstance(content, list):
        return Envelope("list", content)
    if not isinstance(content, dict):
        return Envelope("unknown", [], problem=f"the answer is a {kind_of(content)}; expected an object")
    if "data" in content and not _is_error(content):
        return _data(content["data"])
    if JOB_MARKS & content.keys():
        return Envelope("object", [content])
    return Envelope("unknown", [], problem=_without_data(content))


def _without_depth(body: bytes) -> object:
    """The content without the items that nest too deeply, each kept as text at its position; None if that is not it."""
    try:
        return _parsed(without_deep_items(body))
    except (ValueError, RecursionError):
        return None


def _is_error(content: dict[str, object]) -> bool:
    """Whether an answer says that it failed and holds nothing beside: then its empty list is no empty result."""
    status, data = content.get("status"), content["data"]
    holds = data.get("jobs") if isinstance(data, dict) else data
    return isinstance(status, str) and status.upper() not in ("OK", "SUCCESS") and not holds


def _without_data(content: dict[str, object]) -> str:
    """What an answer without results says instead: the error it names, else its keys."""
    return words_of_error(content) or f"no `data` in the answer; its keys are {names_of(content)}"


def words_of_error(content: dict[str, object]) -> str | None:
    """The error that an answer names; None where it names none."""
    status, error = content.get("status"), content.get("error", content.get("message"))
    words = error.get("message") if isinstance(error, dict) else error
    if isinstance(words, str) or (isinstance(status, str) and status.upper() != "OK"):
        said = " ".join(str(words or "no more").split())[:SAID]
        return f"an error instead of results (status {str(status or 'none')[:40]}): {said}"
    return None


def _data(data: object) -> Envelope:
    if isinstance(data, list):
        return Envelope("v1", data)
    if isinstance(data, dict) and isinstance(data.get("jobs"), list):
        cursor = data.get("cursor")
        if cursor is None or isinstance(cursor, str):
            return Envelope("v2", data["jobs"], cursor or None)
        return Envelope("v2", data["jobs"], problem=f"`cursor` is a {kind_of(cursor)}; expected text or null")
    if isinstance(data, dict) and JOB_MARKS & data.keys():
        return Envelope("object", [data])
    if isinstance(data, dict):
        return Envelope("unknown", [], problem=f"no list `jobs` in `data`; its keys are {names_of(data)}")
    return Envelope("unknown", [], problem=f"`data` is a {kind_of(data)}; expected a list or an object with `jobs`")


def _lines(body: bytes, error: Exception) -> Envelope:
    """JSON Lines, if at least one line is an object; lines that are not JSON stay as text, to be quarantined."""
    lines = [line for line in body.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    results = [_line(line) for line in lines]
    if not any(isinstance(result, dict) for result in results):
        return Envelope("unreadable", [], problem=_no_json(body, error))
    bad = sum(not isinstance(result, dict) for result in results)
    return Envelope("lines", results, problem=f"{bad} of {len(results)} lines are not JSON objects" if bad else None)


def _no_json(body: bytes, error: Exception) -> str:
    if not body.strip():
        return "the answer is empty"
    if isinstance(error, RecursionError):
        return f"nested too deeply to be read; it begins with {body[:40]!r}"
    if isinstance(error, UnicodeDecodeError):
        return f"no UTF-8 text ({error.reason} at byte {error.start}); it begins with {body[:40]!r}"
    return f"neither JSON nor JSON Lines; it begins with {body[:40]!r}"


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


def kind_of(value: object) -> str:
    """What JSON calls the kind of a value."""
    names = {dict: "object", list: "list", str: "text", bool: "boolean", int: "number", float: "number"}
    return "null" if value is None else names.get(type(value), type(value).__name__)


def names_of(content: dict[str, object]) -> str:
    """The first keys of an object, in order."""
    return ", ".join(repr(name) for name in sorted(content)[:8]) or "none"
