"""Where the taxonomy's files lie, and the digest that names their state. Reads bytes, no YAML."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
TAXONOMY_DIR = HERE / "families"
WORD_COUNTS_FILE = HERE / "word_counts.tsv"
COMPILED_FILE = HERE / "compiled_lexicon.json"

_VERSION_DIGITS = 12
_shared: Path | None = None
_PHRASES = HERE.parent / "phrases"
_COMPILER = (
    *(HERE / f"{name}.py" for name in ("compiler", "written_forms", "name_lists")),
    *(_PHRASES / f"{name}.py" for name in ("patterns", "normal_form")),
)


def home() -> Path:
    """Where a user's state lies."""
    return Path(os.environ.get("JOBLAKE_HOME") or ".joblake")


def imported_dir() -> Path:
    """Where a list that is imported on this machine is put."""
    return home() / "taxonomy"


def use_lists(folder: Path | None) -> None:
    """Read the lists of a folder from here on, in the place of this machine's own; None for those."""
    global _shared  # a process has one taxonomy, as it has one lexicon
    _shared = folder


def shipped_files() -> list[Path]:
    """The taxonomy that comes with the code."""
    return sorted(TAXONOMY_DIR.glob("*.yaml"))


def own_files() -> list[Path]:
    """The user's imported lists: those of the lake, or else this machine's."""
    return sorted((_shared or imported_dir()).glob("*.json"))


def version_of(paths: Iterable[Path]) -> str:
    """Changes with the name or any byte of a file."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:_VERSION_DIGITS]


def version_in_use() -> str:
    """The version of the shipped taxonomy with the user's lists, as `load_taxonomy` gives it."""
    shipped, own = version_of(shipped_files()), own_files()
    return f"{shipped}+{version_of(own)}" if own else shipped


def compiler_version() -> str:
    """Changes with the code and the counts that turn a taxonomy into a compiled one."""
    return version_of([*_COMPILER, WORD_COUNTS_FILE])
