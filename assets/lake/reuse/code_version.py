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
def version_of(*places: Path) -> str:
    """Twelve hex digits over the names and bytes of some files, and of all rule files below some folders."""
    digest = sha256()
    for place in sorted(places):
        files = [place] if place.is_file() else (path for path in place.rglob("*") if path.suffix in ENDINGS)
        for path in sorted(files):
            digest.update(f"{place.name}/{path.relative_to(place).as_posix()}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:LENGTH]
