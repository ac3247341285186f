"""Making a snapshot current: new files are moved into place, what stands is kept, what no manifest names goes.

A snapshot's id is made from its contents, so publishing the same marts again publishes nothing. A file is kept only
when its bytes are those of its digest: what is broken is written again.
"""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assets.lake.snapshots.snapshots import (
    CURRENT,
    FILES,
    FOLDER,
    MANIFEST,
    Snapshot,
    Stored,
    is_sound,
    relation,
    snapshots,
)
from assets.lake.storage.local_files import sync
from assets.lake.storage.storage import Lake

VIEWS = "views.sql"
BUILDING = ".building-"
WHOLE = "all"
PARQUET = "parquet"
ID_LENGTH = 16
STALE_AFTER_SECONDS = 3_600


@dataclass(frozen=True)
class MartFile:
    """One finished file of a mart, and what is said of the mart; a mart of several buckets is several of these.

    Attributes:
        mart: The mart.
        rows: Rows of the file.
        schema: Its columns: name, type, description.
        digest: SHA-256 of the file.
        bytes: Its size.
        description: What the mart holds.
        bucket: Which part of the mart the file is.
        source: What it was made from, so that the next publishing can tell whether it still holds; empty if unknown.
        kept: Where it lies below `marts/` if an earlier snapshot has it; else it was built.
        view: For a mart that is a view of another and has no file: of which, and the question with {source} in it.
        form: How the file is named at its end. What is not Parquet is part of an index and no mart: it is derived from
            the marts, so that a snapshot's id does not depend on it.
    """

    mart: str
    rows: int
    schema: list[dict[str, str]]
    digest: str
    bytes: int
    description: str = ""
    bucket: str = WHOLE
    source: str = ""
    kept: str = ""
    view: Mapping[str, str] | None = None
    form: str = PARQUET

    @property
    def is_index(self) -> bool:
        """Whether it is part of an index."""
        return self.form != PARQUET

    def built(self, folder: Path) -> Path:
        """Where the file is built."""
        return folder / (
            f"{self.mart}.{self.form}" if self.bucket == WHOLE else f"{self.mart}.{self.bucket}.{self.form}"
        )

    def place(self) -> str:
        """Where it lies once published, below `marts/`."""
        return self.kept or f"{FILES}/{self.mart}/{self.bucket}.{self.digest[:ID_LENGTH]}.{self.form}"

    def stored(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return asdict(Stored(self.place(), self.bucket, self.rows, self.digest, self.bytes, self.source))


def building_folder(lake: Lake, name: str) -> Path:
    """An empty folder to build in, on the file system of the lake; those that killed runs left are removed."""
    root = lake.path(FOLDER)
    for left in root.glob(f"{BUILDING}*"):
        if left.name == f"{BUILDING}{name}" or time.time() - left.stat().st_mtime > STALE_AFTER_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    folder = root / f"{BUILDING}{name}"
    folder.mkdir(parents=True)
    return folder


def publish(
    lake: Lake, built: Path, marts: Sequence[MartFile], lineage_run: str, keep: int
) -> tuple[Snapshot, bool, int]:
    """Make these files the current snapshot.

    Args:
        lake: Where snapshots lie.
        built: The folder the files that are not kept were built in; they are moved out of it.
        marts: The files of every mart.
        lineage_run: The run that built them, for the manifest.
        keep: How many snapshots to keep, the current one included; at least 1.

    Returns:
        The snapshot, whether it was not current before, and the bytes of the files that are new in the lake.
    """
    snapshot = Snapshot(_identity(marts), lake.path(FOLDER))
    written = sum(_placed(lake, built, file) for file in marts if not file.view and not file.kept)
    if not _names_the_same(snapshot, marts):
        manifest = {
            "snapshot": snapshot.snapshot_id,
            "run": lineage_run,
            "marts": list(_marts([file for file in marts if not file.is_index])),
            "indexes": list(_indexes([file for file in marts if file.is_index])),
        }
        text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
        lake.replace(f"{FOLDER}/{snapshot.folder.name}/{MANIFEST}", text.encode())
        snapshot = Snapshot(snapshot.snapshot_id, snapshot.root)
        lake.replace(f"{FOLDER}/{snapshot.folder.name}/{VIEWS}", "".join(_views(snapshot)).encode())
    pointed = f"{snapshot.snapshot_id}\n".encode()
    changed = not lake.exists(CURRENT) or lake.get(CURRENT) != pointed
    if changed:
        os.utime(snapshot.folder)
        lake.replace(CURRENT, pointed)
    _prune(lake, max(keep, 1), snapshot)
    return snapshot, changed, written


def _placed(lake: Lake, built: Path, file: MartFile) -> int:
    """Move a built file to its place unless the same bytes are there already; the bytes that are new."""
    source, target = file.built(built), lake.path(f"{FOLDER}/{file.place()}")
    if is_sound(target, file.digest):
        source.unlink()
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    sync(source)
    source.replace(target)
    sync(target.parent)
    return file.bytes


def _names_the_same(snapshot: Snapshot, marts: Sequence[MartFile]) -> bool:
    """Whether the manifest is there and names these files: one that is damaged is written again."""
    try:
        found = {
            (name, file.name, _version(file, of_index=name not in snapshot.marts))
            for name, file in snapshot.everything()
        }
    except (ValueError, KeyError, TypeError):
        return False
    return found == {
        (file.mart, file.place(), _version(file, of_index=file.is_index)) for file in marts if not file.view
    }


def _version(file: MartFile | Stored, *, of_index: bool) -> str:
    """What a reader goes by beside a file's name: the source of an index says which version can read it."""
    return file.source if of_index else ""


def _marts(files: Sequence[MartFile]) -> Iterator[dict[str, Any]]:
    """What the manifest says of each mart, in the order in which they were built."""
    by_mart: dict[str, list[MartFile]] = {}
    for file in files:
        by_mart.setdefault(file.mart, []).append(file)
    for mart, parts in by_mart.items():
        parts.sort(key=lambda part: part.bucket)
        said = {"mart": mart, "schema": parts[0].schema, "description": parts[0].description}
        counts = {"rows": sum(part.rows for part in parts), "bytes": sum(part.bytes for part in parts)}
        digest = parts[0].digest if len(parts) == 1 else _hashed(f"{part.bucket} {part.digest}\n" for part in parts)
        stored = [part.stored() for part in parts if not part.view]
        view = {"view": dict(parts[0].view)} if parts[0].view else {}
        yield {**said, **counts, "digest": digest, "files": stored, **view}


def _indexes(files: Sequence[MartFile]) -> Iterator[dict[str, Any]]:
    """What the manifest says of each index."""
    for name in sorted({file.mart for file in files}):
        parts = sorted((file for file in files if file.mart == name), key=lambda part: part.bucket)
        yield {"index": name, "description": parts[0].description, "files": [part.stored() for part in parts]}


def _identity(files: Sequence[MartFile]) -> str:
    marts = [file for file in files if not file.is_index]
    return _hashed(sorted(f"{file.mart} {file.bucket} {file.digest}\n" for file in marts))[:ID_LENGTH]


def _hashed(lines: Iterator[str] | list[str]) -> str:
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _views(snapshot: Snapshot) -> Iterator[str]:
    places = {mart: [Path(file.name) for file in snapshot.stored(mart)] for mart in snapshot.marts}
    for mart in snapshot.marts:
        yield f'create or replace temp view "{mart}" as select * from {relation(snapshot.marts, mart, places)};\n'  # noqa: S608


def _prune(lake: Lake, keep: int, now: Snapshot) -> None:
    """Remove all but the newest snapshots, then every file that none of them names. What is open stays readable."""
    others = [snapshot for snapshot in snapshots(lake) if snapshot.snapshot_id != now.snapshot_id]
    for snapshot in others[keep - 1 :]:
        shutil.rmtree(snapshot.folder)
    named: set[str] = set()
    for snapshot in [now, *others[: keep - 1]]:
        try:
            named |= {file.name for _, file in snapshot.everything()}
        except (ValueError, KeyError, TypeError):  # damaged: nobody can read it
            shutil.rmtree(snapshot.folder)
    root = lake.path(FOLDER)
    for path in (root / FILES).glob("*/*"):
        if path.relative_to(root).as_posix() not in named:
            path.unlink()
