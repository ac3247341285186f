"""Who writes into a lake now, and what those who died while they wrote left behind.

Each writer holds a kernel lock of its own. Whoever starts and meets only claims of the dead removes their unfinished
files at once; beside a living writer nothing is touched, because its unfinished files look the same. A bucket holds
nothing unfinished, so there is nothing to claim or to remove.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from assets.lake.locks.kernel_lock import is_held, kernel_lock
from assets.lake.storage.local_files import TEMPORARY
from assets.lake.storage.storage import LOCKS, Lake

WRITERS = f"{LOCKS}/writers"
BUILDING = ".building-"


@contextmanager
def writing(lake: Lake, run_id: str) -> Iterator[None]:
    """Be a writer of the lake, after what dead writers left unfinished has been removed."""
    if lake.folder is None:
        yield
        return
    folder = lake.path(WRITERS)
    own = folder / f"{run_id}.lock"
    with ExitStack() as claim:
        with kernel_lock(lake.path(f"{LOCKS}/writers.lock"), "the list of writers", f"run {run_id}"):
            _sweep_after_the_dead(lake, list(folder.glob("*.lock")))
            claim.enter_context(kernel_lock(own, f"the claim of run {run_id}", f"run {run_id}"))
        claim.callback(own.unlink, missing_ok=True)
        yield


def _sweep_after_the_dead(lake: Lake, claims: list[Path]) -> None:
    if not claims or any(is_held(claim) for claim in claims):
        return
    remove_unfinished(lake)
    for claim in claims:
        claim.unlink(missing_ok=True)


def remove_unfinished(lake: Lake) -> list[Path]:
    """Remove every unfinished file and half-built snapshot of the lake; what was removed."""
    removed: list[Path] = []
    for at, folders, files in os.walk(lake.root):
        removed += [Path(at, name) for name in files if name.endswith(TEMPORARY)]
        built = [name for name in folders if name.startswith(BUILDING)]
        removed += [Path(at, name) for name in built]
        folders[:] = [name for name in folders if name not in built]
    for path in removed:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return removed
