"""JSON schemas that every structured-output dialect accepts.

The common subset of hosted and local endpoints: every property required, no others allowed, no numeric, length or
pattern limits, no defaults. pydantic still checks the full model when the answer comes.
"""

from functools import cache
from typing import Any

from pydantic import BaseModel

KEPT = {"type", "properties", "items", "enum", "const", "anyOf", "$ref", "$defs", "description", "required"}


@cache
def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The strict schema of a model."""
    found = _strict(model.model_json_schema())
    if not isinstance(found, dict):
        raise TypeError(f"{model.__name__} has no object schema")
    return found


def _strict(node: object) -> object:
    if isinstance(node, list):
        return [_strict(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    kept: dict[str, Any] = {}
    for name, value in node.items():
        if name in {"properties", "$defs"}:
            kept[name] = {key: _strict(entry) for key, entry in value.items()}
        elif name in KEPT:
            kept[name] = _strict(value)
    if kept.get("type") == "object":
        kept["required"] = list(kept.get("properties", {}))
        kept["additionalProperties"] = False
    return kept
