"""Reads searches.yaml: every mistake is named with its line, what was found and what is allowed.

The models and what they allow are `saved_searches`, the words for it `allowed`.
"""

from pathlib import Path

import yaml
from pydantic import ValidationError
from yaml.reader import ReaderError

from assets.search.allowed import Place, causes, sentence
from assets.search.saved_searches import SavedSearch, SearchFile


class SearchFileError(ValueError):
    """searches.yaml cannot be used; the message lists every mistake, one a line."""


def load_searches(path: Path) -> list[SavedSearch]:
    """All saved searches of a file, each knowing its panel.

    Raises:
        SearchFileError: The file is missing, not YAML, or says something that is not allowed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SearchFileError(f"{path} does not exist; expected the saved searches there (JOBLAKE_SEARCHES)") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SearchFileError(f"{path} cannot be read as UTF-8 text: {error}") from None
    return parse_searches(text, path.name)


def parse_searches(text: str, name: str = "searches.yaml") -> list[SavedSearch]:
    """The saved searches of a YAML text; `name` stands in messages."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line, cause = _unreadable(error, text)
        raise SearchFileError(f"{name}:{line}: not readable as YAML: {cause}") from None
    if root is None:
        raise SearchFileError(f"{name}:1: empty; expected `panels:` with at least one panel")
    mistakes = _repeated_keys(root)
    try:
        searches = SearchFile.model_validate(content).searches()
    except ValidationError as error:
        mistakes += [(_line(root, tuple(entry["loc"])), sentence(entry)) for entry in causes(error.errors())]
        searches = []
    mistakes += _doubles(root, searches)
    if mistakes:
        listed = "\n".join(f"{name}:{line}: {said}" for line, said in sorted(mistakes))
        raise SearchFileError(listed)
    return searches


def _unreadable(error: Exception, text: str) -> tuple[int, str]:
    """The line and the cause of a text that is no YAML."""
    if isinstance(error, yaml.MarkedYAMLError) and (mark := error.problem_mark or error.context_mark):
        return mark.line + 1, ", ".join(part for part in (error.context, error.problem) if part)
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position) + 1, f"character U+{ord(text[error.position]):04X} is not allowed"
    return 1, " ".join(str(error).split())


def _line(root: yaml.Node, where: Place) -> int:
    """The line of the node at a path, or of the nearest one above it that is there."""
    node, line = root, root.start_mark.line
    for part in where:
        found = _child(node, part)
        if found is None:
            break
        line, node = found
    return line + 1


def _child(node: yaml.Node, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line, node.value[part]
    return None


def _repeated_keys(node: yaml.Node) -> list[tuple[int, str]]:
    """Keys written twice in one mapping: YAML would silently keep the last."""
    if isinstance(node, yaml.SequenceNode):
        return [mistake for child in node.value for mistake in _repeated_keys(child)]
    found: list[tuple[int, str]] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                found.append((key.start_mark.line + 1, f"{key.value} is written twice in one place; keep one"))
            seen.add(str(key.value))
            found += _repeated_keys(value)
    return found


def _doubles(root: yaml.Node, searches: list[SavedSearch]) -> list[tuple[int, str]]:
    """Two searches of one name, or two that ask for the same thing and would be paid twice."""
    found: list[tuple[int, str]] = []
    names: dict[str, str] = {}
    asked: dict[tuple[tuple[str, str], ...], str] = {}
    for (panel, search), saved in zip(_positions(root), searches, strict=False):
        line = _line(root, ("panels", panel, "searches", search))
        request = tuple(sorted((key, value.casefold()) for key, value in saved.params().items()))
        if saved.name in names:
            found.append((line, f"name {saved.name!r} is taken in panel {names[saved.name]}; names are unique"))
        elif request in asked:
            found.append((line, f"{saved.name} asks for the same as {asked[request]}; it would be paid twice"))
        names.setdefault(saved.name, saved.panel)
        asked.setdefault(request, saved.name)
    return found


def _positions(root: yaml.Node) -> list[tuple[int, int]]:
    panels = _child(root, "panels")
    positions: list[tuple[int, int]] = []
    for index, panel in enumerate(panels[1].value if panels else []):
        searches = _child(panel, "searches")
        positions += [(index, number) for number in range(len(searches[1].value) if searches else 0)]
    return positions
