"""Raw answers: each answer of a source byte for byte, with its request in the same file, written once.

A file is a zstd *skippable frame* (RFC 8878, 3.1.2) that holds the request as JSON, followed by an ordinary zstd frame
that holds the body. So the two land in one atomic step, and `zstd -dc <file>` prints exactly what the source sent.
It does not parse bodies (`envelope`) and never sees a key.
"""

import hashlib
import json
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import zstandard
from pydantic import BaseModel, ConfigDict, ValidationError

from assets.lake.raw.provider_markers import known_providers, mark, mark_known
from assets.lake.storage.damage import DamageError, damage_named
from assets.lake.storage.files import DAY_FOLDER, Listed
from assets.lake.storage.partition_writer import Written
from assets.lake.storage.storage import Lake

FOLDER = "raw/search_results"
SUFFIX = ".json.zst"
SKIPPABLE_MAGIC = 0x184D2A50
HEADER = struct.Struct("<II")
# On pages of ten real postings level 6 is 6 % smaller than 3 for 1.1 ms more; 9 would save 2 % more for another 0.9 ms.
LEVEL = 6
HASH_LENGTH = 16
USUAL_REQUEST = 4_096  # bytes in which nearly every request ends, the header included
LONGEST_REQUEST = 2**20  # a longer one is damage; it must not be read into memory
LONGEST_BODY = 2**30
REMEDY = (
    "Raw answers are never rewritten. Next: restore the file from a backup; or move it out of the lake and run its day "
    "again, which asks the source again where the day is still within reach"
)

Keeps = Literal["all", "dated_that_day"]


class RawRequest(BaseModel):
    """What was asked, of whom, and what came back around the body. Never holds a key.

    Attributes:
        endpoint: For example `search-v2`; `file` for a recorded answer.
        params: What was sent, the cursor included.
        pages_wanted: How many pages the search asks for at most.
        date_posted: The window asked for; None where the search named none.
        keeps: `dated_that_day` for an answer of a look-back window, of which only postings of the day count.
        outcome: How the answer came to be; a replay keeps it.
        page: 1-based index of the cursor page.
        headers: The response headers that matter (limits, ids, cache), lower-case names.
        redacted: True where the body echoed the key and the echo was overwritten: the only change ever made to a body.
        flaw: What is missing of the body, or keeps it from being decoded, in words; None for a whole one.
        about: What the search said of its results that no answer does, such as a board's employer.
    """

    model_config = ConfigDict(frozen=True)

    endpoint: str
    params: dict[str, str]
    provider: str
    search_name: str
    search_version: str
    panel: str
    query: str | None = None
    country: str | None = None
    page: int = 1
    pages_wanted: int = 1
    date_posted: str | None = None
    keeps: Keeps = "all"
    outcome: Literal["fetched", "recorded"] = "fetched"
    called_at: datetime
    response_ms: int | None = None
    http_status: int | None = None
    headers: dict[str, str] = {}
    body_sha256: str = ""
    redacted: bool = False
    flaw: str | None = None
    about: dict[str, str] = {}


@dataclass(frozen=True)
class RawAnswer:
    """One landed answer: where it lies, its request, and the body as received."""

    key: str
    request: RawRequest
    body: bytes

    @property
    def request_key(self) -> str:
        """The readable, stable name of the request."""
        return key_name(self.key)

    @property
    def search_name(self) -> str:
        """The saved search it answers."""
        return self.request.search_name


def request_key(search_name: str, page: int, endpoint: str, params: dict[str, str]) -> str:
    """The name of a request: readable, and the same whichever host or provider answers it."""
    canonical = json.dumps([endpoint, sorted(params.items())], ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode()).hexdigest()[:HASH_LENGTH]
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', search_name)}-{page:02d}-{digest}"


def raw_key(day: date, name: str) -> str:
    """The lake key under which the answer of a request lies."""
    return f"{day_folder(day)}/{name}{SUFFIX}"


def day_folder(day: date) -> str:
    """The folder of a day's answers."""
    return f"{FOLDER}/search_date={day:%Y-%m-%d}"


def key_name(key: str) -> str:
    """The request key inside a lake key."""
    return key.rpartition("/")[2].removesuffix(SUFFIX)


def land(lake: Lake, day: date, name: str, request: RawRequest, body: bytes) -> str:
    """Write an answer unless that request has already landed that day; either way, the lake key of what lies there."""
    key = raw_key(day, name)
    described = request.model_copy(update={"body_sha256": hashlib.sha256(body).hexdigest()})
    mark(lake, day, request.provider, is_empty=lambda: not _has_landed(lake, day_folder(day)))
    lake.put_once(key, pack(described, body))
    return key


def pack(request: RawRequest, body: bytes) -> bytes:
    """The bytes of a raw file; the same request and body give the same bytes."""
    # A file is the same whether or not its writer knew of what its answer has nothing of.
    unsaid = {name for name in ("flaw", "about") if not getattr(request, name)}
    fields = request.model_dump(mode="json", exclude=unsaid)
    head = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True, write_content_size=True)
    return HEADER.pack(SKIPPABLE_MAGIC, len(head)) + head + compressor.compress(body)


def unpack_request(data: bytes, key: str) -> tuple[RawRequest, int]:
    """The request of a raw file and the offset at which the body's frame begins.

    Raises:
        DamageError: The file does not begin with a skippable frame that holds a request.
    """
    if len(data) < HEADER.size:
        raise _damaged(key, f"{len(data)} bytes; expected a raw answer (skippable zstd frame, then a frame)")
    magic, length = HEADER.unpack_from(data)
    end = HEADER.size + length
    if magic != SKIPPABLE_MAGIC:
        raise _damaged(key, f"it begins with {magic:#010x}; expected the skippable zstd frame {SKIPPABLE_MAGIC:#010x}")
    if end > len(data):
        raise _damaged(key, f"its request takes {length:,} bytes and {len(data) - HEADER.size:,} are there")
    try:
        return RawRequest.model_validate_json(data[HEADER.size : end]), end
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise _damaged(key, f"its request is not readable ({first['msg']})") from None


def read_request(lake: Lake, key: str) -> RawRequest:
    """Only the request of a landed answer, without reading the body."""
    head = lake.head(key, USUAL_REQUEST)
    length = HEADER.unpack_from(head)[1] if len(head) >= HEADER.size else 0
    if length > USUAL_REQUEST - HEADER.size:
        head = lake.head(key, HEADER.size + min(length, LONGEST_REQUEST))
    return unpack_request(head, key)[0]


def read(lake: Lake, key: str) -> RawAnswer:
    """A landed answer, checked against the digest it was written with.

    Raises:
        DamageError: The file is not a raw answer, or its body is not the one that was written.
    """
    data = lake.get(key)
    request, start = unpack_request(data, key)
    body = _body(data[start:], key)
    if request.body_sha256 != hashlib.sha256(body).hexdigest():
        raise _damaged(key, f"its body does not match its digest {request.body_sha256}")
    return RawAnswer(key, request, body)


def _body(frame: bytes, key: str) -> bytes:
    with damage_named(key, "a zstd frame", REMEDY, zstandard.ZstdError):
        if zstandard.frame_content_size(frame) > LONGEST_BODY:  # read from the file, so it may be any number
            raise _damaged(key, f"its body claims to be longer than {LONGEST_BODY:,} bytes")
        return zstandard.ZstdDecompressor().decompress(frame)


def _damaged(key: str, found: str) -> DamageError:
    return DamageError(key, found, REMEDY)


def day_keys(lake: Lake, day: date) -> list[str]:
    """The lake keys of all answers of a day, sorted."""
    folder = day_folder(day)
    return [f"{folder}/{name}" for name in lake.names(folder) if name.endswith(SUFFIX)]


def day_listing(lake: Lake, day: date) -> list[Listed]:
    """All answers of a day with their sizes and times, in any order."""
    return lake.listing(day_folder(day), SUFFIX)


def answers(lake: Lake, day: date, *, skip_damaged: bool = False) -> Iterator[RawAnswer]:
    """All answers of a day in order of their keys, one in memory at a time.

    Raises:
        DamageError: One is damaged, and is not to be skipped.
    """
    for key in day_keys(lake, day):
        try:
            answer = read(lake, key)
        except DamageError:
            if not skip_damaged:
                raise
            continue
        yield answer


def landed_days(lake: Lake) -> list[date]:
    """The days for which at least one answer has landed, in order."""
    return sorted(date.fromisoformat(name.removeprefix(DAY_FOLDER)) for name in lake.folders_holding(FOLDER, SUFFIX))


def _has_landed(lake: Lake, folder: str) -> bool:
    return lake.holds(folder, SUFFIX)


def providers(lake: Lake) -> dict[str, date]:
    """Everyone whose answers lie in the lake, each with the first day of them.

    Read from the markers put at landing; of a day without them the head of every answer is read.
    """
    marked = known_providers(lake)
    found: dict[str, date] = {}
    for day in landed_days(lake):
        for provider in marked[day] if day in marked else _providers_in_heads(lake, day)[0]:
            found.setdefault(provider, day)
    return found


def mark_older_days(lake: Lake) -> None:
    """Mark the days that landed without markers, so that their heads are read this once.

    A day with a damaged answer stays unmarked: who gave it is known only when the file is restored.
    """
    marked = known_providers(lake)
    for day in landed_days(lake):
        if day not in marked:
            found, is_whole = _providers_in_heads(lake, day)
            if is_whole:
                mark_known(lake, day, found)


def _providers_in_heads(lake: Lake, day: date) -> tuple[set[str], bool]:
    """The providers that a day's answers name, and whether each answer named one; a damaged one names nobody."""
    found: set[str] = set()
    is_whole = True
    for key in day_keys(lake, day):
        try:
            found.add(read_request(lake, key).provider)
        except DamageError:  # its own day reports it
            is_whole = False
    return found, is_whole


def day_version(lake: Lake, day: date) -> Written:
    """All raw answers of a day as one version: the SHA-256 over the names and digests of their files."""
    lines, size = [], 0
    for key in day_keys(lake, day):
        data = lake.get(key)
        lines.append(f"{key_name(key)} {hashlib.sha256(data).hexdigest()}\n")
        size += len(data)
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    return Written(uri=day_folder(day), rows=len(lines), size=size, digest=digest)
