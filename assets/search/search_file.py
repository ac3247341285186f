"""Reads searches.yaml: every mistake is named with its line, what was found and what is allowed.

The models and what they allow are `saved_searches`.
"""

from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assets.search.saved_searches import Filters, Panel, SavedSearch, SearchFile

Path_ = tuple[str | int, ...]


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
        raise SearchFileError(f"{name}: not readable as YAML: {' '.join(str(error).split())}") from None
    if root is None:
        raise SearchFileError(f"{name}: empty; expected `panels:` with at least one panel")
    mistakes = _repeated_keys(root)
    try:
        searches = SearchFile.model_validate(content).searches()
    except ValidationError as error:
        mistakes += [(_line(root, tuple(entry["loc"])), _sentence(entry)) for entry in error.errors()]
        searches = []
    mistakes += _doubles(root, searches)
    if mistakes:
        listed = "\n".join(f"{name}:{line}: {sentence}" for line, sentence in sorted(mistakes))
        raise SearchFileError(listed)
    return searches


def _sentence(entry: ErrorDetails) -> str:
    where = entry["loc"]
    place = ".".join(str(part) for part in where if not isinstance(part, int)) or "the file"
    kind, context = entry["type"], entry.get("ctx", {})
    if kind == "missing":
        return f"{place} is missing"
    if kind == "extra_forbidden":
        return f"{place} is not known here; allowed: {', '.join(_allowed(where))}"
    message = str(entry["msg"]).removeprefix("Value error, ")
    expected = f"expected one of {context['expected']}" if kind == "literal_error" else message
    return f"{place} is {_shown(entry['input'])}; {expected}"


def _allowed(where: Path_) -> Sequence[str]:
    words = [part for part in where[:-1] if isinstance(part, str)]
    models: dict[str, type[BaseModel]] = {"filters": Filters, "searches": SavedSearch, "panels": Panel}
    model = models.get(words[-1] if words else "", SearchFile)
    return [field for field in model.model_fields if not (model is SavedSearch and field == "panel")]


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _line(root: yaml.Node, where: Path_) -> int:
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
