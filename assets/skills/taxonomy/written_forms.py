"""Every string that may state a skill: its names inflected, spelt both ways, with the case rule of each.

Read when the taxonomy is compiled, never while a posting is.
"""

import re
from dataclasses import dataclass

from assets.skills.phrases.normal_form import normal_phrase
from assets.skills.taxonomy.taxonomy import Skill
from assets.skills.taxonomy.vocabulary import Case

_PARENTHESIS = re.compile(r"^(.+?) \(([^()]+)\)$")
# British and American spellings of the same stem, tried both ways on each token.
_SPELLINGS = (
    (re.compile(rb"([a-z]{3})iz(ations?|es?|ed|er|ing)\b"), rb"\1is\2"),
    (re.compile(rb"([a-z]{3})is(ations?|es?|ed|er|ing)\b"), rb"\1iz\2"),
    (re.compile(rb"(mode|labe|trave|cance|counse|signa)l(ing|ed|er|or)\b"), rb"\1ll\2"),
    (re.compile(rb"(mode|labe|trave|cance|counse|signa)ll(ing|ed|er|or)\b"), rb"\1l\2"),
    (re.compile(rb"\b(behavi|col|lab|harb)or"), rb"\1our"),
    (re.compile(rb"\b(behavi|col|lab|harb)our"), rb"\1or"),
    (re.compile(rb"\banalyz(es?|ed|ing)\b"), rb"analys\1"),
    (re.compile(rb"\bcenter(s?)\b"), rb"centre\1"),
    (re.compile(rb"\bcentre(s?)\b"), rb"center\1"),
    (re.compile(rb"\bpaediatric"), rb"pediatric"),
    (re.compile(rb"\bpediatric"), rb"paediatric"),
)


# Most names hold nothing of the kind; asking once saves most of the time it takes to compile the taxonomy.
_SPELT_TWO_WAYS = re.compile(rb"i[sz](?:ation|e|ing)|[eal]l(?:ing|ed|er|or)\b|ou?r|analyz|cent(?:er|re)|a?ediatric")


@dataclass(frozen=True, slots=True)
class Surface:
    """One skill that a string may name, and the writings that count (empty: any case)."""

    skill: int
    case: Case
    writings: frozenset[str]


def surfaces_of(skill: Skill, index: int) -> dict[bytes, Surface]:
    """Every string that may state a skill, inflected, with the case rule that goes with it."""
    found = _cased(skill, index)
    cased = set(found)
    for phrase in _free_names(skill):
        base = normal_phrase(phrase)
        if base in cased:
            if phrase == skill.name:  # "pandas" beside an ambiguous "Pandas"
                found[base] = Surface(index, found[base].case, found[base].writings | {phrase})
        elif 0 < len(base) <= 2:  # "QA" and "R": too short to be told from other words without their case
            found[base] = Surface(index, Case.EXACT, frozenset({phrase}))
        elif base:
            for form in sorted(_free_forms(skill, phrase, base)):
                found.setdefault(form, Surface(index, Case.ANY, frozenset()))
    return found


def names_of(skill: Skill) -> set[bytes]:
    """The strings that the taxonomy itself gives a skill, without what is inflected from them."""
    return {normal_phrase(phrase) for phrase in (*_free_names(skill), *skill.exact, *skill.ambiguous)}


def _cased(skill: Skill, index: int) -> dict[bytes, Surface]:
    """The names that count only as they are written."""
    found: dict[bytes, Surface] = {}
    for case, phrases in ((Case.AMBIGUOUS, skill.ambiguous), (Case.EXACT, skill.exact)):
        for phrase in phrases:
            for writing in _exact_forms(phrase):
                key = normal_phrase(writing)
                known = found.get(key)
                writings = frozenset({writing}) | (known.writings if known and known.case == case else frozenset())
                found[key] = Surface(index, case, writings)
    return found


def _free_forms(skill: Skill, phrase: str, base: bytes) -> set[bytes]:
    """The inflections of a name that counts in any case."""
    is_plural_abbreviation = phrase.endswith("s") and phrase[:-1].isupper()
    is_proper = skill.type in ("tool", "language") and phrase[:1].isupper() and b" " not in base
    if is_proper and not is_plural_abbreviation:  # Rails is no rail, Teams no team
        return {base}
    forms = _inflections(base) | ({base[:-1]} if is_plural_abbreviation else set())
    if phrase != skill.name and phrase.islower() and phrase.isalpha():  # "vitals": one vital is another word
        return {form for form in forms if len(form) >= len(base) or not base.startswith(form)}
    return forms


def _free_names(skill: Skill) -> list[str]:
    names = list(skill.aliases)
    if not skill.name_is_ambiguous:
        names.insert(0, skill.name)
        parts = _PARENTHESIS.match(skill.name)
        if parts and len(parts[2]) > 2 and sum(map(str.isupper, parts[2])) > 1:
            names += [parts[1], parts[2]]  # "Large Language Models (LLMs)" states both
    return names


def _exact_forms(phrase: str) -> list[str]:
    last = phrase.split()[-1] if phrase.split() else ""
    if len(last) > 2 and last.isalpha() and last.isupper():
        return [phrase, phrase + "s"]
    # What counts as a plain word counts with the capital of a line's first word, too.
    return [phrase, phrase[0].upper() + phrase[1:]] if phrase.islower() and phrase[0].isalpha() else [phrase]


def _inflections(base: bytes) -> set[bytes]:
    forms = {base}
    if b" and " in base:
        forms.add(base.replace(b" and ", b" & "))
    elif b" & " in base:
        forms.add(base.replace(b" & ", b" and "))
    if _SPELT_TWO_WAYS.search(base):
        for pattern, replacement in _SPELLINGS:
            forms |= {pattern.sub(replacement, form) for form in forms}
    return forms | {number for form in forms for number in _numbers(form)}


def _numbers(form: bytes) -> list[bytes]:
    """Plural and singular of the last word."""
    last = form.rsplit(b" ", 1)[-1]
    if len(last) < 3 or not last.isalpha():
        return []
    if last.endswith(b"ies") and len(last) > 4:
        return [form[:-3] + b"y"]
    if last.endswith((b"ss", b"x", b"ch", b"sh")):
        return [form + b"es"]
    if last.endswith(b"s"):
        return [] if last.endswith((b"us", b"is", b"ics")) or len(last) < 5 else [form[:-1]]
    if last.endswith(b"y") and last[-2:-1] not in b"aeiou":
        return [form[:-1] + b"ies"]
    return [form + b"s"]
