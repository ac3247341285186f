"""The corpus as values: places, employers, roles with their phrase banks, and the frames that hold a posting together.

All of it is data in `corpus/`, written for this project: employers are invented, web addresses end in `.example`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

CORPUS = Path(__file__).with_name("corpus")

Language = Literal["en", "de", "es"]


@dataclass(frozen=True, slots=True)
class Place:
    """A town where a posting can be; `market` is the town that searches name."""

    market: str
    country: str
    city: str
    state: str | None
    label: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Employer:
    """Someone who hires, or who copies the postings of those who do."""

    name: str
    market: str
    site: str
    thing: str
    about: tuple[str, ...]
    roles: tuple[str, ...]
    translated: Mapping[str, "Employer"]

    def told_in(self, language: str) -> "Employer":
        """The employer as it speaks of itself in that language; in its usual one where there is no other."""
        return self.translated.get(language, self)


@dataclass(frozen=True, slots=True)
class Bank:
    """The phrases of one role in one language."""

    titles: tuple[str, ...]
    leads: tuple[str, ...]
    duties: tuple[str, ...]
    needs: tuple[str, ...]
    extras: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of job in one market; `pay` is (low, high, step) in the market's currency per `period`."""

    name: str
    category: str
    family: str
    market: str
    soc: tuple[str, ...]
    zone: str
    also: frozenset[str]
    pay: tuple[float, float, float]
    period: str
    postings: int
    banks: Mapping[Language, Bank]


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in block.splitlines() if line.strip())


def _load(path: Path) -> Any:
    # The C parser reads the corpus ten times faster than the Python one; both read the same YAML.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both loaders are the safe ones


@cache
def frames() -> Any:
    """Section headings, benefits, pay lines, soft-skill phrases and boilerplate, by language, country or family."""
    return _load(CORPUS / "frames.yaml")


@cache
def phrases(*path: str) -> tuple[str, ...]:
    """The lines of one bank of frames.yaml, such as `phrases("equal", "en")`; empty where there is none."""
    found = frames()
    for part in path:
        found = found.get(part, {})
    return _lines(found) if isinstance(found, str) else ()


@cache
def places() -> Mapping[str, tuple[Place, ...]]:
    """Towns by market; the first of each is the market's own town."""
    return {
        market: tuple(Place(market=market, country=entry["country"], **town) for town in entry["towns"])
        for market, entry in _load(CORPUS / "places.yaml").items()
    }


@cache
def employers() -> tuple[Employer, ...]:
    """Every employer of the corpus, agencies and aggregators included (their market is `agency` or `aggregator`)."""
    return tuple(
        _employer(market, entry)
        for path in sorted((CORPUS / "employers").glob("*.yaml"))
        for market, entries in _load(path).items()
        for entry in entries
    )


def _employer(market: str, entry: Mapping[str, Any]) -> Employer:
    return Employer(
        name=entry["name"],
        market=market,
        site=entry["site"],
        thing=entry.get("thing", ""),
        about=_lines(entry.get("about", "")),
        roles=tuple(entry.get("roles", ())),
        translated={
            code: _employer(market, {**entry, code: {}, **entry[code]}) for code in ("de", "en") if entry.get(code)
        },
    )


def _role(name: str, category: str, entry: Mapping[str, Any]) -> Role:
    banks = {
        language: Bank(**{part: _lines(lines) for part, lines in bank.items()})
        for language, bank in entry["banks"].items()
    }
    low, high, step = entry["pay"]
    return Role(
        name=name,
        category=category,
        family=entry["family"],
        market=entry["market"],
        soc=tuple(entry["soc"]),
        zone=entry["zone"],
        also=frozenset(entry["also"].split()),
        pay=(low, high, step),
        period=entry["period"],
        postings=entry.get("postings", 34),
        banks=banks,
    )


@cache
def roles() -> tuple[Role, ...]:
    """Every role of the corpus, in the order of the files' names."""
    return tuple(
        _role(name, document["category"], entry)
        for path in sorted((CORPUS / "roles").glob("*.yaml"))
        for document in [_load(path)]
        for name, entry in document["roles"].items()
    )
