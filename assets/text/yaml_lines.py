"""YAML that people write by hand: read once, bounded, and every value knows its line.

The text is parsed in C where that is there: twenty thousand searches took 44 s when it was parsed twice, in Python.
What a file may say is its reader's business (`allowed` has the words for mistakes).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic_core import ErrorDetails
from yaml.reader import ReaderError

# Parses in C where PyYAML was built with it: a tenth of the time.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Twenty thousand searches have a third of it. Aliases of aliases reach it in a dozen lines.
MOST_VALUES = 1_000_000
DEEPEST = 50  # levels; a search stands at the sixth
LARGEST_FILE = 16 * 2**20
LISTED = 50

Place = tuple[str | int, ...]
# Line and sentence.
Mistake = tuple[int, str]


class UnreadableYamlError(ValueError):
    """A text that is no YAML, or too much of it; the message begins with the line."""


@dataclass(frozen=True)
class Document:
    """A parsed text: its nodes, which know their lines, and its values; both None for an empty one."""

    root: yaml.Node | None
    content: object

    def line(self, where: Place) -> int:
        """The line of the node at a path, or of the nearest one above it that is there; 1-based."""
        if self.root is None:
            return 1
        node, line = self.root, self.root.start_mark.line
        for part in where:
            found = child(node, part)
            if found is None:
                break
            line, node = found
        return line + 1

    def repeated_keys(self) -> list[Mistake]:
        """Keys written twice in one mapping: YAML would silently keep the last."""
        return [] if self.root is None else _repeated_keys(self.root)


def read_text(path: Path, holds: str) -> str:
    """The text of a file.

    Args:
        path: The file.
        holds: What is expected in it, for the error.

    Raises:
        FileNotFoundError: It is not there.
        UnreadableYamlError: It is too large, or no UTF-8.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableYamlError(f"{path} has {size:,} bytes; expected {holds}, {LARGEST_FILE:,} at most")
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableYamlError(f"{path} cannot be read as UTF-8 text: {error}") from None


def parse(text: str, name: str) -> Document:
    """The document in a text; `name` stands in the error.

    Raises:
        UnreadableYamlError: It is no YAML, too deep, or stands for too many values.
    """
    try:
        return _parsed(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line, cause = _unreadable(error, text)
        raise UnreadableYamlError(f"{name}:{line}: not readable as YAML: {cause}") from None


def causes(errors: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """The errors that no other one explains: a list that lost a wrong item is also said to be too short."""
    places = [entry["loc"] for entry in errors]
    return [
        entry
        for entry in errors
        if not any(len(place) > len(entry["loc"]) and place[: len(entry["loc"])] == entry["loc"] for place in places)
    ]


def listed(name: str, mistakes: Sequence[Mistake]) -> str:
    """Mistakes as text, one a line, in order of line; those beyond fifty are counted."""
    lines = [f"{name}:{line}: {said}" for line, said in sorted(mistakes)]
    more = [f"and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    return "\n".join([*lines[:LISTED], *more])


def _parsed(text: str) -> Document:
    _refuse_depth(text)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return Document(None, None)
        _values(root, {})
        return Document(root, loader.construct_document(root))
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


def child(node: yaml.Node, part: str | int) -> tuple[int, yaml.Node] | None:
    """The line of a key or an item (0-based) and its value; None where it is not there."""
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line, node.value[part]
    return None


def _repeated_keys(node: yaml.Node) -> list[Mistake]:
    if isinstance(node, yaml.SequenceNode):
        return [mistake for child in node.value for mistake in _repeated_keys(child)]
    found: list[Mistake] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                found.append((key.start_mark.line + 1, f"{key.value} is written twice in one place; keep one"))
            seen.add(str(key.value))
            found += _repeated_keys(value)
    return found
