"""The compiled taxonomy, ready to search: every written form in one automaton, every paraphrase in one index."""

import atexit
import gc
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from assets.skills.finding.mention_kinds import Mentions, code_of
from assets.skills.phrases.patterns import Step
from assets.skills.phrases.search import PatternIndex
from assets.skills.sentences.cues import cue_strings
from assets.skills.taxonomy.files import COMPILED_FILE, compiler_version, home, version_in_use
from assets.skills.taxonomy.vocabulary import Case, Entry, Support

Part: TypeAlias = tuple[int, int, int]  # of a list: where its words start and end in it, the skill that they name


class Surface(NamedTuple):
    """One skill that a string may name, and the writings that count (empty: any case)."""

    skill: int
    case: Case
    writings: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """The compiled taxonomy.

    Attributes:
        skills: Index -> skill.
        automaton: Searches `NormalForm.flat` for all strings.
        owners: String's number -> index of the one skill it names in any case, or all that it may name; the strings
            after these are lists of names, exclude skills or are cues.
        lists: String's number -> the parts of the list that it is: start, end and skill of each.
        unless: String's number -> skills that it excludes.
        first_cue: The first of these numbers: all strings from there on are cues.
        fields: Name of a field of study, in normal form -> the skill that it is.
        field_words: The first words of these names.
        cues: String's number -> what it says about the evidence in its sentence, a bit for each `Cue`.
        patterns: Paraphrases and cues, with the skill's index and the support class as `code_of` gives them.
        mentions: What texts have shown so far of the skills.
    """

    skills: tuple[Entry, ...]
    automaton: BytesAhoCorasick
    owners: list[int | tuple[Surface, ...]]
    lists: dict[int, tuple[Part, ...]]
    unless: dict[int, tuple[int, ...]]
    cues: dict[int, int]
    first_cue: int
    fields: dict[bytes, int]
    field_words: frozenset[bytes]
    patterns: PatternIndex[int]
    mentions: Mentions
    version: str

    def named(self, number: int, writing: str) -> list[tuple[int, Case]]:
        """The skills that a string names where it is written so, each with its case rule."""
        owner = self.owners[number]
        if isinstance(owner, int):
            return [(owner, Case.ANY)]
        return [(skill, case) for skill, case, writings in owner if not writings or writing in writings]

    def in_any_case(self, number: int) -> set[int]:
        """All skills that a string may name, however it is written."""
        owner = self.owners[number]
        return {owner} if isinstance(owner, int) else {skill for skill, _, _ in owner}


def build_lexicon(document: Mapping[str, Any]) -> Lexicon:
    """A lexicon from what `compiler.compile_taxonomy` gives."""
    strings = [b" %b " % string for string in document["strings"].encode("latin-1").split(b"\n") if string]
    owners = [owner if isinstance(owner, int) else _surfaces(owner) for owner in document["owners"]]
    lists: dict[int, tuple[Part, ...]] = {}
    for names, parts in document["lists"].items():
        lists[len(strings)] = tuple(tuple(part) for part in parts)
        strings.append(b" %b " % names.encode("latin-1"))
    unless: dict[int, tuple[int, ...]] = {}
    for phrase, skills in document["unless"].items():
        unless[len(strings)] = tuple(skills)
        strings.append(b" " + phrase.encode("latin-1"))
    cues: dict[int, int] = {}
    for string, meanings in cue_strings().items():
        cues[len(strings)] = sum(1 << cue for cue in meanings)
        strings.append(string)
    automaton = BytesAhoCorasick(strings, MatchKind.Standard)
    entries = tuple(_entry(*row) for row in document["skills"])
    mentions = Mentions(entries)
    patterns = _patterns(document)
    fields = {name.encode("latin-1"): index for name, index in document["fields"].items()}
    first_words = frozenset(name.split(b" ", 1)[0] for name in fields)
    first_cue = len(strings) - len(cues)
    version = document["version"]
    return Lexicon(
        entries, automaton, owners, lists, unless, cues, first_cue, fields, first_words, patterns, mentions, version
    )


def _surfaces(owner: list[Any]) -> tuple[Surface, ...]:
    return tuple(Surface(skill, Case(case), frozenset(writings)) for skill, case, writings in owner)


def _entry(
    name: str, skill_id: str, kind: Any, type_: Any, family: str, imported: int, near: list[str], also_word: int
) -> Entry:
    words = tuple(b" " + word.encode("latin-1") for word in near)
    return Entry(name, skill_id, kind, type_, family, bool(imported), words, bool(also_word))


def _patterns(document: Mapping[str, Any]) -> PatternIndex[int]:
    vocabulary = [
        (frozenset(words.encode("latin-1").split()), tuple(stems.encode("latin-1").split()))
        for words, stems in document["vocabulary"]
    ]
    steps = [
        Step(anchor, needs, tuple(map(tuple, before)), tuple(map(tuple, after)), code_of(skill, Support(support)))
        for anchor, needs, before, after, (skill, support) in document["steps"]
    ]
    return PatternIndex(vocabulary, steps)


@cache
def lexicon() -> Lexicon:
    """The taxonomy in use: the shipped files and, where there are any, the user's imported lists.

    Raises:
        TaxonomyError: The files changed and can't be compiled.
    """
    made_from = (version_in_use(), compiler_version())
    kept = home() / "cache" / f"lexicon-{'-'.join(made_from)}.json"
    for path in (COMPILED_FILE, kept):
        document = _read(path, made_from)
        if document is not None:
            break
    else:
        document = _compile(kept)
    built = build_lexicon(document)
    gc.freeze()  # else each full collection walks these long-lived objects: two fifths of the time of an extraction
    # What was frozen by the way must go before the interpreter does, or DuckDB's binding reports it as leaked.
    atexit.register(gc.unfreeze)
    return built


def _read(path: Path, made_from: tuple[str, str]) -> dict[str, Any] | None:
    """A compiled file, if there is one, whole and made from these sources."""
    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(document, dict) or (document.get("version"), document.get("compiler")) != made_from:
        return None
    return document


def _compile(kept: Path) -> dict[str, Any]:
    """Compile the sources and keep the result for the next start, where that can be written."""
    from assets.skills.taxonomy.compiler import compile_taxonomy, written  # pydantic and YAML: 0.5 s, rarely
    from assets.skills.taxonomy.taxonomy import load_taxonomy

    document = compile_taxonomy(load_taxonomy())
    content = written(document)
    with suppress(OSError):  # a read-only home costs each start a second or two
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(content)
        part.replace(kept)
    return json.loads(content)  # type: ignore[no-any-return]
