"""How a day's answers differ from their source's known shape. Only reports: what a change means is for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from types import NoneType
from typing import Literal

from assets.postings.contacts.masked_json import mask_json
from assets.postings.objects.json_text import compact_json
from assets.postings.objects.source_fields import LONGEST_LINE
from assets.text.yaml_table import yaml_table

Change = Literal["unknown_field", "missing_field", "type_change", "new_value"]

SHAPES = Path(__file__).parent.parent / "sources" / "shapes"
WHOLE_ANSWER = "(the answer)"  # the field of what concerns no single result
SHAPELESS = "import"  # its columns are what the person who imports it says
_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float),
    "flag": (bool,),
    "list": (list,),
    "object": (dict,),
}
_LONGEST_EXAMPLE = 200
_LONGEST_NAME = 100
_MOST_ROWS = 2000  # a day of garbage must not fill the table


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference of one job object: the field (`a.b` and `a[].b` inside), what was expected and what was found."""

    field: str
    change: Change
    expected: str
    found: str
    example: str | None


@dataclass(frozen=True)
class _Shape:
    types: dict[str, frozenset[str]]
    always: tuple[str, ...]
    never_null: frozenset[str]
    lines: tuple[str, ...]
    values: dict[str, frozenset[str]]
    keys: dict[str, frozenset[str]]
    item_keys: dict[str, frozenset[str]]
    plain: dict[str, frozenset[type]]  # for fields whose type is all that is known: the Python types that it may have


@cache
def _shape(source: str) -> _Shape:
    table = yaml_table(SHAPES / f"{source}.yaml")
    types: dict[str, set[str]] = {}
    for kind, names in table["types"].items():
        for name in names:
            types.setdefault(name, set()).add(kind)
    values, keys, item_keys = (
        {name: frozenset(items) for name, items in table[part].items()} for part in ("values", "keys", "item_keys")
    )
    never_null = frozenset(table["never_null"])
    plain = {
        name: frozenset(chain(*[_PYTHON_TYPES[kind] for kind in kinds], () if name in never_null else (NoneType,)))
        for name, kinds in types.items()
        if name not in values.keys() | keys.keys() | item_keys.keys()
    }
    frozen = {name: frozenset(kinds) for name, kinds in types.items()}
    always, lines = tuple(table["always"]), tuple(table["lines"])
    return _Shape(frozen, always, never_null, lines, values, keys, item_keys, plain)


def drift_of(job: object, source: str = "jsearch") -> list[Drift]:
    """Every way in which one result differs from the known shape, by field name; a result that is no object is one."""
    if source == SHAPELESS:
        return []
    if not isinstance(job, dict):
        return [Drift("", "type_change", "object", _kind(job), _example(job))]
    shape = _shape(source)
    found = [Drift(name, "missing_field", "present", "absent", None) for name in shape.always if name not in job]
    for name, value in job.items():
        if type(value) in shape.plain.get(name, ()):
            continue  # four fields in five, at a tenth of the cost
        found.extend(_field_drift(str(name), value, shape))
    found.extend(_too_long(job, shape.lines))
    return sorted(found, key=lambda drift: (drift.field, drift.change, drift.found))


def _field_drift(name: str, value: object, shape: _Shape) -> Iterator[Drift]:
    kind, expected = _kind(value), shape.types.get(name)
    if expected is None:
        yield Drift(name[:_LONGEST_NAME], "unknown_field", "not in the known shape", kind, _example(value))
    elif (kind == "null" and name in shape.never_null) or (kind not in expected and kind != "null"):
        yield Drift(name, "type_change", " or ".join(sorted(expected)), kind, _example(value))
    elif isinstance(value, dict) and name in shape.keys:
        yield from _unknown_keys(name, value, shape.keys[name])
    elif name in shape.values:
        yield from _new_values(name, value, shape.values[name])
    elif isinstance(value, list) and name in shape.item_keys:
        yield from _item_drift(name, value, shape.item_keys[name])


def _too_long(job: dict[object, object], lines: tuple[str, ...]) -> Iterator[Drift]:
    for name in lines:
        value = job.get(name)
        if isinstance(value, str) and len(value) > LONGEST_LINE:
            expected = f"text of at most {LONGEST_LINE} characters; read to there"
            yield Drift(name, "type_change", expected, "longer text", _example(value))


def _unknown_keys(name: str, value: dict[str, object], known: frozenset[str]) -> Iterator[Drift]:
    for key in value.keys() - known:
        path = f"{name}.{key}"[:_LONGEST_NAME]
        yield Drift(path, "unknown_field", "not in the known shape", _kind(value[key]), _example(value[key]))


def _item_drift(name: str, items: list[object], known: frozenset[str]) -> Iterator[Drift]:
    wrong = {_kind(item): item for item in items if not isinstance(item, dict)}
    for kind, item in wrong.items():
        yield Drift(f"{name}[]", "type_change", "object", kind, _example(item))
    keys = {key: item[key] for item in items if isinstance(item, dict) for key in item.keys() - known}
    yield from _unknown_keys(f"{name}[]", keys, known)


def _new_values(name: str, value: object, known: frozenset[str]) -> Iterator[Drift]:
    for item in value if isinstance(value, list) else [value]:
        if item is None:
            continue
        if not isinstance(item, str):
            yield Drift(f"{name}[]", "type_change", "text", _kind(item), _example(item))
        elif item not in known:
            yield Drift(name, "new_value", "a known value", _example(item) or "", _example(item))


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "text"
    return "object" if isinstance(value, dict) else "list"


def _example(value: object) -> str | None:
    """The value as JSON, masked and cut; None where it cannot be written."""
    cut = value[: 2 * _LONGEST_EXAMPLE] if isinstance(value, str) else value
    try:
        text = compact_json(mask_json(cut))
    except RecursionError:
        return None
    return text.strip('"')[:_LONGEST_EXAMPLE] if isinstance(value, str) else text[:_LONGEST_EXAMPLE]


class DriftTally:
    """The differences of one day's results, counted; the first result that showed each stands as its example."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._rows: dict[tuple[str, str, str], dict[str, object]] = {}

    def see(self, job: object, raw_file: str, raw_position: int, source: str = "jsearch") -> None:
        """Count one result's differences from the shape of a source."""
        for key, drift in {(d.field, d.change, d.found): d for d in drift_of(job, source)}.items():
            row = self._rows.get(key)
            if row is not None:
                row["results"] = int(str(row["results"])) + 1
            elif len(self._rows) < _MOST_ROWS:
                self._rows[key] = self._row(drift, raw_file, raw_position)

    def see_unread(self, problem: str | None, raw_file: str) -> None:
        """Note an answer of which nothing could be read: what it is instead, in words."""
        found = _example(problem or "") or "nothing"
        key = (WHOLE_ANSWER, "type_change", found)
        if key not in self._rows and len(self._rows) < _MOST_ROWS:
            drift = Drift(WHOLE_ANSWER, "type_change", "a list of jobs", found, None)
            self._rows[key] = self._row(drift, raw_file, 0)

    def rows(self) -> list[dict[str, object]]:
        """Rows of the table `schema_drift`, in its order."""
        return [self._rows[key] for key in sorted(self._rows)]

    def _row(self, drift: Drift, raw_file: str, raw_position: int) -> dict[str, object]:
        return {
            "search_date": self._day,
            "field": drift.field,
            "change": drift.change,
            "expected": drift.expected,
            "found": drift.found,
            "results": 1,
            "example": drift.example,
            "raw_file": raw_file,
            "raw_position": raw_position,
        }
