"""What a dead writer left unfinished is gone when the next one starts; a living writer's is not touched."""

import subprocess
import sys
from pathlib import Path

from assets.lake.storage.storage import Lake
from assets.lake.storage.writers import WRITERS, writing

ROOT = Path(__file__).resolve().parents[4]
WRITES = """
import pathlib, sys, time
from assets.lake.storage.storage import Lake
from assets.lake.storage.writers import writing
lake = Lake(pathlib.Path(sys.argv[1]))
with writing(lake, "first"):
    (lake.root / "raw").mkdir()
    (lake.root / "raw" / ".a.json.zst.0f.tmp").write_bytes(b"half")
    (lake.root / "marts" / ".building-first").mkdir(parents=True)
    (lake.root / "marts" / ".building-first" / "dim_jobs.parquet").write_bytes(b"half")
    print("half", flush=True)
    time.sleep(60)
"""


def unfinished(root: Path) -> set[str]:
    return {path.name for path in root.rglob("*") if path.name.endswith(".tmp") or path.name.startswith(".building")}


def test_unfinished_files_go_with_the_process_that_wrote_them(tmp_path: Path) -> None:
    lake, left = Lake(tmp_path / "lake"), {".a.json.zst.0f.tmp", ".building-first"}
    writer = subprocess.Popen([sys.executable, "-c", WRITES, str(lake.root)], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"half\n"
        with writing(lake, "second"):
            assert unfinished(lake.root) == left, "its writer lives"
        writer.kill()
        writer.wait()
        assert unfinished(lake.root) == left
        with writing(lake, "third"):
            assert unfinished(lake.root) == set()
    finally:
        writer.kill()
        writer.communicate()
    assert list(lake.path(WRITERS).iterdir()) == []


def test_a_finished_answer_of_a_dead_writer_stays(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.put_once("raw/a.json.zst", b"whole")
    claim = lake.path(f"{WRITERS}/dead.lock")
    claim.parent.mkdir(parents=True)
    claim.touch()
    with writing(lake, "next"):
        assert lake.keys("raw") == ["raw/a.json.zst"]
