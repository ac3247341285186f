"""Published snapshots: manifests over immutable, content-named Parquet files, and one pointer, `marts/CURRENT`.

    marts/CURRENT                                    the id of the snapshot to read
    marts/snapshot=<id>/MANIFEST.json                its marts, and the files of each
    marts/snapshot=<id>/views.sql                    the same as views for DuckDB's command line, started in marts/
    marts/files/<mart>/<bucket>.<digest>.parquet     a file; snapshots that hold the same rows share it
    marts/files/<index>/<bucket>.<digest>.<part>     a part of an index over the marts, shared in the same way

Readers resolve CURRENT once. Where it names nothing that can be read, the newest whole snapshot is read instead, and
says so. Snapshots without `files` in their manifest hold `<mart>.parquet` beside it: earlier versions wrote those.

A lake is here one in a folder: of a lake in a bucket its mirror (`Lake.published`). How a snapshot comes to be is
`publishing`'s business.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from assets.lake.readers.sql_literal import sql_literal
from assets.lake.storage.partition_writer import file_digest
from assets.lake.storage.storage import Lake

FOLDER = "marts"
FILES = "files"
CURRENT = f"{FOLDER}/CURRENT"
MANIFEST = "MANIFEST.json"
SNAPSHOT_ID = re.compile(r"[0-9a-f]{16}")
AGAIN = "`make run` publishes the marts again"


class DamagedSnapshotError(ValueError):
    """A manifest can't be read; the message says which, what was found, and what to do."""


@dataclass(frozen=True)
class Stored:
    """One file of a mart: where it lies below `marts/`, bucket, rows, SHA-256, size in bytes, what it was made from."""

    name: str
    bucket: str
    rows: int
    digest: str
    bytes: int
    source: str = ""


@dataclass(frozen=True)
class Snapshot:
    """A published snapshot.

    Attributes:
        snapshot_id: Made from what it holds.
        root: The folder `marts`.
        note: Why this snapshot is read and not the one CURRENT names; empty where it is that one.
    """

    snapshot_id: str
    root: Path
    note: str = field(default="", compare=False)

    @property
    def folder(self) -> Path:
        """Where its manifest lies."""
        return self.root / f"snapshot={self.snapshot_id}"

    def manifest(self) -> dict[str, Any]:
        """What the snapshot holds, as published.

        Raises:
            DamagedSnapshotError: The manifest is not one.
        """
        return self._manifest

    @cached_property
    def _manifest(self) -> dict[str, Any]:
        path = self.folder / MANIFEST
        try:
            loaded = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, OSError) as error:
            raise DamagedSnapshotError(f"{_said(path)} can't be read ({type(error).__name__}); {AGAIN}") from None
        if not isinstance(loaded, dict) or not isinstance(loaded.get("marts"), list):
            raise DamagedSnapshotError(f"{_said(path)} lists no marts; {AGAIN}")
        return loaded

    @cached_property
    def marts(self) -> Mapping[str, Mapping[str, Any]]:
        """What the manifest says of each mart, by name."""
        return {mart["mart"]: mart for mart in self._manifest["marts"]}

    def stored(self, name: str) -> list[Stored]:
        """The files of a mart in order of bucket; none for a mart that is a view of another."""
        mart = self.marts[name]
        if "files" in mart:
            return [Stored(**file) for file in mart["files"]]
        place = f"{self.folder.name}/{name}.parquet"
        return [Stored(place, "all", mart["rows"], mart["digest"], mart["bytes"])]

    def index_files(self, name: str) -> list[Stored]:
        """The files of an index, in order of bucket; none where the snapshot has no such index."""
        indexes = self._manifest.get("indexes", [])
        return [Stored(**file) for index in indexes if index["index"] == name for file in index["files"]]

    def everything(self) -> Iterator[tuple[str, Stored]]:
        """Every file it holds, with the name of its mart or index."""
        for mart in self.marts:
            yield from ((mart, file) for file in self.stored(mart))
        for index in self._manifest.get("indexes", []):
            yield from ((index["index"], Stored(**file)) for file in index["files"])

    def files(self, name: str) -> list[Path]:
        """Where the files of a mart lie."""
        return [self.root / file.name for file in self.stored(name)]

    def relation(self, name: str, below: Path | None = None) -> str:
        """What stands after `from` in a question to DuckDB about a mart; `below` says where `marts/` is found."""
        return relation(self.marts, name, {name: [(below or self.root) / file.name for file in self.stored(name)]
                                           for name in self.marts})  # fmt: skip


def relation(marts: Mapping[str, Mapping[str, Any]], name: str, places: Mapping[str, Collection[Path]]) -> str:
    """A mart as a relation over these places of its files, or, for a view, over those of the mart that it views."""
    view = marts[name].get("view")
    if view:
        return f"({view['sql'].format(source=relation(marts, view['of'], places))})"
    listed = ", ".join(sql_literal(place) for place in places[name])
    return f"read_parquet([{listed}], hive_partitioning = false)"


def current(lake: Lake, avoid: Collection[str] = ()) -> Snapshot | None:
    """The snapshot readers should open; None before anything was published.

    Args:
        lake: Where snapshots lie.
        avoid: Ids of snapshots that a reader has found damaged.

    Raises:
        DamagedSnapshotError: There are snapshots, and none can be read.
    """
    named, problem = pointer(lake)
    if named and not problem:
        snapshot = Snapshot(named, lake.path(FOLDER))
        problem = "is damaged" if named in avoid else next(incomplete(snapshot), "")
        if not problem:
            return snapshot
        problem = f"snapshot {named} {problem}"
        if pointer(lake)[0] != named:  # it was replaced, and pruned, while it was looked at
            return current(lake, avoid)
    for other in snapshots(lake):
        if other.snapshot_id not in (named, *avoid) and not any(incomplete(other)):
            note = f"{problem}; snapshot {other.snapshot_id}, the last whole one, is read instead; {AGAIN}"
            return Snapshot(other.snapshot_id, other.root, note)
    if problem and (named or any(snapshots(lake))):
        raise DamagedSnapshotError(f"{problem}, and no other is whole; {AGAIN}")
    return None


def sound(lake: Lake) -> Snapshot | None:
    """The same, every byte of it read and found to be what was published: for what writes whole marts out again.

    Raises:
        DamagedSnapshotError: There are snapshots, and none is sound.
    """
    damaged: set[str] = set()
    while (found := current(lake, damaged)) is not None and verify(found):
        damaged.add(found.snapshot_id)
    return found


def pointer(lake: Lake) -> tuple[str, str]:
    """The id CURRENT holds and what is wrong with it: empty text where there is none, or nothing."""
    if not lake.exists(CURRENT):
        return "", f"{CURRENT} is missing" if any(snapshots(lake)) else ""
    found = lake.get(CURRENT)[:100]
    try:
        named = found.decode().strip()
    except UnicodeDecodeError:
        return "", f"{CURRENT} is not UTF-8; it should hold the id of a snapshot"
    if SNAPSHOT_ID.fullmatch(named):
        return named, ""
    return "", f"{CURRENT} holds {named!r}" if named else f"{CURRENT} is empty; it should hold the id of a snapshot"


def snapshots(lake: Lake) -> list[Snapshot]:
    """Every snapshot that is there, the newest first."""
    root = lake.path(FOLDER)
    found = [path for path in root.glob("snapshot=*") if SNAPSHOT_ID.fullmatch(path.name.removeprefix("snapshot="))]
    found.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return [Snapshot(path.name.removeprefix("snapshot="), root) for path in found]


def incomplete(snapshot: Snapshot) -> Iterator[str]:
    """What of a snapshot is not there, by names and sizes alone; reading every byte is `verify`'s business."""
    try:
        files = [file for _, file in snapshot.everything()]
    except (DamagedSnapshotError, KeyError, TypeError) as error:
        yield f"has no manifest that can be read ({error})" if isinstance(error, KeyError) else f"is damaged: {error}"
        return
    for file in files:
        path = snapshot.root / file.name
        if not path.is_file():
            yield f"lacks {FOLDER}/{file.name}"
        elif path.stat().st_size != file.bytes:
            yield f"is damaged: {FOLDER}/{file.name} has {path.stat().st_size} bytes, published were {file.bytes}"


def verify(snapshot: Snapshot) -> list[str]:
    """The marts and indexes of a snapshot whose bytes are not what its manifest says; empty for a sound one."""
    broken = (name for name, file in snapshot.everything() if not is_sound(snapshot.root / file.name, file.digest))
    return list(dict.fromkeys(broken))


def is_sound(path: Path, digest: str) -> bool:
    """Whether a file is there and holds the bytes of this digest."""
    return path.is_file() and file_digest(path) == digest


def _said(path: Path) -> str:
    return f"{FOLDER}/{path.parent.name}/{path.name}"
