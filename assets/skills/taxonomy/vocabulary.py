"""The closed sets of the skill extractor, and a skill as the matcher knows it. No parsing, no search."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Kind = Literal["hard", "soft"]
SkillType = Literal[
    "tool",
    "language",
    "method",
    "knowledge",
    "certification",
    "licence",
    "human_language",
    "competence",
    "education",
]


class Case(IntEnum):
    """How a surface must be written to count."""

    ANY = 0
    EXACT = 1
    AMBIGUOUS = 2


class Support(IntEnum):
    """How directly evidence names its skill."""

    STATED = 0
    PARAPHRASED = 1
    INFERRED = 2


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A skill of the compiled taxonomy. Compared by identity, which is quick to hash; one exists per skill.

    Attributes:
        near: Words in normal form, each with a leading space, that make an ambiguous name count.
        imported: From a user's own list, whose names nobody has vetted against postings.
        is_also_a_word: What it is called is a plain word or a person's name, too.
    """

    name: str
    skill_id: str
    kind: Kind
    type: SkillType
    family: str
    imported: bool
    near: tuple[bytes, ...]
    is_also_a_word: bool = False
