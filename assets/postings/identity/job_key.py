"""Which job a JSearch object is: the key that stays the same from one search, page and API version to the next.

Google's docid is the identity. JSearch gave it as `job_id` in v1; in v2 it is `job_uid`, while `job_id` wraps it
together with a token of the search. It also stands in `job_google_link`, whose rest is the query. Which postings are
copies of one opening is not decided here.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from assets.postings.objects.source_fields import Job, whole_text_field
from assets.postings.place.location import without_publisher
from assets.text.clean import clean_text

KeySource = Literal["job_uid", "job_id", "google_link", "fingerprint"]

_DOCID = re.compile(r"[A-Za-z0-9_+/-]{16,32}={0,2}")  # 16 bytes in every payload seen; some slack for other lengths
_WRAPPED = re.compile(rb"([A-Za-z0-9_+/-]{16,32}={0,2})(?::.*)?", re.DOTALL)
_DOCID_IN_LINK = re.compile(r"docid=([A-Za-z0-9_+/-]{16,32})")  # htidocid=, vhid=vt=20/docid=
_UNQUOTES = 3  # links were seen quoted twice ("%253D")
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class JobKey:
    """A job's identity.

    Attributes:
        key: Positive, below 2**63.
        source: The field it was read from; `fingerprint` is the last resort, made of the content.
        docid: Google's docid in URL-safe base64 without padding; None for a foreign id or a fingerprint.
    """

    key: int
    source: KeySource
    docid: str | None


def job_key_of(job: Job) -> JobKey:
    """The key of a job object, from the first place that holds a docid.

    Order: `job_uid`, the docid in `job_id` (bare, or wrapped in v2), the docid in `job_google_link`, an id that is no
    docid, and at last a fingerprint of title, employer, place and description.
    """
    for source, docid in _docids(job):
        return JobKey(_key_of(b"docid:" + docid), source, base64.urlsafe_b64encode(docid).decode().rstrip("="))
    foreign: tuple[tuple[KeySource, str], ...] = (("job_uid", "job_uid"), ("job_id", "job_id"))
    for source, name in foreign:
        value = _id_text(job.get(name))
        if value is not None:
            return JobKey(_key_of(b"id:" + value.encode()), source, None)
    return JobKey(_key_of(b"content:" + _fingerprint(job).encode()), "fingerprint", None)


def content_hash(title: str, employer: str | None, description: str | None) -> str:
    """The hash of what a posting says: it ignores link, dates, benefits, apply options and white space.

    Args:
        title: As cleaned.
        employer: As cleaned.
        description: As cleaned, before masking.

    Returns:
        32 hexadecimal digits.
    """
    flat = b" ".join(filter(None, (description or "").encode().split(b"\n")))  # cleaned text holds no other white space
    names = _SEPARATOR.join((title, employer or "", ""))
    return hashlib.blake2b(names.encode() + flat, digest_size=16).hexdigest()


def _docids(job: Job) -> Iterator[tuple[KeySource, bytes]]:
    uid = _docid_bytes(job.get("job_uid"))
    if uid is not None:
        yield "job_uid", uid
    job_id = _docid_bytes(job.get("job_id"))
    if job_id is not None:
        yield "job_id", job_id
    link = job.get("job_google_link")
    if isinstance(link, str):
        found = _DOCID_IN_LINK.search(_unquoted(link))
        linked = _docid_bytes(found.group(1)) if found else None
        if linked is not None:
            yield "google_link", linked


def _docid_bytes(value: object) -> bytes | None:
    """The bytes of a docid, so that padding, alphabet and quoting make no difference."""
    if not isinstance(value, str):
        return None
    text = _unquoted(value.strip())
    decoded = _base64(text)
    if decoded is None:
        return None
    wrapped = _WRAPPED.fullmatch(decoded)
    if wrapped is not None:
        return _base64(wrapped.group(1).decode())
    return decoded if _DOCID.fullmatch(text) else None


def _base64(text: str) -> bytes | None:
    """Decode standard or URL-safe base64, padded or not; None for anything else."""
    bare = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return binascii.a2b_base64(bare + "=" * (-len(bare) % 4), strict_mode=True)
    except ValueError:
        return None


def _unquoted(text: str) -> str:
    for _ in range(_UNQUOTES):
        if "%" not in text:
            break
        text = unquote(text)
    return text


def _id_text(value: object) -> str | None:
    """An id that is no docid, such as another source's number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**40 else None
    if isinstance(value, str):
        return clean_text(value) or None
    return None


def _fingerprint(job: Job) -> str:
    description = job.get("job_description")
    place = without_publisher(whole_text_field(job, "job_location") or "")
    parts = (
        whole_text_field(job, "job_title") or "",
        whole_text_field(job, "employer_name") or "",
        whole_text_field(job, "job_city") or place,
        " ".join(clean_text(description).split()) if isinstance(description, str) else "",
    )
    return _SEPARATOR.join(part.casefold() for part in parts)


def _key_of(data: bytes) -> int:
    return (int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1) or 1
