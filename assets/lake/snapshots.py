"""Published snapshots: immutable folders of Parquet and one pointer, `marts/CURRENT`, that names the one to read.

A snapshot's id is made from its contents, so publishing the same marts again publishes nothing. Readers resolve CURRENT
once and read that folder only; it is kept for a while after the pointer has moved on.
"""

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from assets.lake.partition_writer import file_digest
from assets.lake.storage import Lake

FOLDER = "marts"
CURRENT = f"{FOLDER}/CURRENT"
MANIFEST = "MANIFEST.json"
ID_LENGTH = 16


@dataclass(frozen=True)
class MartFile:
    """One mart of a snapshot: rows, columns (name, type, description), the SHA-256 of its file, its size in bytes."""

    mart: str
    rows: int
    schema: list[dict[str, str]]
    digest: str
    bytes: int
    description: str = ""


@dataclass(frozen=True)
class Snapshot:
    """A published snapshot: its id and the folder that holds `<mart>.parquet` files and MANIFEST.json."""

    snapshot_id: str
    folder: Path

    def mart(self, name: str) -> Path:
        """The Parquet file of a mart."""
        return self.folder / f"{name}.parquet"

    def manifest(self) -> dict[str, object]:
        """What the snapshot holds, as published."""
        loaded = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        if not isinstance(loaded, dict):
            raise TypeError(f"{MANIFEST} of snapshot {self.snapshot_id} is not an object; publish the marts again")
        return loaded


def current(lake: Lake) -> Snapshot | None:
    """The snapshot readers should open; None before anything was published."""
    if not lake.exists(CURRENT):
        return None
    snapshot_id = lake.get(CURRENT).decode().strip()
    return Snapshot(snapshot_id, _folder(lake, snapshot_id))


def publish(lake: Lake, built: Path, marts: list[MartFile], lineage_run: str, keep: int) -> tuple[Snapshot, bool]:
    """Make a folder of finished mart files the current snapshot; False if exactly these marts are current already.

    Args:
        lake: Where snapshots lie.
        built: A folder inside the lake holding `<mart>.parquet` for each mart; it is moved, not copied.
        marts: What is in it.
        lineage_run: The run that built it, for the manifest.
        keep: How many snapshots to keep, the current one included; at least 1.
    """
    snapshot_id = _identity(marts)
    folder = _folder(lake, snapshot_id)
    known = current(lake)
    changed = known is None or known.snapshot_id != snapshot_id
    if not folder.exists():
        manifest = {"snapshot": snapshot_id, "run": lineage_run, "marts": [asdict(mart) for mart in marts]}
        (built / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        _sync(built)
        built.rename(folder)
    if changed:
        os.utime(folder)
        lake.replace(CURRENT, f"{snapshot_id}\n".encode())
    _prune(lake, keep=max(keep, 1), current_id=snapshot_id)
    return Snapshot(snapshot_id, folder), changed


def verify(snapshot: Snapshot) -> list[str]:
    """The marts of a snapshot whose bytes are not what its manifest says; empty for a sound one."""
    marts = snapshot.manifest()["marts"]
    if not isinstance(marts, list):
        return [f"{MANIFEST} of snapshot {snapshot.snapshot_id} lists no marts"]
    return [mart["mart"] for mart in marts if file_digest(snapshot.mart(mart["mart"])) != mart["digest"]]


def _identity(marts: list[MartFile]) -> str:
    lines = "".join(f"{mart.mart} {mart.digest}\n" for mart in sorted(marts, key=lambda mart: mart.mart))
    return hashlib.sha256(lines.encode()).hexdigest()[:ID_LENGTH]


def _folder(lake: Lake, snapshot_id: str) -> Path:
    return lake.path(f"{FOLDER}/snapshot={snapshot_id}")


def _sync(folder: Path) -> None:
    for path in (*folder.iterdir(), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _prune(lake: Lake, keep: int, current_id: str) -> None:
    folders = sorted(lake.path(FOLDER).glob("snapshot=*"), key=lambda path: path.stat().st_mtime, reverse=True)
    others = [path for path in folders if path.name != f"snapshot={current_id}"]
    for path in others[keep - 1 :]:
        shutil.rmtree(path)
