"""Turns a user's own ESCO, O*NET or Lightcast list into a taxonomy file.

`python -m assets.skills.taxonomy.importers FILE...` goes by columns, never by file names, which change between
releases. Imported names enter unvetted: they count as clear names of nothing, and their confidence is capped (see
`scoring`).
"""

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.skills.taxonomy.files import imported_dir
from assets.skills.taxonomy.taxonomy import Skill
from assets.skills.taxonomy.vocabulary import Kind, SkillType

csv.field_size_limit(10_000_000)  # ESCO keeps all alternative labels of a skill in one cell

_MAX_WORDS = 6  # longer labels are descriptions; no posting repeats them word for word
_MIN_LETTERS = 3


@dataclass(frozen=True)
class Layout:
    """A known table: the columns by which it is recognised and what they mean.

    Attributes:
        needs: Columns that must be there, lower case.
        name: Column of the skill's name.
        ids: Columns of its id, the first filled one counts; empty: the name is the id.
        aliases: Columns of other names, parted by line breaks or `|`.
        family: Column of a group to show; empty: the list's title.
    """

    title: str
    needs: frozenset[str]
    name: str
    ids: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    family: str = ""


LAYOUTS = (
    Layout(
        "ESCO",
        frozenset({"concepturi", "preferredlabel"}),
        "preferredlabel",
        ("concepturi",),
        ("altlabels", "hiddenlabels"),
    ),
    # Up to 30.2: Technology Skills. From 30.3: Software Skills, where the example is called a title or an element.
    Layout("O*NET", frozenset({"example", "commodity title"}), "example", (), (), "commodity title"),
    Layout("O*NET", frozenset({"workplace example", "element name"}), "workplace example", (), (), "element name"),
    Layout("O*NET", frozenset({"software title", "software category"}), "software title", (), (), "software category"),
    Layout("own list", frozenset({"id", "name"}), "name", ("id",), ("aliases",), "category"),
)


class SkillListError(ValueError):
    """A file that is no known list; the message says what was found and what is known."""


def read_list(path: Path) -> list[Skill]:
    """Read one list, whatever its layout.

    Args:
        path: CSV, TSV or JSON (`{"data": [{"id", "name", "type": {"name"}}]}` or a list of such objects).

    Returns:
        Skills with the list's own ids, one per name, sorted by name.

    Raises:
        SkillListError: Not a known list.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SkillListError(f"{path.name}: can't be read as UTF-8 text: {error}") from error
    rows = _json_rows(path, text) if text.lstrip()[:1] in ("{", "[") else _table_rows(path, text)
    found: dict[str, Skill] = {}
    for skill in rows:
        found.setdefault(skill.name.casefold(), skill)
    if not found:
        raise SkillListError(f"{path.name}: holds no skill that a posting could name")
    return sorted(found.values(), key=lambda skill: (skill.name.casefold(), skill.name))


def _table_rows(path: Path, text: str) -> Iterable[Skill]:
    head = text.partition("\n")[0]
    delimiter = max("\t;,", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    layout = next((layout for layout in LAYOUTS if layout.needs <= columns.keys()), None)
    if layout is None:
        known = "; ".join(f"{each.title}: {', '.join(sorted(each.needs))}" for each in LAYOUTS)
        raise SkillListError(f"{path.name}: found the columns {sorted(columns)}, expected one of: {known}")
    for row in reader:
        cells = {name: (row.get(columns[name]) or "").strip() for name in columns}
        skill = _table_skill(layout, cells)
        if skill is not None:
            yield skill


def _table_skill(layout: Layout, cells: Mapping[str, str]) -> Skill | None:
    names = [cells[layout.name]]
    for column in layout.aliases:
        names += re.split(r"[\n|]", cells.get(column, ""))
    is_soft = cells.get("reuselevel") == "transversal" or cells.get("kind") == "soft"
    type_: SkillType = "tool" if layout.title == "O*NET" else "knowledge"
    if cells.get("skilltype", "").startswith("skill"):
        type_ = "competence"
    skill_id = next((cells[column] for column in layout.ids if cells.get(column)), "")
    family = cells.get(layout.family, "") or layout.title
    return _skill(names, skill_id or f"{layout.title}:{names[0]}", "soft" if is_soft else "hard", type_, family)


def _json_rows(path: Path, text: str) -> Iterable[Skill]:
    try:
        document = json.loads(text)
    except ValueError as error:
        raise SkillListError(f"{path.name}: not JSON: {error}") from error
    entries = document.get("data") if isinstance(document, dict) else document
    if not isinstance(entries, list) or not all(isinstance(entry, dict) and "name" in entry for entry in entries):
        raise SkillListError(f'{path.name}: expected {{"data": [{{"id", "name", "type"}}]}} or a list of such objects')
    for entry in entries:
        skill = _json_skill(entry)
        if skill is not None:
            yield skill


def _json_skill(entry: Mapping[str, Any]) -> Skill | None:
    label = entry.get("type")
    label = str(label.get("name", "") if isinstance(label, dict) else label or "").lower()
    kind: Kind = "soft" if label.startswith("common") else "hard"
    type_: SkillType = "certification" if "certif" in label else "competence" if kind == "soft" else "knowledge"
    group = entry.get("category")
    family = str(group.get("name", "") if isinstance(group, dict) else group or "") or "Lightcast Open Skills"
    name = str(entry["name"])
    return _skill([name, re.sub(r"\s*\([^()]*\)$", "", name)], str(entry.get("id") or name), kind, type_, family)


def _skill(names: Sequence[str], skill_id: str, kind: Kind, type_: SkillType, family: str) -> Skill | None:
    """A skill from the names that a posting could hold; None if there is no such name."""
    clean = [" ".join(name.split()) for name in names]
    usable = [name for name in dict.fromkeys(clean) if _could_stand_in_a_posting(name)]
    if not usable or not clean[0] or len(clean[0]) > 120:
        return None
    return Skill(
        name=clean[0],
        skill_id=skill_id,
        kind=kind,
        type=type_,
        family=family,
        name_is_ambiguous=clean[0] not in usable,
        aliases=tuple(name for name in usable if name != clean[0]),
        imported=True,
    )


def _could_stand_in_a_posting(name: str) -> bool:
    return len(name.split()) <= _MAX_WORDS and sum(map(str.isalnum, name)) >= _MIN_LETTERS


def save(skills: Sequence[Skill], path: Path) -> None:
    """Write skills as a taxonomy file that the loader adds to the shipped ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = [skill.model_dump(mode="json", exclude_defaults=True) for skill in skills]
    text = json.dumps({"skills": entries}, ensure_ascii=False, indent=0)
    part = path.with_suffix(".part")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(path)


def main(arguments: Sequence[str]) -> int:
    """Import the files named; prints one line for each."""
    if not arguments:
        sys.stderr.write("usage: python -m assets.skills.taxonomy.importers ESCO.csv|ONET.txt|LIGHTCAST.json...\n")
        return 2
    for argument in map(Path, arguments):
        try:
            skills = read_list(argument)
        except SkillListError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        target = imported_dir() / f"{re.sub(r'[^a-z0-9]+', '_', argument.stem.lower()).strip('_')}.json"
        save(skills, target)
        sys.stdout.write(f"{argument.name}: {len(skills)} skills -> {target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
