"""Tables kept in YAML beside the code that uses them, read once. Knows nothing of what they hold."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C takes a tenth of the time


@cache
def yaml_table(file: Path) -> Any:
    """The content of a file of ours; shared by all who ask, so never to be changed."""
    return yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
