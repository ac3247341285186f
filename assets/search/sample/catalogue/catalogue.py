"""Every posting of the sample: originals by role and employer, copies in other towns, and other people's reprints."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import product
from typing import Literal

from assets.search.sample.catalogue.corpus_files import Employer, Language, Place, Role, employers, places, roles
from assets.search.sample.catalogue.draws import Draws
from assets.search.sample.catalogue.layouts import compose
from assets.search.sample.catalogue.pay import Pay, drawn_pay, pay_text
from assets.search.sample.catalogue.prose import Notice, Prose

Kind = Literal["original", "town copy", "agency copy", "summary"]


@dataclass(frozen=True, slots=True, eq=False)
class Posting:
    """One posting in one place under one name; `source` is the key of the original whose text it tells."""

    key: str
    source: str
    kind: Kind
    role: Role
    employer: Employer
    client: Employer
    title: str
    place: Place
    language: Language
    work_mode: str
    employment: tuple[str, ...]
    pay: Pay | None

    def docid(self, cycle: int) -> str:
        """The search engine's id: 24 characters; a third of the postings come back under a new one."""
        life = cycle if Draws("repost", self.key).chance("new id", 35) else "same"
        digest = blake2b(f"{self.key}/{life}".encode(), digest_size=12).digest()
        return urlsafe_b64encode(digest + bytes(4)).decode()


@cache
def catalogue() -> tuple[Posting, ...]:
    """All postings, living or not, in a fixed order."""
    return tuple(posting for role in roles() for posting in _postings(role))


@lru_cache(maxsize=8192)
def prose(posting: Posting, edition: int) -> Prose:
    """The posting's text in one of its editions; copies in other towns share the text of their original."""
    copied = posting.kind == "town copy"
    told = posting.kind in ("agency copy", "summary")
    place = places()[posting.role.market][0] if copied else posting.place
    notice = Notice(
        key=posting.source if posting.kind != "agency copy" else f"{posting.source} told",
        role=posting.role,
        employer=posting.employer,
        client=posting.client if told else None,
        title=posting.title,
        city=place.city,
        country=place.country,
        language=posting.language,
        work_mode=posting.work_mode,
        pay_text=pay_text(posting.pay, posting.language) if posting.pay and posting.pay.in_text else None,
        shape="summary" if posting.kind == "summary" else _shape(posting.source),
    )
    return compose(notice, edition)


def _shape(source: str) -> str:
    draw = Draws("shape", source).between("shape", 1, 100)
    return "paragraph" if draw <= 7 else "note" if draw <= 13 else "sections"


def _postings(role: Role) -> Iterator[Posting]:
    hirers = [one for one in employers() if one.market == role.market and (not one.roles or role.name in one.roles)]
    pairs: list[tuple[Language, str, Employer]] = [
        (language, title, employer)
        for (language, bank) in sorted(role.banks.items())
        for title, employer in product(bank.titles, hirers)
    ]
    chosen = Draws("pairs", role.name).shuffled("pairs", pairs)[: role.postings]
    for language, title, employer in chosen:
        original = _original(role, language, title, employer)
        yield original
        yield from _copies(original)


def _original(role: Role, language: Language, title: str, employer: Employer) -> Posting:
    key = f"{role.market}/{role.name}/{language}/{employer.name}/{title}"
    draws = Draws("posting", key)
    towns = places()[role.market]
    return Posting(
        key=key,
        source=key,
        kind="original",
        role=role,
        employer=employer,
        client=employer,
        title=title,
        place=towns[0] if draws.chance("in town", 72) else draws.pick("town", towns),
        language=language,
        work_mode="shifts" if role.family in ("care", "hands") else draws.pick("mode", _MODES),
        employment=_employment(draws, role.family),
        pay=drawn_pay(draws, role, title),
    )


def _copies(original: Posting) -> Iterator[Posting]:
    draws = Draws("copies", original.key)
    towns = places()[original.role.market]
    if draws.chance("in other towns", 6 if original.work_mode != "shifts" else 14):
        for place in [town for town in draws.some("towns", towns, 1, 3) if town != original.place]:
            key = f"{original.key}/{place.city}"
            yield replace(original, key=key, kind="town copy", place=place)
    if draws.chance("summary", 8):
        yield _told(original, "summary", draws.pick("aggregator", _named("aggregator")))
    if draws.chance("agency", 7):
        yield _told(original, "agency copy", draws.pick("agency", _named("agency")))


def _told(original: Posting, kind: Kind, teller: Employer) -> Posting:
    return replace(original, key=f"{original.key}/{teller.name}", kind=kind, employer=teller, pay=None)


@cache
def _named(market: str) -> tuple[Employer, ...]:
    return tuple(employer for employer in employers() if employer.market == market)


def _employment(draws: Draws, family: str) -> tuple[str, ...]:
    """The codes, of which some repeat, as in the real answers."""
    code = draws.pick("employment", _EMPLOYMENT[family])
    codes = (code, "FULLTIME") if code != "FULLTIME" and draws.chance("two kinds", 30) else (code,)
    return (*codes, code) if code == "CONTRACTOR" and draws.chance("said twice", 40) else codes


_EMPLOYMENT = {
    "knowledge": ("FULLTIME",) * 9 + ("CONTRACTOR",),
    "office": ("FULLTIME",) * 8 + ("PARTTIME", "CONTRACTOR"),
    "care": ("FULLTIME",) * 7 + ("PARTTIME", "PARTTIME", "CONTRACTOR"),
    "hands": ("FULLTIME",) * 7 + ("PARTTIME", "CONTRACTOR", "CONTRACTOR"),
}
_MODES = ("hybrid", "hybrid", "hybrid", "hybrid", "onsite", "onsite", "remote")
