"""The version of rules: a hash of the code and the data files that hold them.

Computed, because a number that somebody must remember to raise is forgotten: rows would change under an unchanged
version, and nobody could say which are older than which rule. A changed comment changes it too; that costs a rebuild.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

ENDINGS = frozenset({".py", ".yaml", ".json", ".tsv", ".txt"})
LENGTH = 12


@cache
def version_of(*folders: Path) -> str:
    """Twelve hex digits over the names and bytes of all rule files below some folders, whatever their order."""
    digest = sha256()
    for folder in sorted(folders):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS):
            digest.update(f"{folder.name}/{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:LENGTH]
