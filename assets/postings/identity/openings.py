"""Which postings are the same opening: copies, syndications and summaries, linked with reason and score.

Two postings are linked when both are, or lead to, one posting of a company's board (`same_link`), and the employer or
the title agrees too: one of eleven such links was seen to lead to another company's. Else place, title and text must
agree:

* Place: the same country and town, under any of its names (`place.towns`). A posting without a town joins one with a
  town only where neither employer has its title in another town. The same text in fifteen towns stays fifteen openings.
* Title: the same words in another order or with additions; level, number and shift must agree.
* Text: equal but for punctuation (`same_text`), nearly equal (`near_text`: runs of three words, more of them where the
  employers differ, as with recruiters' copies), or a short extract of the other (`summary_of`).

Candidates come from blocks only (employer and title; MinHash bands within a place), and within a block each posting
meets its few neighbours in length, so the work grows with the number of postings, not with its square. Links depend on
the set of postings alone, not on their order.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from assets.postings.identity.opening_groups import Link, LinkReason, span, walk
from assets.postings.identity.opening_words import (
    BANDS,
    TitleKey,
    agreement,
    bands_of,
    employer_key,
    shingles,
    signatures,
    text_digest,
    title_key,
    words_of,
)
from assets.postings.place.towns import town_key

NEAR_SAME_EMPLOYER = 0.70  # Jaccard of three-word runs; chosen on the labelled pairs (tests/facts/opening_pairs.tsv)
NEAR_OTHER_EMPLOYER = 0.75
SUMMARY_CONTAINED = 0.70  # share of the summary's three-word runs that stand in the full text
_FEWEST_WORDS = 40  # below, only equal texts of one employer are linked: too few words to prove anything
_HOPELESS = 0.4  # share of the signature; 2,632 pairs found alike had at least 0.78, of 1,115 others 1 in 100 more
_NEIGHBOURS = 4
_BATCH = 500


@dataclass(frozen=True, slots=True)
class OpeningInput:
    """One job with its longest known text."""

    job_key: int
    title: str
    employer: str | None
    city: str | None
    country: str | None
    description: str
    content_hash: str
    is_summary: bool
    board_keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpeningLink:
    """One row of the table `job_openings`."""

    job_key: int
    opening_key: int
    is_canonical: bool
    linked_to: int | None
    link_reason: LinkReason | None
    link_score: float | None

    def row(self) -> dict[str, object]:
        """The row as the lake's schema has it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class _Card:
    """What a posting is compared by."""

    key: int
    words: int
    title: TitleKey
    employer: frozenset[str]  # empty where no employer is named
    town: str | None
    country: str | None
    digest: bytes
    signature: Sequence[int]
    bands: tuple[int, ...]
    is_summary: bool
    board_keys: frozenset[str]


@dataclass(slots=True)
class _Deck:
    """All cards, and the texts to prove a candidate by."""

    texts: dict[int, str]
    cards: dict[int, _Card]
    only_town: dict[tuple[frozenset[str], TitleKey], set[str]] = field(default_factory=lambda: defaultdict(set))


def link_openings(postings: Sequence[OpeningInput]) -> list[OpeningLink]:
    """Link postings to openings.

    Args:
        postings: One per job; of several with one key the longest text counts.

    Returns:
        One row per job, ordered by opening and job.
    """
    deck = _deck(postings)
    kept = span(chain(_linked_by_boards(deck), _links(deck)), {key: _place(card) for key, card in deck.cards.items()})

    def rank(key: int) -> tuple[int, int]:
        return (-len(deck.texts[key]), key)

    rows: dict[int, OpeningLink] = {}
    for key in sorted(deck.cards):
        if key in rows:
            continue
        root, steps = walk(key, kept, rank)
        rows[root] = OpeningLink(root, root, is_canonical=True, linked_to=None, link_reason=None, link_score=None)
        for member, (nearer, link) in steps.items():
            rows[member] = OpeningLink(member, root, False, nearer, link.reason, link.score)  # noqa: FBT003
    return sorted(rows.values(), key=lambda row: (row.opening_key, row.job_key))


def _deck(postings: Sequence[OpeningInput]) -> _Deck:
    chosen: dict[int, OpeningInput] = {}
    for posting in postings:
        known = chosen.get(posting.job_key)
        if known is None or _longer(posting) < _longer(known):
            chosen[posting.job_key] = posting
    deck = _Deck({key: posting.description for key, posting in chosen.items()}, {})
    ordered = [chosen[key] for key in sorted(chosen)]
    for start in range(0, len(ordered), _BATCH):
        for card in _cards(ordered[start : start + _BATCH]):
            deck.cards[card.key] = card
            if card.town and card.employer:
                deck.only_town[(card.employer, card.title)].add(_place(card) or "")
    return deck


def _longer(posting: OpeningInput) -> tuple[int, str, str, str]:
    return (-len(posting.description), posting.content_hash, posting.title, posting.employer or "")


def _cards(postings: Sequence[OpeningInput]) -> Iterator[_Card]:
    texts = [words_of(posting.description) for posting in postings]
    for posting, words, signature in zip(postings, texts, signatures(texts), strict=True):
        yield _Card(
            key=posting.job_key,
            words=len(words),
            title=title_key(posting.title),
            employer=employer_key(posting.employer) if posting.employer else frozenset(),
            town=town_key(posting.city or "", posting.country) or None,
            country=(posting.country or "").upper() or None,
            digest=text_digest(words),
            signature=signature,
            bands=bands_of(signature),
            is_summary=posting.is_summary,
            board_keys=posting.board_keys,
        )


def _place(card: _Card) -> str | None:
    return f"{card.town}|{card.country}" if card.town and card.country else None


def _linked_by_boards(deck: _Deck) -> Iterator[Link]:
    """Postings that are, or lead to, one posting of a board; each with the first of them that agrees."""
    cards: dict[str, list[_Card]] = defaultdict(list)
    for key in sorted(deck.cards):
        for board_key in deck.cards[key].board_keys:
            cards[board_key].append(deck.cards[key])
    for together in cards.values():
        for at, card in enumerate(together):
            agreeing = (one for one in together[:at] if _same_employer(one, card) or _same_title(one.title, card.title))
            nearest = next(agreeing, None)
            if nearest is not None:
                yield Link(nearest.key, card.key, "same_link", 1.0)


def _links(deck: _Deck) -> Iterator[Link]:
    """Every candidate pair that proves to be the same opening."""

    @lru_cache(maxsize=256)
    def runs(key: int) -> frozenset[str]:
        return shingles(words_of(deck.texts[key]))

    tried: set[tuple[int, int]] = set()
    for one, other in _candidates(deck.cards.values()):
        pair = (one.key, other.key) if one.key < other.key else (other.key, one.key)
        if pair in tried:
            continue
        tried.add(pair)
        if not (_same_place(one, other, deck) and _same_title(one.title, other.title)):
            continue
        reason, score = _proof(one, other, runs)
        if reason is not None:
            yield Link(*pair, reason, round(score, 4))


def _candidates(cards: Collection[_Card]) -> Iterator[tuple[_Card, _Card]]:
    """Pairs worth comparing: neighbours in length within each block, and every summary with its block's longest."""
    for key_of in _BLOCK_KEYS:  # one kind after the other, so that only one kind's blocks are in memory
        first: dict[object, _Card] = {}
        blocks: dict[object, list[_Card]] = {}  # of two cards or more; most cards stand alone
        for card in cards:
            key = key_of(card)
            earlier = first.setdefault(key, card)
            if earlier is not card:
                blocks.setdefault(key, [earlier]).append(card)
        for block in blocks.values():
            block.sort(key=lambda card: (card.words, card.key))
            yield from _neighbours(block)


def _shares_band(at: int) -> Callable[[_Card], object]:
    return lambda card: (card.bands[at], card.town, card.country)


def _shares_band_anywhere(at: int) -> Callable[[_Card], object]:
    """Where a town is missing, only the text brings two postings together."""
    return lambda card: card.bands[at]


_BLOCK_KEYS: tuple[Callable[[_Card], object], ...] = (
    lambda card: (card.employer, card.title),
    lambda card: (card.title, card.town, card.country),
    lambda card: (card.digest, card.town, card.country),
    *map(_shares_band, range(BANDS)),
    *map(_shares_band_anywhere, range(1, BANDS, 2)),
)


def _neighbours(block: list[_Card]) -> Iterator[tuple[_Card, _Card]]:
    for at, card in enumerate(block):
        for other in block[at + 1 : at + 1 + _NEIGHBOURS]:
            yield card, other
        if card.is_summary:
            for other in block[-_NEIGHBOURS:]:
                if other.key != card.key:
                    yield card, other


def _same_place(one: _Card, other: _Card, deck: _Deck) -> bool:
    if one.country and other.country and one.country != other.country:
        return False
    if one.town == other.town:
        return True
    if one.town and other.town:
        return False
    towns = deck.only_town.get((one.employer, one.title), set()) | deck.only_town.get(
        (other.employer, other.title), set()
    )
    return len(towns) == 1


def _same_title(one: TitleKey, other: TitleKey) -> bool:
    if one.telling != other.telling:
        return False
    if one.words <= other.words or other.words <= one.words:
        return True
    return 2 * len(one.words & other.words) > len(one.words | other.words)


def _same_employer(one: _Card, other: _Card) -> bool:
    """Whether one name is the other or a longer form of it; an employer that is not named is nobody's namesake."""
    if not one.employer or not other.employer:
        return False
    return one.employer <= other.employer or other.employer <= one.employer


def _proof(one: _Card, other: _Card, runs: Callable[[int], frozenset[str]]) -> tuple[LinkReason | None, float]:
    """Why the two texts are one opening's, with the score, or (None, the score that was too low)."""
    same_employer = _same_employer(one, other)
    if one.digest == other.digest and (same_employer or one.words >= _FEWEST_WORDS):
        return "same_text", 1.0
    if min(one.words, other.words) < _FEWEST_WORDS:
        return None, 0.0
    short, long = sorted((one, other), key=lambda card: (card.words, card.key))
    if not short.is_summary and agreement(short.signature, long.signature) < _HOPELESS:
        return None, 0.0
    first, second = runs(short.key), runs(long.key)
    shared = len(first & second)
    alike = shared / (len(first) + len(second) - shared)
    if alike >= (NEAR_SAME_EMPLOYER if same_employer else NEAR_OTHER_EMPLOYER):
        return "near_text", alike
    if short.is_summary and shared / len(first) >= SUMMARY_CONTAINED:
        return "summary_of", shared / len(first)
    return None, alike
