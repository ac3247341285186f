"""The code version of a dbt model: of its own SQL, of the project's macros it calls and of the variables they read.

dagster-dbt's own version is a hash of the model's text alone, so a changed macro or floor would change every number
and no version.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

OWN_MACROS = "macro.joblake."


def model_code_version(manifest: Mapping[str, Any], node: Mapping[str, Any], project_file: Path) -> str:
    """Equal for equal code, in 40 hexadecimal digits.

    Args:
        manifest: dbt's manifest.
        node: The model's node in it.
        project_file: dbt_project.yml, for the variables.
    """
    macros = {key: manifest["macros"][key]["macro_sql"] for key in sorted(_macros(manifest, node))}
    parts = [node["raw_code"], node["config"]["materialized"], json.dumps(macros)]
    if any("var(" in part for part in parts):
        parts.append(variables(project_file, project_file.stat().st_mtime_ns))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


@cache
def variables(project_file: Path, _changed: int) -> str:
    """The project's variables as text; read again when the file has changed."""
    return json.dumps(yaml.safe_load(project_file.read_text(encoding="utf-8")).get("vars", {}), sort_keys=True)


def _macros(manifest: Mapping[str, Any], node: Mapping[str, Any]) -> set[str]:
    """The project's macros that a node calls, and those that these call."""
    found: set[str] = set()
    waiting = list(node["depends_on"]["macros"])
    while waiting:
        key = waiting.pop()
        if key.startswith(OWN_MACROS) and key not in found:
            found.add(key)
            waiting += manifest["macros"][key]["depends_on"]["macros"]
    return found
