"""Sending the recorded events to an OpenLineage endpoint, from the lake's NDJSON.

What was sent is remembered in the lake event by event, so an endpoint that is down, slow or broken loses nothing: the
next run, or `python -m orchestration lineage`, goes on where this one stopped. An event may arrive twice (a crash
between sending and remembering), never not at all.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from assets.lake.storage.storage import Lake
from lineage.journal.journal import Journal

SENT = "lineage/sent"
LOCK = "lineage-sending"
REMEMBER_EVERY = 25
# The event itself is refused; sending it again would block every later one for ever.
REFUSED = frozenset({400, 413, 422})


class Endpoint(BaseSettings):
    """Where events are sent, by the names OpenLineage clients share.

    Attributes:
        url: The server; None sends nothing.
        endpoint: The path on it.
        timeout: Seconds for one event.
    """

    model_config = SettingsConfigDict(env_prefix="OPENLINEAGE_", env_file=".env", extra="ignore", frozen=True)

    url: str | None = None
    endpoint: str = "api/v1/lineage"
    api_key: SecretStr | None = None
    timeout: float = 5.0

    @property
    def address(self) -> str:
        """The address events are posted to."""
        return f"{(self.url or '').rstrip('/')}/{self.endpoint.lstrip('/')}"


@dataclass
class Sent:
    """What the endpoint has.

    Attributes:
        whole: Batches it has whole.
        lines: How many lines it has of a batch that it has in part.
        refused: Events the endpoint would not take, by batch and line; they stay in the lake.
    """

    whole: set[str] = field(default_factory=set)
    lines: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What one attempt achieved; `problem` is why it stopped before the end."""

    sent: int = 0
    refused: int = 0
    problem: str | None = None


def send(lake: Lake, endpoint: Endpoint, client: httpx.Client | None = None) -> Outcome:
    """Send every event the endpoint does not have, oldest first; stops at the first that fails.

    Two senders at once send nothing twice: the second finds the first at work and leaves it to it.
    """
    if endpoint.url is None:
        return Outcome(problem="OPENLINEAGE_URL is not set; set it to the server's address")
    with lake.locks.hold_if_free(LOCK, f"process {os.getpid()}") as alone:
        if not alone:
            return Outcome(problem="another process is sending; it will send these too")
        headers = {"Content-Type": "application/json"}
        if endpoint.api_key:
            headers["Authorization"] = f"Bearer {endpoint.api_key.get_secret_value()}"
        with client or httpx.Client(timeout=endpoint.timeout) as session:
            session.headers.update(headers)
            return _send_all(lake, endpoint, session)


def _send_all(lake: Lake, endpoint: Endpoint, client: httpx.Client) -> Outcome:
    key = f"{SENT}/{hashlib.sha256(endpoint.address.encode()).hexdigest()[:16]}.json"
    sent = _remembered(lake, key)
    done = refused = 0
    try:
        for batch, number, line in _unsent(lake, sent):
            answer = client.post(endpoint.address, content=line)
            if answer.status_code in REFUSED:
                sent.refused[f"{batch}:{number}"] = f"{answer.status_code}"
                refused += 1
            elif not answer.is_success:
                return Outcome(done, refused, f"the endpoint answered {answer.status_code}; will be sent later")
            sent.lines[batch] = number + 1
            done += 1
            if done % REMEMBER_EVERY == 0:
                _remember(lake, key, sent)
    except httpx.HTTPError as error:
        return Outcome(done, refused, f"no answer ({type(error).__name__}); will be sent later")
    finally:
        _remember(lake, key, sent)
    return Outcome(done, refused)


def _unsent(lake: Lake, sent: Sent) -> Iterator[tuple[str, int, bytes]]:
    """The events that are not sent, until a look at the lake finds no more."""
    found = True
    while found:
        found = False
        for batch in Journal(lake).batches():
            if batch in sent.whole:
                continue
            lines = lake.get(batch).splitlines()
            for number in range(sent.lines.get(batch, 0), len(lines)):
                found = True
                yield batch, number, lines[number]
            sent.whole.add(batch)
            sent.lines.pop(batch, None)


def _remembered(lake: Lake, key: str) -> Sent:
    if not lake.exists(key):
        return Sent()
    held = json.loads(lake.get(key))
    return Sent(set(held["whole"]), held["lines"], held["refused"])


def _remember(lake: Lake, key: str, sent: Sent) -> None:
    held = {"whole": sorted(sent.whole), "lines": sent.lines, "refused": sent.refused}
    lake.replace(key, json.dumps(held, indent=1, sort_keys=True).encode())
