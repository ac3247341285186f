"""Reads searches.yaml: every mistake is named with its line, what was found and what is allowed.

The models and what they allow are `saved_searches`, the words for it `allowed`; how YAML is read is `yaml_lines`'.
"""

from pathlib import Path

import yaml
from pydantic import ValidationError

from assets.lake.shared_config import SEARCHES, shared_text
from assets.lake.storage.storage import Lake
from assets.search.saved.allowed import sentence
from assets.search.saved.saved_searches import SavedSearch, SearchFile
from assets.text.yaml_lines import UnreadableYamlError, causes, child, listed, parse, read_text


class SearchFileError(ValueError):
    """searches.yaml cannot be used; the message lists every mistake, one a line."""


def load_searches(path: Path) -> list[SavedSearch]:
    """All saved searches of a file, each knowing its panel.

    Raises:
        SearchFileError: The file is missing, not YAML, or says something that is not allowed.
    """
    try:
        text = read_text(path, "saved searches")
    except FileNotFoundError:
        raise SearchFileError(f"{path} does not exist; expected the saved searches there (JOBLAKE_SEARCHES)") from None
    except UnreadableYamlError as error:
        raise SearchFileError(str(error)) from None
    return parse_searches(text, path.name)


def searches_of(lake: Lake, path: Path) -> list[SavedSearch]:
    """The saved searches of a lake: its own file, which all its machines share, or else this machine's.

    Raises:
        ValueError: As `load_searches`.
    """
    shared = shared_text(lake, SEARCHES)
    return load_searches(path) if shared is None else parse_searches(shared, SEARCHES)


def parse_searches(text: str, name: str = "searches.yaml") -> list[SavedSearch]:
    """The saved searches of a YAML text; `name` stands in messages."""
    try:
        document = parse(text, name)
    except UnreadableYamlError as error:
        raise SearchFileError(str(error)) from None
    if document.root is None:
        raise SearchFileError(f"{name}:1: empty; expected `panels:` with at least one panel")
    mistakes = document.repeated_keys()
    try:
        searches = SearchFile.model_validate(document.content).searches()
    except ValidationError as error:
        found = causes(error.errors())
        mistakes += [(document.line(tuple(entry["loc"])), sentence(entry)) for entry in found]
        searches = []
    mistakes += _doubles(document.root, searches)
    if mistakes:
        raise SearchFileError(listed(name, mistakes))
    return searches


def _doubles(root: yaml.Node, searches: list[SavedSearch]) -> list[tuple[int, str]]:
    """Two searches of one name, or two that ask for the same thing and would be paid twice."""
    found: list[tuple[int, str]] = []
    names: dict[str, str] = {}
    asked: dict[tuple[str, ...], str] = {}
    for line, saved in zip(_search_lines(root), searches, strict=False):
        ask = saved.speaks.plan(saved)
        pairs = (f"{key}={value.casefold()}" for key, value in sorted(ask.params.items()))
        request = (saved.source or "", saved.speaks.base_of(saved), ask.endpoint, *pairs)
        if saved.name in names:
            found.append((line, f"name {saved.name!r} is taken in panel {names[saved.name]}; names are unique"))
        elif request in asked:
            found.append((line, f"{saved.name} asks for the same as {asked[request]}; it would be paid twice"))
        names.setdefault(saved.name, saved.panel)
        asked.setdefault(request, saved.name)
    return found


def _search_lines(root: yaml.Node) -> list[int]:
    """The line of each search, in the order of the file."""
    panels = child(root, "panels")
    lines: list[int] = []
    for panel in panels[1].value if panels else []:
        searches = child(panel, "searches")
        lines += [search.start_mark.line + 1 for search in (searches[1].value if searches else [])]
    return lines
