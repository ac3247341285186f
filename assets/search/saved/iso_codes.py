"""Codes a search may name: ISO 3166-1 alpha-2 countries and ISO 639-1 languages, lower case."""

import json
from functools import cache
from importlib.resources import files


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes."""
    return _codes("countries")


@cache
def languages() -> frozenset[str]:
    """ISO 639-1 codes."""
    return _codes("languages")


def _codes(kind: str) -> frozenset[str]:
    return frozenset(
        json.loads((files("assets.search.saved") / "iso_codes.json").read_text(encoding="utf-8"))[kind].split()
    )
