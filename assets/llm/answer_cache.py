"""Replies of the model in the lake, by content: an exchange that was paid for once is never paid for again.

A reply is kept as the endpoint sent it, before anything else is done with it, so a process that is killed a moment
later finds it again. Replies that turn out useless are kept too: asking the same again would cost the same again.
"""

import hashlib
import json
from typing import Any

import zstandard

from assets.lake.storage import Lake

FOLDER = "llm_cache"
LEVEL = 10


class AnswerCache:
    """The llm_cache folder of a lake."""

    def __init__(self, lake: Lake) -> None:
        self.lake = lake

    def get(self, key: str) -> bytes | None:
        """The bytes of a reply, or None."""
        name = _name(key)
        return zstandard.ZstdDecompressor().decompress(self.lake.get(name)) if self.lake.exists(name) else None

    def put(self, key: str, reply: bytes) -> None:
        """Keep a reply; what is there already stays."""
        self.lake.put_once(_name(key), zstandard.ZstdCompressor(level=LEVEL).compress(reply))


def exchange_key(
    model: str, prompt_version: str, level: int, schema: dict[str, Any], messages: list[dict[str, str]]
) -> str:
    """The name of an exchange: everything that may change its answer, nothing else."""
    parts = {"model": model, "prompt": prompt_version, "level": level, "schema": schema, "messages": messages}
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _name(key: str) -> str:
    return f"{FOLDER}/{key}.json.zst"
