"""Reads searches.yaml: every mistake is named with its line, what was found and what is allowed.

The models and what they allow are `saved_searches`, the words for it `allowed`. The text is parsed once, in C where
that is there: twenty thousand searches took 44 s when it was parsed twice, in Python.
"""

from pathlib import Path

import yaml
from pydantic import ValidationError
from yaml.reader import ReaderError

from assets.search.allowed import Place, causes, sentence
from assets.search.saved_searches import SavedSearch, SearchFile

# Parses in C where PyYAML was built with it: a tenth of the time.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Twenty thousand searches have a third of it. Aliases of aliases reach it in a dozen lines.
MOST_VALUES = 1_000_000
DEEPEST = 50  # levels; a search stands at the sixth
LARGEST_FILE = 16 * 2**20
LISTED = 50


class SearchFileError(ValueError):
    """searches.yaml cannot be used; the message lists every mistake, one a line."""


def load_searches(path: Path) -> list[SavedSearch]:
    """All saved searches of a file, each knowing its panel.

    Raises:
        SearchFileError: The file is missing, not YAML, or says something that is not allowed.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise SearchFileError(f"{path} has {size:,} bytes; expected saved searches, {LARGEST_FILE:,} at most")
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SearchFileError(f"{path} does not exist; expected the saved searches there (JOBLAKE_SEARCHES)") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SearchFileError(f"{path} cannot be read as UTF-8 text: {error}") from None
    return parse_searches(text, path.name)


def parse_searches(text: str, name: str = "searches.yaml") -> list[SavedSearch]:
    """The saved searches of a YAML text; `name` stands in messages."""
    try:
        root, content = _parsed(text)
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
        listed = [f"{name}:{line}: {said}" for line, said in sorted(mistakes)]
        more = [f"and {len(listed) - LISTED} more"] if len(listed) > LISTED else []
        raise SearchFileError("\n".join([*listed[:LISTED], *more]))
    return searches


def _parsed(text: str) -> tuple[yaml.Node | None, object]:
    """The nodes of a text, which know their lines, and its values."""
    _refuse_depth(text)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None, None
        _values(root, {})
        return root, loader.construct_document(root)
    finally:
        loader.dispose()


def _refuse_depth(text: str) -> None:
    """Refuse what nests too deeply before anything follows it down: the parser in C would die of its stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            mark = event.start_mark  # the C parser's mark has the fields of the plain one, not its type
            plain = yaml.Mark(mark.name, mark.index, mark.line, mark.column, None, 0) if mark else None
            raise yaml.MarkedYAMLError(problem=f"nested more than {DEEPEST} levels", problem_mark=plain)


def _values(node: yaml.Node, known: dict[int, int]) -> int:
    """How many values a node stands for once each alias is what it names.

    Raises:
        yaml.MarkedYAMLError: An alias names a node around it, or there are too many.
    """
    if id(node) not in known:
        known[id(node)] = 0  # of a node that is being counted
        children = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
        inside = sum(_values(child, known) for child in children) if isinstance(children, list) else 0
        known[id(node)] = 1 + inside
    if not known[id(node)]:
        raise yaml.MarkedYAMLError(problem="an alias names what it stands in", problem_mark=node.start_mark)
    if known[id(node)] > MOST_VALUES:
        said = f"with its aliases it stands for more than {MOST_VALUES:,} values"
        raise yaml.MarkedYAMLError(problem=said, problem_mark=node.start_mark)
    return known[id(node)]


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
    panels = _child(root, "panels")
    lines: list[int] = []
    for panel in panels[1].value if panels else []:
        searches = _child(panel, "searches")
        lines += [search.start_mark.line + 1 for search in (searches[1].value if searches else [])]
    return lines
