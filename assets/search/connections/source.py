"""Connections to the sources: whom a run calls, with which key and how fast, all through one HTTP client.

What is asked of a source and how its answers are read is `assets.sources`; a recorded folder is not called.
"""

import importlib
import logging
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from assets.search.answers.body import ACCEPTED, MEGABYTE
from assets.search.answers.errors import BadKeyError
from assets.search.answers.verdict import JSEARCH_SIGNS, Signs
from assets.search.connections.settings import DIRECT_BASE, RAPIDAPI_BASE, SearchSettings
from assets.search.recorded.recorded_files import recorded_files, unread_files
from assets.search.saved.saved_searches import SavedSearch
from assets.sources.reading import source as sources
from assets.sources.registry import JSEARCH, SOURCES

RAPIDAPI_HOST = urlsplit(RAPIDAPI_BASE).hostname
DIRECT_KEY_PREFIX = "ak_"
USAGE_URL = "https://api.openwebninja.com/usage?api_id=jsearch"
SHOWN = 20  # files of a folder in which none is read
SAMPLE_BASE = "http://sample"
BASES_SETTING = "JOBLAKE_BASE_URLS"


@dataclass(frozen=True)
class ApiSource:
    """Something that answers a source's requests.

    Attributes:
        name: `sample`, or as searches.yaml names it.
        provider: As the ledger and raw name it.
        base_url: Without a slash at the end.
        key: Sent in a header, or as a parameter where its source says so; never shown.
        paid: Whether its credits are counted: money, or a quota.
        timeout_seconds: For one page, whole; the source takes 4 to 20 s for most, bursts reach 45.
        longest_body: Bytes of an answer that are read, as received and decoded; the rest is cut.
        usage_url: Where the direct host tells the quota, which no header of its answers does.
        answers_as_of_any_day: The sample answers as it would have on that day; the real one only knows today.
        speaks: What is asked of it, and how its answers are read.
        second_key: Sent beside the key, for a source that takes two.
        agent: How the program names itself; None for the HTTP library's name.
    """

    name: str
    provider: str
    base_url: str
    key: SecretStr | None = field(default=None, repr=False)
    paid: bool = False
    answers_as_of_any_day: bool = False
    timeout_seconds: float = 60.0
    longest_body: int = 32 * MEGABYTE
    usage_url: str | None = None
    speaks: sources.Source = JSEARCH
    second_key: SecretStr | None = field(default=None, repr=False)
    agent: str | None = None

    @property
    def secrets(self) -> list[str]:
        """Its keys, to be masked in whatever is kept or said."""
        return [key.get_secret_value() for key in (self.key, self.second_key) if key]

    @property
    def credits(self) -> int:
        """What an attempt costs."""
        return self.speaks.credits

    @property
    def signs(self) -> Signs:
        """What the verdict over its responses depends on."""
        said = self.speaks
        if said is JSEARCH:
            return JSEARCH_SIGNS
        key = " and ".join(said.key_variables) or None
        return Signs(said.title, key, BASES_SETTING, "its API", said.advice, said.spent)

    def base_of(self, search: SavedSearch) -> str:
        """The host to ask for a search; where the address is a setting, no other of the source's hosts is asked."""
        return self.speaks.base_of(search) if self.base_url == self.speaks.base_url else self.base_url

    def key_params(self) -> dict[str, str]:
        """The keys, where they are parameters."""
        return dict(zip(self.speaks.key_params, self.secrets, strict=False))

    def headers(self) -> dict[str, str]:
        """The headers that authorise a call; they hold the key."""
        if self.key is None or self.speaks.key_params:
            return {}
        key = self.key.get_secret_value()
        if self.provider == "rapidapi":
            return {"x-rapidapi-key": key, "x-rapidapi-host": str(urlsplit(self.base_url).hostname)}
        return {"x-api-key": key}

    def client(self, day: date) -> httpx.AsyncClient:
        """An HTTP client for the calls of a day; redirects are not followed, so the key goes to one host only."""
        hush_the_http_library()
        transport = _sample_transport(day) if self.name == "sample" else None
        limit = httpx.Timeout(self.timeout_seconds)
        headers = {"accept-encoding": ACCEPTED, **({"user-agent": self.agent} if self.agent else {}), **self.headers()}
        return httpx.AsyncClient(headers=headers, transport=transport, timeout=limit, verify=_tls())

    def stamp(self, headers: Mapping[str, str], called_at: datetime, elapsed_ms: int) -> tuple[datetime, int]:
        """When a call was made and how long it took; the sample's own word, so that its days are the same bytes."""
        if self.name != "sample":
            return called_at, elapsed_ms
        said = headers.get("x-sample-elapsed-ms", "")
        moment = parsedate_to_datetime(headers["date"]) if "date" in headers else called_at
        return moment.astimezone(UTC), int(said) if said.isascii() and said.isdigit() else elapsed_ms


@dataclass(frozen=True)
class RecordedFolder:
    """A folder of saved answers; reading it costs nothing."""

    folder: Path
    name: str = "recorded"
    provider: str = "recorded"
    paid: bool = False


Source = ApiSource | RecordedFolder


def asked_sources(settings: SearchSettings, searches: Sequence[SavedSearch]) -> list[str]:
    """Whom a run would ask, by name: the source of the settings, if a search names nobody, and those that are named."""
    named = {name for search in searches for name in (search.source, search.fallback) if name} - {settings.source}
    is_wanted = settings.source in ("recorded", "none") or any(search.source not in named for search in searches)
    return [*([settings.source] if is_wanted else []), *sorted(named)]


def needed_sources(
    settings: SearchSettings, searches: Sequence[SavedSearch]
) -> tuple[Source | None, dict[str, ApiSource]]:
    """The source of the settings, if a search names nobody, and those that searches name, by name.

    Raises:
        BadKeyError, ValueError: As `create_source`.
    """
    asks = asked_sources(settings, searches)
    own = settings.source in asks and settings.source != "none"
    default = create_source(settings) if own else None
    return default, {name: named_source(settings, name) for name in asks if name != settings.source}


def named_source(settings: SearchSettings, name: str) -> ApiSource:
    """A source by its name in searches.yaml.

    Raises:
        BadKeyError: It takes a key that is not set.
    """
    said = SOURCES[name]
    if said is JSEARCH:
        return _jsearch(settings)
    keys = [settings.secret(variable) for variable in said.key_variables]
    for variable, key in zip(said.key_variables, keys, strict=True):
        if key is None:
            raise BadKeyError(f"{variable} is not set, and searches go to {name}. Next: put it into .env.")
    base = settings.base_urls.get(name, said.base_url).rstrip("/")
    return ApiSource(
        name,
        name,
        base,
        keys[0] if keys else None,
        second_key=keys[1] if len(keys) > 1 else None,
        paid=bool(keys),
        usage_url=f"{base}/{said.usage_path}" if said.usage_path else None,
        timeout_seconds=said.timeout_seconds or settings.timeout_seconds,
        longest_body=max(settings.max_body_mb, said.longest_body_mb) * MEGABYTE,
        speaks=said,
        agent=settings.agent,
    )


def create_source(settings: SearchSettings) -> Source:
    """The source that the settings choose.

    Raises:
        BadKeyError: No key, or a key of the wrong kind for the host; found before any call.
        ValueError: `recorded` without a folder, or with one that holds no answers.
    """
    if settings.source == "recorded":
        return _recorded(settings.recorded_dir)
    if settings.source == "sample":
        return ApiSource("sample", "sample", SAMPLE_BASE, answers_as_of_any_day=True)
    return named_source(settings, settings.source)


def _jsearch(settings: SearchSettings) -> ApiSource:
    provider = "rapidapi" if _is_rapidapi(settings.base_url) else "openwebninja"
    if settings.api_key is None:
        raise BadKeyError(
            "JSEARCH_API_KEY is not set. Next: put it into .env, or run without one: JOBLAKE_SOURCE=sample."
        )
    if provider == "rapidapi" and settings.api_key.get_secret_value().startswith(DIRECT_KEY_PREFIX):
        raise BadKeyError(
            f"JSEARCH_API_KEY begins with {DIRECT_KEY_PREFIX}: a direct host's key, but JSEARCH_BASE_URL is "
            f"RapidAPI's, which would answer 403. Next: set JSEARCH_BASE_URL={DIRECT_BASE}."
        )
    usage_url = USAGE_URL if settings.base_url == DIRECT_BASE else None
    return ApiSource(
        "jsearch",
        provider,
        settings.base_url,
        settings.api_key,
        paid=True,
        timeout_seconds=settings.timeout_seconds,
        longest_body=settings.max_body_mb * MEGABYTE,
        usage_url=usage_url,
    )


def _is_rapidapi(base_url: str) -> bool:
    host = urlsplit(base_url).hostname or ""
    return host == RAPIDAPI_HOST or host.endswith(".rapidapi.com")


def _recorded(folder: Path | None) -> RecordedFolder:
    if folder is None:
        raise ValueError("JOBLAKE_SOURCE=recorded needs JOBLAKE_RECORDED_DIR, a folder of *.json or *.jsonl files")
    if not folder.is_dir():
        raise ValueError(f"JOBLAKE_RECORDED_DIR={folder} is not a folder; expected one with *.json or *.jsonl files")
    if not recorded_files(folder):
        there = "".join(f"\n{sentence}" for sentence in unread_files(folder)[:SHOWN])
        raise ValueError(
            f"JOBLAKE_RECORDED_DIR={folder} holds no *.json or *.jsonl file to read; put the saved answers there{there}"
        )
    return RecordedFolder(folder)


def hush_the_http_library() -> None:
    """Keep the HTTP library's log off whatever level a run logs at: it prints headers, and keys in addresses."""
    for name in ("httpcore", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)


@cache
def _tls() -> ssl.SSLContext:
    """The trusted certificates, read once: reading them took 60 ms, and a range makes a client for each day."""
    return httpx.create_ssl_context()


def _sample_transport(day: date) -> httpx.ASGITransport:
    # Read here, not above: the corpus of the sample is not needed, nor loaded, by the other sources.
    api = importlib.import_module("assets.search.sample.api")
    return httpx.ASGITransport(app=api.create_app(day))
