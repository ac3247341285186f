"""Which postings a query finds on a day, and in which order."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from assets.search.sample.catalogue.catalogue import Posting, catalogue
from assets.search.sample.catalogue.corpus_files import places
from assets.search.sample.catalogue.draws import Draws
from assets.search.sample.life import Sighting, sighting

_WORD = re.compile(r"[\w+#]+")
_IGNORED = frozenset({"in", "the", "a", "an", "at", "near", "for", "job", "jobs", "via", "of", "and", "en", "de", "or"})
# Words that narrow: a posting without them in its title is not found, which empties many a search.
_NARROWING = frozenset(
    {"junior", "senior", "lead", "principal", "graduate", "entry", "mid", "level", "intern", "head", "staff", "trainee"}
)
_WINDOWS = {"all": None, "today": 1, "3days": 3, "week": 7, "month": 31}
_MOST = 34


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request asks for, its parameters already checked."""

    query: str
    country: str
    date_posted: str = "all"
    employment_types: frozenset[str] = frozenset()
    work_from_home: bool = False


Hit = tuple[Posting, Sighting]


@lru_cache(maxsize=64)
def living(day: date) -> tuple[Hit, ...]:
    """All postings on show on the day."""
    return tuple((posting, seen) for posting in catalogue() if (seen := sighting(posting.key, day)))


@lru_cache(maxsize=512)
def found(wanted: Wanted, day: date) -> tuple[Hit, ...]:
    """The hits, best first; at most 34, with now and then a foreign one among them."""
    words = [word for word in _words(wanted.query) if word not in _IGNORED]
    markets = {market for market in places() if market in words}
    sought = [word for word in words if word not in places()]
    scored = [
        (score, hit)
        for hit in living(day)
        if _admitted(hit, wanted, day, markets) and (score := _score(hit[0], sought, wanted.query))
    ]
    scored.sort(key=lambda pair: -pair[0])
    hits = [hit for _, hit in scored[:_MOST]]
    return tuple(_leaked(hits, wanted, day))


def _admitted(hit: Hit, wanted: Wanted, day: date, markets: set[str]) -> bool:
    posting, seen = hit
    if posting.place.country.lower() != wanted.country or (markets and posting.place.market not in markets):
        return False
    if wanted.work_from_home and posting.work_mode != "remote":
        return False
    days = _WINDOWS[wanted.date_posted]
    if days is not None and (day - seen.posted).days >= days:
        return False
    return not wanted.employment_types or not wanted.employment_types.isdisjoint(posting.employment)


def _score(posting: Posting, sought: list[str], query: str) -> float:
    """Points for words of the title, fewer for related ones; 0 where half of the words sought or more are missing."""
    title, also = _title_words(posting), _related_words(posting)
    if any(word in _NARROWING and word not in title for word in sought):
        return 0.0
    points = sum(3.0 if word in title else 2.0 if word in also else 0.0 for word in sought)
    if 2 * sum(word in title or word in also for word in sought) <= len(sought):
        return 0.0
    return points + Draws("rank", posting.key).between(query, 0, 99) / 100 if points else 0.0


def _leaked(hits: list[Hit], wanted: Wanted, day: date) -> list[Hit]:
    """The country is a hint to the engine, not a promise: one answer in twelve holds somebody else's posting."""
    draws = Draws("leak", wanted.query, day)
    if len(hits) < 8 or not draws.chance("leak", 8):
        return hits
    foreign = [hit for hit in living(day) if hit[0].place.country.lower() != wanted.country]
    if not foreign:
        return hits
    at = draws.between("at", 3, len(hits))
    return [*hits[:at], draws.pick("which", foreign), *hits[at:]]


@cache
def _title_words(posting: Posting) -> frozenset[str]:
    return frozenset(_words(posting.title))


@cache
def _related_words(posting: Posting) -> frozenset[str]:
    """The words of its role, and some of those that lie near it: the engine knows one posting better than another."""
    role, draws = posting.role, Draws("related", posting.key)
    return frozenset(role.name.split("_")) | {word for word in role.also if draws.chance(word, 40)}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
