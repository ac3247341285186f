"""Which rung of the ladder an endpoint and model stand on: found out once, by the first questions, and remembered."""

import hashlib
import json

from assets.lake.storage.storage import Lake
from assets.llm.asking.dialects import Level
from assets.llm.limits.settings import LlmSettings


class Ladder:
    """The level at which to ask.

    Attributes:
        level: The one to use now.
        proven: Whether an answer at this level has ever fitted its schema.
    """

    def __init__(self, lake: Lake, settings: LlmSettings) -> None:
        self.lake = lake
        name = hashlib.sha256(f"{settings.base_url}\n{settings.model}".encode()).hexdigest()[:32]
        self.key = f"llm_cache/levels/{name}.json"
        self.level, self.proven = Level.JSON_SCHEMA, False
        known = _remembered(lake, self.key)
        if known is not None:
            self.level, self.proven = known, True

    def prove(self, level: Level) -> None:
        """Remember that an answer at a level fitted."""
        if not self.proven:
            self.level, self.proven = level, True
            self.lake.replace(self.key, json.dumps({"level": int(level)}).encode())

    def below(self, level: Level) -> Level | None:
        """The next rung down, where the level is not proven and not the last."""
        if self.proven and self.level != level:
            return self.level
        if self.proven or level is Level.PLAIN:
            return None
        lower = Level(level + 1)
        self.level = max(self.level, lower)
        return lower


def _remembered(lake: Lake, key: str) -> Level | None:
    """The level that was proven; None where none was, or where what was written cannot be read: it is proven again."""
    if not lake.exists(key):
        return None
    try:
        return Level(json.loads(lake.get(key))["level"])
    except (ValueError, KeyError, TypeError):
        return None
