"""The tables of the classifier: read once from the YAML files beside this module. Holds no rules."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
OTHER = "Other"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(name: str) -> Any:
    """One file of this folder."""
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - both are safe loaders


@cache
def category_names() -> tuple[str, ...]:
    """The 25 categories and Other, in their order."""
    return tuple(row["name"] for row in read("categories.yaml"))


@cache
def words() -> dict[str, Any]:
    """How titles are written: see words.yaml."""
    return dict(read("words.yaml"))


@cache
def title_phrases() -> dict[str, dict[str, list[str]]]:
    """Phrases by category and kind (`heads`, `domains`), as written."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted((HERE / "titles").glob("*.yaml")):
        for category, kinds in read(f"titles/{path.name}").items():
            known = found.setdefault(category, {})
            for kind, text in kinds.items():
                known.setdefault(kind, []).extend(listed(text))
    return found


def listed(text: str) -> list[str]:
    """The entries of a comma-separated list."""
    return [entry for entry in (part.strip() for part in text.split(",")) if entry]


@cache
def classifier_version() -> str:
    """Hash of the tables and of the rules that read them: any change of either changes it."""
    digest = sha256()
    kinds = ("*.yaml", "titles/*.yaml", "families/*")
    files = sorted([*(path for kind in kinds for path in HERE.glob(kind)), *(HERE / name for name in RULES)])
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


RULES = ("tables.py", "title_words.py", "title_vote.py", "side_votes.py", "text_vote.py", "rules.py")
