"""One JSearch result read as a posting, or set aside with the reason. Puts the room's readers together.

A result becomes a posting when it is an object with a title that is text, and with an employer or a description. All
else is soft: an optional field of the wrong type counts as absent, and `drift` reports it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from assets.postings.apply_links import ApplyOption, read_apply_options
from assets.postings.dates import read_posted_date
from assets.postings.employment import read_employment
from assets.postings.identity import content_hash, job_key_of
from assets.postings.json_text import compact_json
from assets.postings.pay import read_pay
from assets.postings.place import Place, read_place
from assets.postings.privacy import mask_contacts, mask_json
from assets.postings.seniority import read_seniority
from assets.postings.source_fields import Job, flag_field, is_filled, text_field, texts_field
from assets.postings.work_mode import read_work_mode
from assets.text.clean import clean_text
from assets.text.language import detect_language
from assets.text.sections import find_sections
from assets.text.summary import is_summary

NORMALISER_VERSION = "1"

Row = dict[str, object]


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


def read_posting(job: object, sighting: Sighting) -> Posting | Quarantined:
    """Read one result of an answer. Never raises, whatever the result is.

    Args:
        job: A parsed JSON value, meant to be a JSearch job object of any era.
        sighting: Where it was seen; `observed_at` is what "9 days ago" counts from.
    """
    try:
        raw_json = compact_json(job)
    except RecursionError:
        return Quarantined("nested_too_deeply", None, "the result is nested too deeply to be written as JSON", None)
    if not isinstance(job, dict):
        return Quarantined("not_an_object", None, f"found {_kind(job)}, expected an object", raw_json)
    fault = _fault(job)
    if fault is not None:
        return replace(fault, raw_json=raw_json)
    try:
        return Posting(sighting, _values(job, sighting, raw_json))
    except RecursionError:
        return Quarantined("nested_too_deeply", None, "a field is nested too deeply to be read", raw_json)


def _fault(job: Job) -> Quarantined | None:
    """Why an object cannot be a posting, or None."""
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


def _values(job: Job, sighting: Sighting, raw_json: str) -> Row:
    title = text_field(job, "job_title") or ""
    employer = text_field(job, "employer_name")
    given = job.get("job_description")
    cleaned = clean_text(given) if isinstance(given, str) else ""
    description = mask_contacts(cleaned)
    place = read_place(job, sighting.query_country, description)
    masked_title, masked_employer = mask_contacts(title), mask_contacts(employer) if employer else None
    return {
        **_identity(job, content_hash(title, employer, cleaned)),
        "title": masked_title,
        "employer": masked_employer,
        **_text(description),
        **_dates(job, sighting),
        **_place(place),
        **_terms(job, masked_title, description, place.country or sighting.query_country),
        "apply_options": [_option(option) for option in read_apply_options(job, masked_title, masked_employer or "")],
        **_source_codes(job),
        **_object(job, raw_json, description if given == cleaned else None),
    }


def _identity(job: Job, digest: str) -> Row:
    key = job_key_of(job)
    job_id = job.get("job_id")
    return {
        "job_key": key.key,
        "job_key_source": key.source,
        "job_id": text_field(job, "job_id") if isinstance(job_id, str) else None,
        "content_hash": digest,
    }


def _text(description: str) -> Row:
    sections = find_sections(description)
    return {
        "description": description,
        "language": detect_language(description),
        "is_summary": is_summary(description, len(sections)),
        "sections": [{"label": s.label, "start": s.start, "end": s.end} for s in sections],
    }


def _dates(job: Job, sighting: Sighting) -> Row:
    posted = read_posted_date(job, sighting.observed_at)
    return {
        "posted_at": posted.at,
        "posted_date": posted.day,
        "posted_precision": posted.precision,
        "posted_source": posted.source,
    }


def _place(place: Place) -> Row:
    return {
        "city": place.city,
        "region": place.region,
        "country": place.country,
        "place_scope": place.scope,
        "place_source": place.source,
        "location_raw": mask_contacts(place.location_raw) if place.location_raw else None,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _terms(job: Job, title: str, description: str, country: str | None) -> Row:
    """Work mode, employment, pay and seniority: read from the masked text, so that every quote stands in it."""
    is_remote = flag_field(job, "job_is_remote")
    mode = read_work_mode(title, description, is_remote)
    employment = read_employment(job, description)
    pay = read_pay(job, title, description, country)
    seniority = read_seniority(title, description)
    return {
        "source_is_remote": is_remote,
        "work_mode": mode.mode,
        "work_mode_source": mode.source,
        "work_mode_quote": mode.quote,
        "work_mode_contradiction": mode.contradiction,
        "employment_types": list(employment.types),
        "employment_type_raw": employment.raw,
        "employment_source": employment.source,
        "pay_min": pay.min,
        "pay_max": pay.max,
        "pay_currency": pay.currency,
        "pay_period": pay.period,
        "pay_yearly_min": pay.yearly_min,
        "pay_yearly_max": pay.yearly_max,
        "pay_source": pay.source,
        "pay_quote": pay.quote,
        "seniority": seniority.level,
        "seniority_source": seniority.source,
        "seniority_quote": seniority.quote,
        "experience_years_min": seniority.years_min,
        "experience_years_max": seniority.years_max,
        "experience_quote": seniority.years_quote,
    }


def _option(option: ApplyOption) -> Row:
    row = option._asdict()
    row["url"], row["tracking"] = mask_json(option.url, "url"), _masked_tracking(option.tracking)
    return row


@lru_cache(maxsize=1024)  # the same few dozen sets of parameters stand behind most links
def _masked_tracking(tracking: str | None) -> object:
    return mask_json(tracking, "url")


def _source_codes(job: Job) -> Row:
    website = text_field(job, "employer_website")
    publisher = text_field(job, "job_publisher")
    return {
        "employer_website": website if website and website.startswith(("http://", "https://")) else None,
        "publisher": mask_contacts(publisher) if publisher else None,
        "benefits": sorted(texts_field(job, "job_benefits")),
        "onet_soc": text_field(job, "job_onet_soc"),
        "onet_job_zone": text_field(job, "job_onet_job_zone"),
    }


def _object(job: Job, raw_json: str, description: str | None) -> Row:
    """The object itself; its description, the half of it, is not masked again where it was clean already."""
    rest = dict(job)
    if description is not None:
        del rest["job_description"]
    masked = mask_json(rest)
    public = masked if isinstance(masked, dict) else rest
    is_same = masked is rest
    if description is not None:
        is_same = is_same and description == job["job_description"]
        public = {**public, "job_description": description}
    highlights = public.get("job_highlights")
    return {
        "highlights": compact_json(highlights) if isinstance(highlights, dict) and highlights else None,
        "fields_filled": sorted([str(name) for name, value in job.items() if value or is_filled(value)]),
        "raw_json": raw_json,
        "public_json": raw_json if is_same else compact_json(public),
        "normaliser_version": NORMALISER_VERSION,
    }


def _kind(value: object) -> str:
    names = {"dict": "an object", "list": "a list", "str": "a text", "bool": "a flag", "NoneType": "null"}
    return names.get(type(value).__name__, "a number")
