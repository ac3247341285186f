"""The words of a posting: which phrases of the banks a notice uses, with their alternatives chosen and slots filled.

Phrases hold alternatives, `[this|that]`, and slots: {employer}, {title}, {city}, {thing}, {pay}, {mail}, {phone}.
"""

import re
from dataclasses import dataclass

from assets.search.sample.catalogue.corpus_files import Employer, Language, Role, phrases
from assets.search.sample.catalogue.draws import Draws

# "Registered Nurse (RN), Nights" is a Registered Nurse in a sentence.
_ASIDE = re.compile(r" \(| [-/] |, ")
_BEGINNER = re.compile(r"Junior|Apprentice|Assistant|Mate\b")
_YEARS = re.compile(r"\b(years?|años)\b|[Jj]ahre")
_ALTERNATIVES = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a text is written about."""

    key: str
    role: Role
    employer: Employer
    title: str
    city: str
    country: str
    language: Language
    work_mode: str
    pay_text: str | None
    shape: str
    client: Employer | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The filled phrases of a text, not yet arranged."""

    about: str
    lead: str
    duties: tuple[str, ...]
    needs: tuple[str, ...]
    extras: tuple[str, ...]
    benefits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A finished text and the parts that the API repeats as highlights."""

    text: str
    duties: tuple[str, ...]
    needs: tuple[str, ...]
    benefits: tuple[str, ...]


class Writer:
    """Writes one notice; the same notice and edition always give the same words."""

    def __init__(self, notice: Notice, edition: int) -> None:
        self.notice = notice
        self.draws = Draws("prose", notice.key)
        self.rewritten = bool(edition & 1)
        # Some employers word the same opening anew when it comes back; most publish the old text again.
        again = edition & 2 and self.draws.chance("reworded", 30)
        self.bullets = Draws("bullets", notice.key, "again" if again else "first")
        self.bank = notice.role.banks[notice.language]
        digits = self.draws.number("contact")
        self.slots = {
            "employer": notice.employer.name,
            "title": _ASIDE.split(notice.title)[0],
            "city": notice.city,
            "thing": (notice.client or notice.employer).told_in(notice.language).thing,
            "pay": notice.pay_text or "",
            "mail": f"{self.draws.pick('mailbox', _MAILBOXES)}@{notice.employer.site}",
            "phone": _PHONES[notice.role.market].format(a=digits % 900 + 100, b=digits % 90 + 10),
            "name": self.draws.pick("name", phrases("first_names", notice.language)),
        }

    def fill(self, phrase: str) -> str:
        """The phrase with its alternatives chosen and its slots filled."""
        chosen = phrase
        while found := _ALTERNATIVES.search(chosen):
            option = self.bullets.pick(phrase + str(found.start()), found[1].split("|"))
            chosen = chosen[: found.start()] + option + chosen[found.end() :]
        if _takes_an(self.slots["title"]):
            chosen = chosen.replace("a {title}", "an {title}")
        for slot, value in self.slots.items():
            chosen = chosen.replace(f"{{{slot}}}", value)
        return chosen

    def line(self, *path: str) -> str:
        """One phrase of a bank of the frames, filled; empty where the bank is."""
        options = phrases(*path)
        return self.fill(self.bullets.pick(path, options)) if options else ""

    def parts(self) -> Parts:
        """Chooses the phrases."""
        notice, draws, bank = self.notice, self.bullets, self.bank
        soft = phrases("soft", notice.role.family, notice.language)
        duties = draws.some("duties", bank.duties, 5, 7)
        needs = draws.some("needs", self._fitting(bank.needs), 4, 6) + draws.some("soft", soft, 1, 3)
        extras = draws.some("extras", bank.extras, 2, 4)
        benefits = draws.some("benefits", phrases("benefits", notice.country, notice.language), 3, 6)
        if self.rewritten:  # The later edition drops a duty, asks for one thing more and names a date or a start.
            wanted = draws.shuffled("extras", bank.extras)[-1]
            duties, needs = duties[:-1], [*needs, wanted]
            extras = [phrase for phrase in extras if phrase != wanted]
        return Parts(
            about=self._about(),
            lead=self.fill(draws.pick("lead", self._leads(bank.leads))),
            duties=tuple(self.fill(phrase) for phrase in duties),
            needs=tuple(self.fill(phrase) for phrase in needs),
            extras=tuple(self.fill(phrase) for phrase in extras),
            benefits=tuple(self.fill(phrase) for phrase in benefits),
        )

    def _about(self) -> str:
        """The employer on itself; whoever tells for a client does not name it."""
        if self.notice.client:
            return self.line("agency", self.notice.language)
        told = self.bullets.some("about", self.notice.employer.told_in(self.notice.language).about, 1, 2)
        return "\n".join(self.fill(paragraph) for paragraph in told)

    def _leads(self, leads: tuple[str, ...]) -> tuple[str, ...]:
        """An agency does not say that it is hiring itself."""
        nameless = tuple(lead for lead in leads if "{employer}" not in lead)
        return nameless if self.notice.client and nameless else leads

    def _fitting(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """A junior is not asked for years of experience."""
        if not _BEGINNER.search(self.notice.title):
            return needs
        return tuple(need for need in needs if not _YEARS.search(need))

    def heading(self, part: str) -> str:
        """A section's heading; an employer keeps to one way of setting them."""
        text = self.fill(self.draws.pick(f"heading {part}", phrases("headings", part, self.notice.language)))
        style = self.draws.between("heading style", 0, 5)
        return {0: f"{text}:", 1: text.upper(), 2: f"**{text}**", 3: f"{text} :"}.get(style, text)


def _takes_an(title: str) -> bool:
    """True for an Accountant and an HGV driver, whose letters are spelled out."""
    return title[:1] in ("AEFHILMNORSX" if title[:2].isupper() else "AEIO")


_MAILBOXES = ("jobs", "careers", "recruiting", "people", "talent", "hiring")

# Ranges that the regulators keep free for films and books; Spain has none, so its number is one digit short.
_PHONES = {
    "london": "+44 20 7946 0{a}",
    "manchester": "0161 496 0{a}",
    "chicago": "(312) 555-01{b}",
    "toronto": "416-555-01{b}",
    "berlin": "+49 30 23125 {a}",
    "madrid": "+34 91 000 {a}",
}
