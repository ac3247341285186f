"""The taxonomy of skills: read from the YAML files in `families/`, checked, and given a version.

Holds what a skill is and how people write it; how a text is searched for it is `finding`'s business.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assets.skills.phrases.patterns import PatternError, WordCounts, parse_pattern
from assets.skills.taxonomy.files import own_files, shipped_files, version_in_use, version_of
from assets.skills.taxonomy.vocabulary import Kind, SkillType

_NO_COUNTS = WordCounts({})  # only the syntax is checked here
_SIGNS = {"c++": "c-plus-plus", "c#": "c-sharp", "f#": "f-sharp", ".net": "dot-net"}


class TaxonomyError(ValueError):
    """The taxonomy can't be used; the message lists every problem with its file and entry."""


class Skill(BaseModel):
    """One skill and the ways in which postings write it.

    Attributes:
        name: Canonical name, shown to readers; stated evidence itself unless `name_is_ambiguous`.
        skill_id: Stable slug, or the id of the list it was imported from.
        aliases: Case-insensitive names, abbreviations, inflections: `stated`.
        exact: Case-sensitive names: `stated`.
        ambiguous: Case-sensitive names that count only in context.
        near: Words that make an ambiguous name count.
        whole: Names that look like a list of names and are one: "video production and editing".
        is_also_a_word: What it is called is a plain word or a person's name, too: "Angular", "Ruby".
        unless: Phrases that kill a hit which lies inside them, or an ambiguous one which they touch.
        patterns: `paraphrased` evidence, see `phrases.patterns`.
        cues: `inferred` evidence, same language.
        fields: What it is called as a degree's field of study, where these names count only there.
        imported: From a user's own list, whose names nobody has vetted against postings.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=120)
    skill_id: str = ""
    kind: Kind
    type: SkillType
    family: str = Field(min_length=1)
    name_is_ambiguous: bool = False
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    is_also_a_word: bool = False
    unless: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    imported: bool = False


@dataclass(frozen=True)
class Taxonomy:
    """All skills, in order of their names, with a version that changes when any byte of the sources does."""

    skills: tuple[Skill, ...]
    version: str
    by_name: dict[str, Skill] = field(repr=False)


def slug(name: str) -> str:
    """The id of a skill that has none of its own: `C++` -> `c-plus-plus`, `Node.js` -> `node-js`."""
    low = name.lower()
    for sign, word in _SIGNS.items():
        low = low.replace(sign, f" {word} ")
    return re.sub(r"[^a-z0-9]+", "-", low.replace("&", " and ")).strip("-")


def read_files(paths: Iterable[Path]) -> Taxonomy:
    """Read taxonomy files.

    Raises:
        TaxonomyError: With one line per problem: the file, the entry, what was found and what was expected.
    """
    problems: list[str] = []
    skills: list[Skill] = []
    origin: dict[str, str] = {}
    files = sorted(paths)
    for path in files:
        for skill in _read_file(path, path.read_bytes(), problems):
            key = skill.name.casefold()
            if key in origin:
                problems.append(f"{path.name}: {skill.name!r} stands already in {origin[key]}; keep one of them")
            origin[key] = path.name
            skills.append(skill)
    if problems:
        raise TaxonomyError(f"{len(problems)} problem(s) in the taxonomy:\n  " + "\n  ".join(problems))
    skills.sort(key=lambda skill: (skill.name.casefold(), skill.name))
    return Taxonomy(tuple(skills), version_of(files), {skill.name: skill for skill in skills})


def _read_file(path: Path, content: bytes, problems: list[str]) -> list[Skill]:
    try:
        document = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # both are safe
    except yaml.YAMLError as error:
        problems.append(f"{path.name}: not YAML: {' '.join(str(error).split())}")
        return []
    if not isinstance(document, dict) or not isinstance(document.get("skills"), list):
        problems.append(f"{path.name}: expected a mapping with `family`, `kind` and a list `skills`")
        return []
    defaults = {key: value for key, value in document.items() if key != "skills"}
    found = [_read_entry(path, i, entry, defaults, problems) for i, entry in enumerate(document["skills"], 1)]
    return [skill for skill in found if skill is not None]


def _read_entry(path: Path, number: int, entry: object, defaults: dict[str, Any], problems: list[str]) -> Skill | None:
    where = f"{path.name}: entry {number}"
    if not isinstance(entry, dict):
        problems.append(f"{where}: expected a mapping, found {entry!r}")
        return None
    where += f" ({entry.get('name', 'without a name')})"
    try:
        skill = Skill.model_validate({**defaults, **entry})
    except ValidationError as error:
        for detail in error.errors():
            place = ".".join(str(part) for part in detail["loc"])
            problems.append(f"{where}: {place}: {detail['msg']}, found {detail['input']!r}")
        return None
    for source in (*skill.patterns, *skill.cues):
        try:
            parse_pattern(source, _NO_COUNTS)
        except PatternError as error:
            problems.append(f"{where}: pattern: {error}")
    return skill if skill.skill_id else skill.model_copy(update={"skill_id": slug(skill.name)})


def load_taxonomy() -> Taxonomy:
    """The taxonomy in use: the shipped files and, where there are any, the user's imported lists.

    Raises:
        TaxonomyError: See `read_files`.
    """
    return _read_files(tuple(shipped_files()), tuple(own_files()), version_in_use())


@lru_cache(maxsize=1)  # by its version too: a list that is imported meanwhile is read
def _read_files(shipped: tuple[Path, ...], own: tuple[Path, ...], version: str) -> Taxonomy:  # noqa: ARG001
    known = read_files(shipped)
    return add_imported(known, read_files(own)) if own else known


def add_imported(shipped: Taxonomy, own: Taxonomy) -> Taxonomy:
    """Both together; a name that the shipped taxonomy states in any form stays the shipped skill's."""
    taken = {name.casefold() for skill in shipped.skills for name in (skill.name, *skill.aliases, *skill.exact)}
    taken |= {name.casefold() for skill in shipped.skills for name in skill.ambiguous}
    added = []
    for skill in own.skills:
        aliases = tuple(alias for alias in skill.aliases if alias.casefold() not in taken)
        is_taken = skill.name.casefold() in taken
        if aliases or not (is_taken or skill.name_is_ambiguous):
            hidden = skill.name_is_ambiguous or is_taken
            added.append(skill.model_copy(update={"aliases": aliases, "name_is_ambiguous": hidden}))
    names = {skill.name.casefold() for skill in shipped.skills}
    skills = sorted(
        (*shipped.skills, *(skill for skill in added if skill.name.casefold() not in names)),
        key=lambda skill: (skill.name.casefold(), skill.name),
    )
    return Taxonomy(tuple(skills), f"{shipped.version}+{own.version}", {skill.name: skill for skill in skills})
