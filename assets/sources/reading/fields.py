"""Reading one field of a source's object softly: a value of the wrong type counts as absent (drift reports it)."""

from collections.abc import Mapping

Object = Mapping[str, object]


def text_at(job: Object, *path: str) -> str | None:
    """The text at a path of keys, trimmed; None where there is none, or an empty one."""
    value = value_at(job, *path)
    return (value.strip() or None) if isinstance(value, str) else None


def number_at(job: Object, *path: str) -> float | None:
    """The number at a path of keys; a boolean is none."""
    value = value_at(job, *path)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def flag_at(job: Object, *path: str) -> bool | None:
    """The boolean at a path of keys."""
    value = value_at(job, *path)
    return value if isinstance(value, bool) else None


def objects_at(job: Object, *path: str) -> list[Object]:
    """The objects of the list at a path of keys."""
    value = value_at(job, *path)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def texts_at(job: Object, *path: str) -> list[str]:
    """The texts of the list at a path of keys, trimmed, without empty ones."""
    value = value_at(job, *path)
    return [item.strip() for item in value if isinstance(item, str) and item.strip()] if isinstance(value, list) else []


def value_at(job: Object, *path: str) -> object:
    """Whatever stands at a path of keys; None where the path ends before."""
    value: object = job
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
