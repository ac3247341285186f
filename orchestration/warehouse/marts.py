"""Which marts are published, read from dbt's manifest: every model of the marts layer that names its grain."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assets.marts.files.buckets import Cut
from assets.marts.files.mart_files import Mart

SCHEMA = "marts"


def marts_of(manifest: Path) -> list[Mart]:
    """The marts in order of name.

    Raises:
        ValueError: A model of the marts layer names no grain, so its rows could not be ordered.
    """
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    return sorted(_marts(nodes), key=lambda mart: mart.name)


def _marts(nodes: Any) -> Iterator[Mart]:
    for node in nodes:
        if node["resource_type"] != "model" or "marts" not in node["fqn"]:
            continue
        grain = node["config"].get("meta", {}).get("grain")
        if not grain:
            raise ValueError(f"mart {node['name']} names no grain; add `meta: {{grain: [...]}}` to its config")
        relation = f'"{node["schema"]}"."{node["alias"]}"'
        columns = {name: column["description"] for name, column in node["columns"].items()}
        yield Mart(node["name"], relation, tuple(grain), node["description"], columns, _cut(node["fqn"], grain))


def _cut(fqn: list[str], grain: list[str]) -> Cut:
    """How a mart is cut into files, by its folder and its grain."""
    if "jobs" in fqn:
        return "job"
    if "facts" in fqn:
        return "search_date"
    return "week" if "week" in grain else "none"
