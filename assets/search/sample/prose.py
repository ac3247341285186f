"""The text of a posting, put together from the phrase banks the way different employers write: sections, notes, summaries.

Phrases hold alternatives, `[this|that]`, and slots: {employer}, {title}, {city}, {thing}, {pay}, {mail}, {phone}.
"""

import re
from dataclasses import dataclass

from assets.search.sample.corpus_files import Employer, Language, Role, phrases
from assets.search.sample.draws import Draws

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
            "title": notice.title,
            "city": notice.city,
            "thing": (notice.client or notice.employer).thing,
            "pay": notice.pay_text or "",
            "mail": f"{self.draws.pick('mailbox', _MAILBOXES)}@{notice.employer.site}",
            "phone": _PHONES[notice.country].format(a=digits % 900 + 100, b=digits % 90 + 10),
            "name": self.draws.pick("name", phrases("first_names", notice.language)),
        }

    def fill(self, phrase: str) -> str:
        """The phrase with its alternatives chosen and its slots filled."""
        chosen = phrase
        while found := _ALTERNATIVES.search(chosen):
            option = self.bullets.pick(phrase + str(found.start()), found[1].split("|"))
            chosen = chosen[: found.start()] + option + chosen[found.end() :]
        for slot, value in self.slots.items():
            chosen = chosen.replace(f"{{{slot}}}", value)
        return chosen

    def line(self, *path: str) -> str:
        """One phrase of a bank of the frames, filled; empty where the bank is."""
        options = phrases(*path)
        return self.fill(self.bullets.pick(path, options)) if options else ""

    def compose(self) -> Prose:
        """The whole text in the notice's shape."""
        parts = self._parts()
        shapes = {"summary": self._summary, "paragraph": self._paragraph, "note": self._note}
        return Prose(shapes.get(self.notice.shape, self._sections)(parts), parts.duties, parts.needs, parts.benefits)

    def _parts(self) -> "_Parts":
        notice, draws, bank = self.notice, self.bullets, self.bank
        soft = phrases("soft", notice.role.family, notice.language)
        duties = draws.some("duties", bank.duties, 5, 8)
        needs = draws.some("needs", bank.needs, 4, 7) + draws.some("soft", soft, 1, 3)
        extras = draws.some("extras", bank.extras, 2, 4)
        benefits = draws.some("benefits", phrases("benefits", notice.country, notice.language), 3, 6)
        if self.rewritten:  # The later edition drops a duty, asks for one thing more and names a date or a start.
            duties, needs = duties[:-1], [*needs, *draws.shuffled("extras", bank.extras)[-1:]]
        return _Parts(
            about=self.fill(draws.pick("about", (notice.client or notice.employer).about)),
            lead=self.fill(draws.pick("lead", bank.leads)),
            duties=tuple(self.fill(phrase) for phrase in duties),
            needs=tuple(self.fill(phrase) for phrase in needs),
            extras=tuple(self.fill(phrase) for phrase in extras),
            benefits=tuple(self.fill(phrase) for phrase in benefits),
        )

    def _heading(self, part: str) -> str:
        """A section's heading; an employer keeps to one way of setting them."""
        text = self.fill(self.draws.pick(f"heading {part}", phrases("headings", part, self.notice.language)))
        style = self.draws.between("heading style", 0, 5)
        return {0: f"{text}:", 1: text.upper(), 2: f"**{text}**", 3: f"{text} :"}.get(style, text)

    def _list(self, part: str, items: tuple[str, ...]) -> str:
        mark = self.draws.pick("bullet", ("• ", "• ", "• ", "- ", "* ", "· ", ""))
        stop = self.draws.pick("full stops", ("", "", "."))
        return "\n".join([self._heading(part), *(f"{mark}{item.rstrip('.')}{stop}" for item in items)])

    def _sections(self, parts: "_Parts") -> str:
        draws = self.draws
        needs = self._list("needs", parts.needs)
        blocks = [self._list("duties", parts.duties), needs]
        if draws.chance("extras apart", 65):
            blocks.append(self._list("extras", parts.extras))
        if draws.chance("needs first", 14):
            blocks = [needs, *(block for block in blocks if block != needs)]
        offer = [self._list("benefits", parts.benefits)] if draws.chance("offers", 78) else []
        about = parts.about
        if draws.chance("about has a heading", 45):
            about = f"{self._heading('about')}\n{about}"
        lead = f"{self._heading('role')}\n{parts.lead}" if draws.chance("lead has a heading", 40) else parts.lead
        top = [lead] if draws.chance("about last", 25) else [about, lead]
        tail = [] if about in top else [about]
        blocks = [*top, *blocks, *self._terms(), *offer, *tail, *self._closing()]
        gap = "\n" if draws.chance("no blank lines", 15) else "\n\n"
        return gap.join(block for block in blocks if block)

    def _terms(self) -> list[str]:
        """Pay and place of work, each its own short block."""
        notice, draws = self.notice, self.draws
        terms = []
        if notice.pay_text:
            terms.append(self.line("pay", notice.language))
        elif draws.chance("pay is praised", 25):
            terms.append(self.line("no_pay", notice.language))
        mode = self.line("work_mode", notice.work_mode, notice.language)
        if mode and draws.chance("mode under a heading", 35):
            mode = f"{self._heading('where')}\n{mode}"
        return draws.shuffled("terms", [*terms, mode])

    def _closing(self) -> list[str]:
        language, draws = self.notice.language, self.draws
        closing = [self.line("urgent", language)] if self.rewritten else []
        if draws.chance("process", 25):
            closing.append(self.line("process", language))
        if draws.chance("contact", 30):
            closing.append(self.line("contact", language))
        if draws.chance("equal", 55):
            closing.append(self.line("equal", self.notice.country, language))
        return closing

    def _paragraph(self, parts: "_Parts") -> str:
        """Everything run together, as when a form has eaten the line breaks."""
        joined = [
            parts.about,
            parts.lead,
            self._heading("duties"),
            " ".join(parts.duties),
            self._heading("needs"),
            " ".join(parts.needs),
            *self._terms(),
            *self._closing(),
        ]
        return " ".join(" ".join(part.split()) for part in joined if part)

    def _note(self, parts: "_Parts") -> str:
        """A short message in whole sentences, without lists."""
        lines = self.line("note", self.notice.language)
        duties = "; ".join(_lowered(item, self.notice.language) for item in parts.duties[:4])
        needs = "; ".join(_lowered(item, self.notice.language) for item in parts.needs[:4])
        body = lines.replace("{duties}", duties).replace("{needs}", needs)
        return "\n\n".join(
            part for part in (parts.lead, body, *self._terms(), self.line("contact", self.notice.language)) if part
        )

    def _summary(self, parts: "_Parts") -> str:
        """An aggregator's few hundred characters about somebody else's posting."""
        opening = self.line("summary", self.notice.language)
        duties = ", ".join(_lowered(item, self.notice.language) for item in parts.duties[:2])
        needs = ", ".join(_lowered(item, self.notice.language) for item in parts.needs[:3])
        return opening.replace("{duties}", duties).replace("{needs}", needs)


@dataclass(frozen=True, slots=True)
class _Parts:
    about: str
    lead: str
    duties: tuple[str, ...]
    needs: tuple[str, ...]
    extras: tuple[str, ...]
    benefits: tuple[str, ...]


def _lowered(phrase: str, language: Language) -> str:
    """The phrase as part of a sentence; German nouns and abbreviations keep their capitals."""
    phrase = phrase.rstrip(".")
    if language == "de" or phrase[1:2].isupper() or not phrase[1:2].islower():
        return phrase
    return phrase[:1].lower() + phrase[1:]


_MAILBOXES = ("jobs", "careers", "recruiting", "people", "talent", "hiring")

# Ranges set aside for fiction (GB, US, CA) or never assigned, so that no number rings anywhere.
_PHONES = {
    "GB": "+44 20 7946 0{a}",
    "US": "(312) 555-01{b}",
    "CA": "416-555-01{b}",
    "DE": "+49 30 23125 {a}",
    "ES": "+34 910 000 {a}",
}
