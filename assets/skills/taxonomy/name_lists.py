"""Names of the taxonomy that are lists of names: "HTML/CSS", "budgeting and forecasting". Read when it is compiled.

A list states each of its skills, each with its own words. Where it also says something that none of its names does
("teams/zoom" for video conferencing), it stays a paraphrase of that.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from assets.skills.phrases.normal_form import normal_phrase
from assets.skills.taxonomy.taxonomy import Skill
from assets.skills.taxonomy.written_forms import surfaces_of

_SEPARATOR = re.compile(r"(\s*[/,]\s*(?:(?:and|or)\s+)?|\s+(?:and|or|&)\s+)")
_OTHER_AND = {b"and": b"&", b"&": b"and"}
_PARENTHESIS = re.compile(r"\(([^()]+)\)$")


class Part(NamedTuple):
    """The words `[start, end)` of a list, in normal form, and the skill that they name."""

    start: int
    end: int
    skill: int


NameLists: TypeAlias = dict[bytes, tuple[Part, ...]]
_Owners: TypeAlias = dict[bytes, set[int]]


def take_apart(skills: Sequence[Skill]) -> tuple[list[Skill], NameLists]:
    """Part the lists from the names that stand for themselves.

    Returns:
        The skills without the lists among their names, and each list in normal form with its parts.
    """
    owners: _Owners = defaultdict(set)
    for index, skill in enumerate(skills):
        for form in surfaces_of(skill, index):
            owners[form].add(index)
    lists: NameLists = {}
    left = []
    for index, skill in enumerate(skills):
        found = {name: parts for name in names_in(skill) if (parts := _parts(name, skill, index, owners))}
        for name, parts in found.items():
            for joined in _writings(name):
                lists[joined] = _placed(joined, name, parts)
        left.append(_without(skill, index, found) if found else skill)
    return left, lists


def is_read_as_list(lists: NameLists, form: bytes, skill: Skill, index: int) -> bool:
    """Whether a written form of a skill is, but for its signs, a list: "node express", "matlab simulink".

    The skill's own name stands for itself where the list does not name it.
    """
    parts = lists.get(form)
    if parts is None:
        return False
    return form != normal_phrase(skill.name) or any(part.skill == index for part in parts)


def names_in(skill: Skill) -> list[str]:
    """The names of a skill that may be lists: all but its own, and those that it declares whole."""
    return [name for name in (*skill.aliases, *skill.exact, *skill.ambiguous) if name not in skill.whole]


def pieces_of(name: str) -> list[str]:
    """What stands between the signs and words that make a list: "C/C++" -> "C", "C++"."""
    return [piece for piece in _SEPARATOR.split(name)[::2] if piece]


def _parts(name: str, skill: Skill, index: int, owners: _Owners) -> list[int | None] | None:
    """The skill of each part of a list, None where several share its name; None for what is no list."""
    pieces = pieces_of(name)
    if len(pieces) < 2:  # a list has two
        return None
    found: list[int | None] = []
    for piece in pieces:
        form = normal_phrase(piece)
        sharing = owners.get(form, set())
        if index in sharing or form == _abbreviation(skill):
            found.append(index)
        elif sharing:
            found.append(min(sharing) if len(sharing) == 1 else None)
        else:
            return None
    return found if len(set(found)) > 1 else None


def _abbreviation(skill: Skill) -> bytes:
    """What stands in brackets behind a skill's name, which another skill may share: GCP."""
    found = _PARENTHESIS.search(skill.name)
    return normal_phrase(found[1]) if found else b""


def _writings(name: str) -> list[bytes]:
    form = normal_phrase(name)
    words = form.split(b" ")
    other = b" ".join(_OTHER_AND.get(word, word) for word in words)
    return [form] if other == form else [form, other]


def _placed(form: bytes, name: str, skills: Sequence[int | None]) -> tuple[Part, ...]:
    """Each part with the place of its words; those whose name several skills share speak for themselves."""
    parts, at = [], 0
    for piece, skill in zip(pieces_of(name), skills, strict=True):
        words = normal_phrase(piece)
        start = form.index(words, at)
        at = start + len(words)
        if skill is not None:
            parts.append(Part(start, at, skill))
    return tuple(parts)


def _without(skill: Skill, index: int, lists: dict[str, list[int | None]]) -> Skill:
    """A skill without the lists among its names; those that do not name it become its paraphrases."""
    left = {
        field: tuple(name for name in getattr(skill, field) if name not in lists)
        for field in ("aliases", "exact", "ambiguous")
    }
    said = [name for name, skills in lists.items() if index not in skills]
    return skill.model_copy(update={**left, "patterns": (*skill.patterns, *said)})
