"""One JSearch result read as a posting, or set aside with the reason. What the columns hold: `posting_columns`.

A result becomes a posting when it is an object with a title that is text, and with an employer or a description. All
else is soft: an optional field of the wrong type counts as absent, and `drift` reports it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from assets.lake.reuse.code_version import version_of
from assets.postings.objects.json_text import compact_json
from assets.postings.objects.source_fields import Job, text_field
from assets.postings.posting_columns import Row, read_columns, sighted_columns
from assets.text.clean import clean_text

HERE = Path(__file__).parent


@cache
def normaliser_version() -> str:
    """The version of the rules of this room and of those below it, of texts and sources; written on every row."""
    return version_of(HERE, HERE.parent / "text", HERE.parent / "sources")


@dataclass(frozen=True, slots=True)
class Sighting:
    """In which answer, and where in it, a result was seen; field by field the provenance columns of `job_postings`."""

    search_date: date | None = None
    raw_file: str | None = None
    raw_position: int | None = None
    request_key: str | None = None
    search_name: str | None = None
    search_version: str | None = None
    panel: str | None = None
    query: str | None = None
    query_country: str | None = None
    page: int | None = None
    observed_at: datetime | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A result that did not become a posting.

    Attributes:
        reason: A code such as `missing_job_title`, `wrong_type_job_description`, `not_an_object`, `other_day`.
        field: The source's field at fault; None for the result as a whole.
        detail: What was found and what was expected.
        raw_json: The result; None only where it is nested too deeply to be written (its raw file still holds it).
    """

    reason: str
    field: str | None
    detail: str
    raw_json: str | None

    def row(self, sighting: Sighting) -> Row:
        """The row of the table `quarantine`."""
        return {
            "search_date": sighting.search_date,
            "raw_file": sighting.raw_file,
            "raw_position": sighting.raw_position,
            "request_key": sighting.request_key,
            "search_name": sighting.search_name,
            "reason": self.reason,
            "field": self.field,
            "detail": self.detail,
            "raw_json": self.raw_json,
        }


@dataclass(frozen=True, slots=True)
class Posting:
    """A result read as a posting: where it was seen, and every other column of `job_postings` by name."""

    sighting: Sighting
    values: Mapping[str, object]

    def row(self) -> Row:
        """The row of the table `job_postings`."""
        return {**{name: getattr(self.sighting, name) for name in Sighting.__slots__}, **self.values}

    def of_day(self, day: date) -> "Posting | Quarantined":
        """Itself where it was posted on that UTC day; else set aside as `other_day`, or `undated`."""
        posted = self.values["posted_date"]
        if posted == day:
            return self
        reason = "undated" if posted is None else "other_day"
        detail = f"posted {posted or 'on no known day'}; this look-back keeps what was posted on {day}"
        return Quarantined(reason, "job_posted_at_datetime_utc", detail, str(self.values["raw_json"]))


def read_posting(
    job: object, sighting: Sighting, known_text: str | None = None, given: object = None
) -> Posting | Quarantined:
    """Read one result of an answer. Never raises, whatever the result is.

    Args:
        job: A parsed JSON value, meant to be a JSearch job object of any era.
        sighting: Where it was seen; `observed_at` is what "9 days ago" counts from.
        known_text: The description, cleaned and masked, of an object that was read before: only the columns of the
            sighting are read, the others are known.
        given: The object as its source sent it, where that is not `job` itself but what was read into JSearch's words.
    """
    given = job if given is None else given
    try:
        raw_json = compact_json(given)
    except RecursionError:
        return Quarantined("nested_too_deeply", None, "the result is nested too deeply to be written as JSON", None)
    if not isinstance(job, dict):
        return Quarantined("not_an_object", None, f"found {_kind(job)}, expected an object", raw_json)
    if known_text is not None:
        return Posting(sighting, sighted_columns(job, raw_json, sighting.observed_at, known_text, given))
    fault = _fault(job)
    if fault is not None:
        return replace(fault, raw_json=raw_json)
    try:
        values = read_columns(job, raw_json, sighting.query_country, sighting.observed_at, given)
        values["normaliser_version"] = normaliser_version()
        return Posting(sighting, values)
    except RecursionError:
        return Quarantined("nested_too_deeply", None, "a field is nested too deeply to be read", raw_json)


def _fault(job: Job) -> Quarantined | None:
    """Why an object cannot be a posting, or None."""
    aside = job.get("joblake_set_aside")
    if isinstance(aside, dict):  # its source's module says so
        return Quarantined(str(aside.get("reason")), str(aside.get("field")), str(aside.get("detail")), None)
    title, description = job.get("job_title"), job.get("job_description")
    if text_field(job, "job_title") is None:
        if title is None or isinstance(title, str):
            return Quarantined("missing_job_title", "job_title", "no title, or an empty one", None)
        return Quarantined("wrong_type_job_title", "job_title", f"found {_kind(title)}, expected a text", None)
    if description is not None and not isinstance(description, str):
        detail = f"found {_kind(description)}, expected a text"
        return Quarantined("wrong_type_job_description", "job_description", detail, None)
    if text_field(job, "employer_name") is None and not clean_text(description or ""):
        detail = "neither a description nor an employer: a title alone is no posting"
        return Quarantined("missing_job_description", "job_description", detail, None)
    return None


def _kind(value: object) -> str:
    names = {"dict": "an object", "list": "a list", "str": "a text", "bool": "a flag", "NoneType": "null"}
    return names.get(type(value).__name__, "a number")
