"""Replies of the model in the lake, by content: an exchange that was paid for once is never paid for again.

A reply is kept as the endpoint sent it, before anything else is done with it, so a process that is killed a moment
later finds it again. Replies that turn out useless are kept too: asking the same again would cost the same again.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from typing import Any

import zstandard

from assets.lake.storage.damage import DamageError, damage_named
from assets.lake.storage.storage import Lake

FOLDER, SUFFIX = "llm_cache", ".json.zst"
LEVEL = 10
LONGEST = 16_000_000  # bytes; many times what an endpoint may answer
REMEDY = "It is forgotten, and its question asked again where the budget allows it"
LOG = logging.getLogger("joblake")


class AnswerCache:
    """The llm_cache folder of a lake."""

    def __init__(self, lake: Lake) -> None:
        self.lake = lake

    def get(self, key: str) -> bytes | None:
        """The bytes of a reply, or None. One that is damaged is said and forgotten: the question is asked again."""
        name = _name(key)
        if not self.lake.exists(name):
            return None
        try:
            return readable_reply(name, self.lake.get(name))
        except DamageError as damage:
            LOG.warning("%s", damage)
            self.lake.remove(name)
            return None

    def put(self, key: str, reply: bytes) -> None:
        """Keep a reply; what is there already stays."""
        self.lake.put_once(_name(key), zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(reply))


def damaged_replies(lake: Lake) -> Iterator[DamageError]:
    """The kept replies that cannot be read."""
    for name in lake.keys(FOLDER):
        if name.endswith(SUFFIX):
            try:
                readable_reply(name, lake.get(name))
            except DamageError as error:
                yield error


def readable_reply(name: str, packed: bytes) -> bytes:
    """The reply in a kept file.

    Raises:
        DamageError: It is not the JSON that was kept.
    """
    with damage_named(name, "a kept reply of the model", REMEDY, zstandard.ZstdError, ValueError, RecursionError):
        size = zstandard.frame_content_size(packed)
        if size > LONGEST:
            raise ValueError(f"it claims to be longer than {LONGEST:,} bytes")
        reply = zstandard.ZstdDecompressor().decompress(packed)
        json.loads(reply)
        return reply


def exchange_key(
    model: str, prompt_version: str, level: int, schema: dict[str, Any], messages: list[dict[str, str]]
) -> str:
    """The name of an exchange: everything that may change its answer, nothing else."""
    parts = {"model": model, "prompt": prompt_version, "level": level, "schema": schema, "messages": messages}
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _name(key: str) -> str:
    return f"{FOLDER}/{key}{SUFFIX}"
