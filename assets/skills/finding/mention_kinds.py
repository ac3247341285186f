"""The ways in which texts speak of a skill, each made once: what is known of one is then found by identity."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from assets.skills.taxonomy.vocabulary import Case, Entry, Kind, SkillType, Support

Shape: TypeAlias = Literal["lower", "upper", "title", "mixed"]  # how evidence is written
Source = Literal["lexicon_hard", "lexicon_soft"]
SupportName = Literal["stated", "paraphrased", "inferred"]

_SOURCE: dict[Kind, Source] = {"hard": "lexicon_hard", "soft": "lexicon_soft"}
_NAMES: tuple[SupportName, ...] = ("stated", "paraphrased", "inferred")  # in the order of `Support`
_CLEAR_TYPES = frozenset({"tool", "language", "certification", "licence"})
_OF_ONE_SENSE = frozenset({"competence", "knowledge", "method"})
_PROPER = frozenset({"tool", "language", "human_language"})
_CASES, _SUPPORTS = len(Case), len(Support)
_MOST_WORDS = 4
_KEPT = 100_000  # what a hostile stream of texts may make the memory grow to: some 40 MB


@dataclass(slots=True, eq=False)  # not frozen: a new text brings a dozen, and each would take three times as long
class Mention:
    """What a piece of evidence is, wherever it stands. Compared by identity; one exists for all that are alike.

    Made once and never changed.

    Attributes:
        number: Of the skill, in the lexicon.
        words: Of the evidence, 1 to `_MOST_WORDS`.
        surface: The evidence in normal form where it states the skill; phrases are too many to be told apart.
        rank: Orders the mentions at one place: by support, skill, case; what a list names comes first.
        counts: 1 if a hard skill is named in clear form, else 0.
        may_be_word: The name of a program or language that is a plain word, too; where it stands tells.
        is_homonym: Ambiguous, and the name of another skill, too: "DBT", "CPA". Only `near` words tell which is meant.
        is_doubted: Ambiguous, or may be a plain word: whether it is meant is asked.
        order: Of the skill among all, by kind and name.
        told: What a row says of it first: the skill's name, id, kind, type and family, the source and the support.
        is_bare: Ambiguous, and nothing around supports it: learnt weights decide.
    """

    skill: Entry
    number: int
    support: Support
    case: Case
    shape: Shape
    words: int
    surface: bytes
    rank: int
    counts: int
    is_ambiguous: bool
    may_be_word: bool
    is_homonym: bool
    is_doubted: bool
    is_tool: bool
    is_inferred: bool
    order: int
    told: tuple[str, str, Kind, SkillType, str, Source, SupportName]
    is_bare: bool = False

    @property
    def may_be_bare(self) -> bool:
        """Whether it may count without support: a competence or field that no other skill is called.

        A name written as a word may be another's; of "sales", "leadership" or "pricing" only how it is meant is open.
        """
        skill = self.skill
        return skill.type in _OF_ONE_SENSE and not (self.is_homonym or skill.imported)

    @property
    def is_clear_name(self) -> bool:
        """A named technology, certificate or licence that can't be read as a plain word."""
        return (
            self.support == Support.STATED
            and not self.is_ambiguous
            and self.skill.type in _CLEAR_TYPES
            and not self.skill.imported
            and self.shape != "lower"
        )

    def features(self) -> tuple[str, ...]:
        """Keys of the weight table: those that do not depend on the place."""
        skill, kind, support = self.skill, self.skill.kind, self.support
        return (
            f"{kind} {self.case} {self.shape}",
            f"{kind} {skill.type}",
            f"k {skill.skill_id}",
            f"f {skill.family}",
            f"w {kind} {support} {self.words}",
            f"s {self.surface.decode('latin-1')}" if support == Support.STATED else f"p {skill.skill_id}",
            *((f"bare {kind}", f"bare {skill.skill_id}") if self.is_bare else ()),
        )


class Mentions:
    """All mentions of the skills of a lexicon that texts have shown so far.

    Attributes:
        written: A name as written in a text -> what it mentions; learnt by `learn`.
    """

    def __init__(self, skills: Sequence[Entry]) -> None:
        self._skills = skills
        ordered = sorted(skills, key=lambda skill: (skill.kind, skill.name))
        self._orders = {skill: order for order, skill in enumerate(ordered)}
        self.written: dict[str, tuple[Mention, ...]] = {}
        self._phrased: dict[tuple[int, str, int], Mention] = {}
        self._bare: dict[Mention, Mention] = {}
        self._tags: dict[str, tuple[Mention, ...]] = {}
        self._listed: dict[tuple[str, int], Mention] = {}

    def learn(self, writing: str, surface: bytes, named: Sequence[tuple[int, Case]]) -> tuple[Mention, ...]:
        """Remember what a writing names: skills' numbers, each with the case rule under which it counts."""
        if len(self.written) >= _KEPT:
            self.written.clear()
        is_shared = len(named) > 1
        made = tuple(
            self._made(number, Support.STATED, case, writing, surface, is_shared=is_shared) for number, case in named
        )
        self.written[writing] = made
        return made

    def tagged(self, writing: str, surface: bytes, number: int) -> tuple[Mention, ...]:
        """What a name in a list of tags mentions, though it is not in its own writing; as many as the taxonomy has."""
        if writing not in self._tags:
            self._tags[writing] = (self._made(number, Support.STATED, Case.EXACT, writing, surface),)
        return self._tags[writing]

    def listed(self, writing: str, surface: bytes, number: int) -> Mention:
        """What a name mentions as part of a list of names: in any case, and clearly."""
        key = (writing, number)
        known = self._listed.get(key)
        if known is None:
            if len(self._listed) >= _KEPT:
                self._listed.clear()
            known = self._listed[key] = self._made(number, Support.STATED, Case.ANY, writing, surface, is_listed=True)
        return known

    def bare(self, mention: Mention) -> Mention:
        """The same of an ambiguous name that nothing around supports."""
        known = self._bare.get(mention)
        if known is None:
            if len(self._bare) >= _KEPT:
                self._bare.clear()
            known = self._bare[mention] = replace(mention, is_bare=True)
        return known

    def phrased(self, code: int, writing: str, spaces: int) -> Mention:
        """What a phrase with so many spaces mentions by a pattern; `code` is that of `code_of`."""
        key = (code, shape_of(writing), spaces)
        known = self._phrased.get(key)
        if known is None:
            if len(self._phrased) >= _KEPT:
                self._phrased.clear()
            number, support = divmod(code, _SUPPORTS)
            known = self._phrased[key] = self._made(number, Support(support), Case.ANY, writing, b" " * spaces)
        return known

    def _made(
        self,
        number: int,
        support: Support,
        case: Case,
        writing: str,
        surface: bytes,
        *,
        is_shared: bool = False,
        is_listed: bool = False,
    ) -> Mention:
        skill, is_ambiguous = self._skills[number], case == Case.AMBIGUOUS
        may_be_word = (is_ambiguous and skill.type in _PROPER) or (skill.is_also_a_word and b" " not in surface)
        return Mention(
            skill,
            number,
            support,
            case,
            shape_of(writing),
            min(surface.count(b" ") + 1, _MOST_WORDS),
            surface if support == Support.STATED else b"",
            ((support * len(self._skills) + number) * _CASES + case) * 2 + (not is_listed),
            int(skill.kind == "hard" and not is_ambiguous),
            is_ambiguous,
            may_be_word,
            is_ambiguous and is_shared,
            is_ambiguous or may_be_word,
            skill.type == "tool",
            support == Support.INFERRED,
            self._orders[skill],
            (skill.name, skill.skill_id, skill.kind, skill.type, skill.family, _SOURCE[skill.kind], _NAMES[support]),
        )


def code_of(number: int, support: Support) -> int:
    """A skill's number and the support that a phrase gives it, as one number: quick to hash."""
    return number * _SUPPORTS + support


def shape_of(writing: str) -> Shape:
    """How something is written."""
    if writing.islower():
        return "lower"
    if writing.isupper():
        return "upper"
    return "title" if writing[:1].isupper() else "mixed"
