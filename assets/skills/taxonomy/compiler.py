"""Compiles the taxonomy into one file of plain lists that loads in milliseconds.

`python -m assets.skills.taxonomy.compiler` writes it. The file lies beside this module and carries the digest of what
it was made from; one that is out of date is never used.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from assets.skills.phrases.normal_form import normal_form, normal_phrase
from assets.skills.phrases.patterns import PLURAL_FROM, WordCounts, number_patterns, parse_pattern
from assets.skills.taxonomy.files import COMPILED_FILE, WORD_COUNTS_FILE, compiler_version, shipped_files
from assets.skills.taxonomy.name_lists import is_read_as_list, take_apart
from assets.skills.taxonomy.taxonomy import Skill, Taxonomy, read_files
from assets.skills.taxonomy.vocabulary import Case, Support
from assets.skills.taxonomy.written_forms import Surface, names_of, surfaces_of


def compile_taxonomy(taxonomy: Taxonomy) -> dict[str, Any]:
    """The document that `lexicon` reads.

    Returns:
        `version` and `compiler`: what it was made from and by. `skills`: one row per skill. `strings`: all surfaces,
        sorted, one a line; `owners`: for each the number of its skill, or a list of `[skill, case, writings]` where
        case matters or several skills share it. `lists`: string -> `[start, end, skill]` of each part. `unless`: phrase
        -> skills, with its last space where the phrase ends with a whole word. `fields`: name of a field of study ->
        skill. `vocabulary` and `steps`: see
        `phrases.patterns.number_patterns`.
    """
    counts = word_counts()
    skills, lists = take_apart(taxonomy.skills)
    found: defaultdict[bytes, list[Surface]] = defaultdict(list)
    unless: defaultdict[str, list[int]] = defaultdict(list)
    patterns = []
    for index, skill in enumerate(skills):
        for form, surface in surfaces_of(skill, index).items():
            if not is_read_as_list(lists, form, skill, index):
                found[form].append(surface)
        for guard in dict.fromkeys(
            guard
            for phrase in skill.unless
            for guard in _guards(phrase)
            if guard.strip().encode("latin-1") not in lists
        ):
            unless[guard].append(index)
        for support, sources in ((Support.PARAPHRASED, skill.patterns), (Support.INFERRED, skill.cues)):
            parsed = (pattern for source in sources for pattern in parse_pattern(source, counts))
            patterns += [(pattern, (index, int(support))) for pattern in parsed]
    names = [names_of(skill) for skill in skills]
    surfaces = {string: _named_outright(owners, string, names) for string, owners in found.items()}
    strings = sorted(surfaces)
    vocabulary, steps = number_patterns(patterns, counts)
    fields = {normal_phrase(field): index for index, skill in enumerate(skills) for field in skill.fields}
    return {
        "version": taxonomy.version,
        "compiler": compiler_version(),
        "skills": [_row(skill) for skill in taxonomy.skills],
        "strings": "\n".join(string.decode("latin-1") for string in strings),
        "owners": [_owner(surfaces[string]) for string in strings],
        "lists": {string.decode("latin-1"): parts for string, parts in sorted(lists.items())},
        "unless": dict(sorted(unless.items())),
        "fields": {name.decode("latin-1"): index for name, index in sorted(fields.items())},
        "vocabulary": [[_joined(words), _joined(stems)] for words, stems in vocabulary],
        "steps": steps,
    }


def _row(skill: Skill) -> list[Any]:
    near = [normal_phrase(word.rstrip("*")).decode("latin-1") for word in skill.near]
    return [
        skill.name,
        skill.skill_id,
        skill.kind,
        skill.type,
        skill.family,
        int(skill.imported),
        near,
        int(skill.is_also_a_word),
    ]


def _guards(phrase: str) -> list[str]:
    """What to look for: the phrase and its plural, as whole words; only the beginning of what ends with a star."""
    if ", " in phrase:  # a comma and its space are two characters in a text; other lists are parted by one
        return [*_guards(phrase.replace(", ", " ")), f"{normal_form(phrase).flat.strip().decode('latin-1')} "]
    form = normal_phrase(phrase.rstrip("*")).decode("latin-1")
    if phrase.endswith("*"):
        return [form]
    last = form.rsplit(" ", 1)[-1]
    has_plural = len(last) >= PLURAL_FROM and last.isalpha() and not last.endswith("s")
    return [f"{form} ", f"{form}s "] if has_plural else [f"{form} "]


def _named_outright(owners: list[Surface], string: bytes, names: Sequence[set[bytes]]) -> list[Surface]:
    """A skill's own name is not another one's plural: SSRS is not several SSR."""
    return [owner for owner in owners if string in names[owner.skill]] or owners


def _owner(surfaces: list[Surface]) -> int | list[Any]:
    if len(surfaces) == 1 and surfaces[0].case == Case.ANY:
        return surfaces[0].skill
    return [[surface.skill, int(surface.case), sorted(surface.writings)] for surface in surfaces]


def _joined(words: "frozenset[bytes] | tuple[bytes, ...]") -> str:
    return b" ".join(sorted(words)).decode("latin-1")


def word_counts() -> WordCounts:
    """How many of some hundred postings use a word; rare words make fast anchors. Words not listed count 0."""
    lines = WORD_COUNTS_FILE.read_text(encoding="utf-8").splitlines()
    return WordCounts({w: int(n) for w, n in (line.split("\t") for line in lines if not line.startswith("#"))})


def written(document: dict[str, Any]) -> bytes:
    """The document as the file holds it."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def main() -> int:
    """Replace the shipped file."""
    content = written(compile_taxonomy(read_files(shipped_files())))
    part = COMPILED_FILE.with_suffix(".part")
    part.write_bytes(content)
    part.replace(COMPILED_FILE)
    sys.stdout.write(f"{COMPILED_FILE.name}: {len(content) // 1000} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
