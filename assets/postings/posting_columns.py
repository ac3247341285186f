"""The normalised columns of one posting: puts the room's readers together, and masks what leaves the room.

Does not decide what is a posting (`posting` does).
"""

from datetime import datetime
from functools import lru_cache

from assets.postings.contacts.masked_json import mask_json, mask_link
from assets.postings.contacts.privacy import mask_contacts
from assets.postings.dates.dates import read_posted_date
from assets.postings.identity.job_key import content_hash, job_key_of
from assets.postings.links.apply_links import ApplyOption, read_apply_options
from assets.postings.objects.json_text import compact_json
from assets.postings.objects.source_fields import Job, flag_field, is_filled, text_field, texts_field, whole_text_field
from assets.postings.pay.posting_pay import Pay, read_pay
from assets.postings.place.place import Place, read_place
from assets.postings.texts.passages import look_at
from assets.postings.work.employment import read_employment
from assets.postings.work.seniority import Seniority, read_seniority
from assets.postings.work.work_mode import read_work_mode
from assets.text.characters import rare_bytes
from assets.text.clean import clean_text
from assets.text.language import detect_language
from assets.text.limit import is_beyond, read_to_limit
from assets.text.sections import find_sections
from assets.text.summary import is_summary

Row = dict[str, object]


# What of an object tells which sighting of a job it is: when it was posted as seen that day, and by which id.
SIGHTED = frozenset(
    ["job_id", "job_uid", "job_google_link", "job_posted_at", "job_posted_at_timestamp", "job_posted_at_datetime_utc"]
)


def read_columns(
    job: Job, raw_json: str, query_country: str | None, observed_at: datetime | None, given: object = None
) -> Row:
    """Every normalised column of `job_postings` by name, all but the provenance.

    Args:
        job: An object with a title.
        raw_json: The object as one line of JSON.
        query_country: The search's country; decides only what is ambiguous.
        observed_at: When the answer was fetched.
        given: The object as its source sent it, where `job` is what was read of it.
    """
    kept = lasting_columns(lasting_part(job), query_country)
    return {**kept, **sighted_columns(job, raw_json, observed_at, str(kept["description"]), given)}


def lasting_part(job: Job) -> Job:
    """The object without what tells one sighting from another."""
    return {name: value for name, value in job.items() if name not in SIGHTED}


def lasting_columns(lasting: Job, query_country: str | None) -> Row:
    """The columns that are the same whenever a job is seen: nothing but these arguments decides them."""
    title, employer = text_field(lasting, "job_title") or "", text_field(lasting, "employer_name")
    given = _given_text(lasting)
    cleaned, description = ("", "") if given is None else _cleaned_and_masked(given)
    masked_title, masked_employer = mask_contacts(title), mask_contacts(employer) if employer else None
    place = read_place(lasting, query_country, description)
    options = read_apply_options(lasting, masked_title, masked_employer or "")
    return {
        "content_hash": content_hash(title, employer, cleaned),
        "title": masked_title,
        "employer": masked_employer,
        **_text(description, is_cut=flag_field(lasting, "joblake_is_summary")),
        **_place(place, texts_field(lasting, "joblake_places")),
        **_work(lasting, masked_title, description, place),
        **_pay(read_pay(lasting, masked_title, description, place.country or query_country)),
        **_seniority(read_seniority(masked_title, description)),
        "apply_options": [_option(option) for option in options],
        **_source_codes(lasting),
    }


def sighted_columns(
    job: Job, raw_json: str, observed_at: datetime | None, description: str, given: object = None
) -> Row:
    """The columns that hang on the sighting: identity, dates and the object itself.

    Args:
        job: An object with a title.
        raw_json: The object as one line of JSON.
        observed_at: When the answer was fetched.
        description: The object's description, cleaned and masked.
        given: The object as its source sent it, where `job` is what was read of it.
    """
    if isinstance(given, dict) and given is not job:
        return {**_identity(job), **_dates(job, observed_at), **_foreign_object(given, job, raw_json)}
    shown, shown_json = job, raw_json
    text = _given_text(job)
    if text is not job.get("job_description"):
        shown = {**job, "job_description": text}  # `raw_json` keeps the whole
        shown_json = compact_json(shown)
    return {
        **_identity(job),
        **_dates(job, observed_at),
        **_object(shown, shown_json, description),
        "raw_json": raw_json,
    }


def _given_text(job: Job) -> str | None:
    """The description as the source gave it, to the length that is read."""
    given = job.get("job_description")
    if not isinstance(given, str):
        return None
    return read_to_limit(given) if is_beyond(given) else given


def _cleaned_and_masked(given: str) -> tuple[str, str]:
    """A description cleaned, and then masked."""
    if b"@" in rare_bytes(given):  # it will hardly stay as it is: not worth a scan of its own
        cleaned = clean_text(given)
        return cleaned, mask_contacts(cleaned)
    look = look_at(given)
    cleaned = clean_text(given, is_even=look.is_even)
    may_be_spelled = look.may_spell_contact or cleaned is not given
    return cleaned, mask_contacts(cleaned, may_be_spelled=may_be_spelled)


def _identity(job: Job) -> Row:
    key = job_key_of(job)
    job_id = job.get("job_id")
    return {
        "job_key": key.key,
        "job_key_source": key.source,
        "job_id": whole_text_field(job, "job_id") if isinstance(job_id, str) else None,
    }


def _text(description: str, *, is_cut: bool | None) -> Row:
    sections = find_sections(description)
    return {
        "description": description,
        "language": detect_language(description),
        "is_summary": is_summary(description, len(sections)) if is_cut is None else is_cut,
        "sections": [{"label": s.label, "start": s.start, "end": s.end} for s in sections],
    }


def _dates(job: Job, observed_at: datetime | None) -> Row:
    posted = read_posted_date(job, observed_at)
    return {
        "posted_at": posted.at,
        "posted_date": posted.day,
        "posted_precision": posted.precision,
        "posted_source": posted.source,
    }


def _place(place: Place, shown: list[str]) -> Row:
    """The place; of a posting for several, the first, and all of them as the source shows them."""
    raw = " | ".join(shown) or place.location_raw
    return {
        "city": place.city,
        "region": place.region,
        "country": place.country,
        "place_scope": place.scope,
        "place_source": place.source,
        "location_raw": mask_contacts(raw) if raw else None,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _work(job: Job, title: str, description: str, place: Place) -> Row:
    """Work mode and employment; like pay and seniority read from the masked text, so that every quote stands in it."""
    is_remote = flag_field(job, "job_is_remote")
    listed = text_field(job, "joblake_work_mode")
    listed_place = listed or ("remote" if place.scope == "anywhere" else place.location_raw or "")
    mode = read_work_mode(title, description, is_remote, listed_place)
    employment = read_employment(job, description)
    return {
        "source_is_remote": is_remote,
        "work_mode": mode.mode,
        "work_mode_source": mode.source,
        "work_mode_quote": mode.quote,
        "work_mode_contradiction": mode.contradiction,
        "employment_types": list(employment.types),
        "employment_type_raw": employment.raw,
        "employment_source": employment.source,
    }


def _pay(pay: Pay) -> Row:
    return {
        "pay_min": pay.min,
        "pay_max": pay.max,
        "pay_currency": pay.currency,
        "pay_period": pay.period,
        "pay_yearly_min": pay.yearly_min,
        "pay_yearly_max": pay.yearly_max,
        "pay_source": pay.source,
        "pay_quote": pay.quote,
    }


def _seniority(seniority: Seniority) -> Row:
    return {
        "seniority": seniority.level,
        "seniority_source": seniority.source,
        "seniority_quote": seniority.quote,
        "experience_years_min": seniority.years_min,
        "experience_years_max": seniority.years_max,
        "experience_quote": seniority.years_quote,
    }


def _option(option: ApplyOption) -> Row:
    row: Row = dict(zip(ApplyOption._fields, option, strict=True))
    if option.url is not None:
        row["url"] = mask_link(option.url)
        row["tracking"] = _masked_tracking(option.tracking)
    return row


@lru_cache(maxsize=1024)  # the same few dozen sets of parameters stand behind most links
def _masked_tracking(tracking: str | None) -> str | None:
    return None if tracking is None else mask_link(tracking)


def _source_codes(job: Job) -> Row:
    website = whole_text_field(job, "employer_website")
    publisher = text_field(job, "job_publisher")
    return {
        "employer_website": website if website and website.startswith(("http://", "https://")) else None,
        "publisher": mask_contacts(publisher) if publisher else None,
        "benefits": sorted(texts_field(job, "job_benefits")),
        "onet_soc": text_field(job, "job_onet_soc"),
        "onet_job_zone": text_field(job, "job_onet_job_zone"),
    }


def _foreign_object(given: dict[str, object], job: Job, raw_json: str) -> Row:
    """The object of a source that does not speak as JSearch does, as it was sent."""
    masked = mask_json(given)
    highlights = mask_json(job.get("job_highlights"), "job_highlights")
    return {
        "highlights": compact_json(highlights) if isinstance(highlights, dict) and highlights else None,
        "fields_filled": sorted(str(name) for name, value in given.items() if is_filled(value)),
        "raw_json": raw_json,
        "public_json": raw_json if masked is given else compact_json(masked),
    }


def _object(job: Job, raw_json: str, description: str) -> Row:
    """The object itself; its description, the half of it, is masked apart, and not again where nothing had to be."""
    given = job.get("job_description")
    rest = {name: value for name, value in job.items() if name != "job_description"}
    masked = mask_json(rest)
    shown = given if given == description else mask_json(given, "job_description")
    is_same = masked is rest and shown == given
    public = masked if isinstance(masked, dict) else rest
    if "job_description" in job:
        public = {**public, "job_description": shown}
    highlights = public.get("job_highlights")
    return {
        "highlights": compact_json(highlights) if isinstance(highlights, dict) and highlights else None,
        "fields_filled": sorted(
            [str(name) for name, value in job.items() if value or (value is not None and is_filled(value))]
        ),
        "raw_json": raw_json,
        "public_json": raw_json if is_same else compact_json(public),
    }
