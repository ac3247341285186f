"""A disk that fills up under the lake or the home: the run must say so, and complete once there is room.

Disks are small tmpfs mounts; where mounting is not allowed, this is said and left out.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.chaos.installation import Installation

ROOMY = "2g"
PLACES = ("lake", "home")
SAYS_FULL = ("No space left", "disk is full", "database or disk is full")


def fill_up(root: Path, template: Installation, sizes: int, say: Callable[[str], None] = lambda _: None) -> list[str]:
    """So many sizes for each place, from next to nothing up to what an undisturbed run uses; the problems."""
    problems: list[str] = []
    for place in PLACES:
        used = _bytes_of(template.root / place)
        for number in range(1, sizes + 1):
            size = max(used * number // (sizes + 1), 16_384)
            try:
                found = _filled(root / "full", template, place, size)
            except subprocess.CalledProcessError as error:
                say(f"disks left out: {error.stderr.decode().strip()}")
                return problems
            say(f"{place} of {size // 1024:,} kB: {'; '.join(found) or 'said, and completed with room'}")
            problems += [f"{place} of {size} bytes: {problem}" for problem in found]
    return problems


def _filled(root: Path, template: Installation, place: str, size: int) -> list[str]:
    here = Installation(root, template.server, template.command)
    with disk(root / place, size) as grow:
        if place == "lake" and (template.home / "dbt").exists():
            here.know_dbt(template)
        ended = here.run()
        found = []
        if ended.code and not any(words in ended.said for words in SAYS_FULL):
            found.append(f"did not say that the disk is full: {ended.said[-600:]}")
        if "Traceback" in ended.said:
            found.append(f"a traceback: {ended.said[-1500:]}")
        grow()
        plain = here.run()
        if plain.code:
            found.append(f"with room the plain run ended with {plain.code}: {plain.said[-600:]}")
        else:
            found += [f"left over: {name}" for name in here.left_over()]
    shutil.rmtree(root)
    return found


@contextmanager
def disk(at: Path, size: int) -> Iterator[Callable[[], None]]:
    """A disk of so many bytes mounted on a folder; what is yielded gives it room.

    Raises:
        subprocess.CalledProcessError: Mounting is not allowed here.
    """
    at.mkdir(parents=True, exist_ok=True)
    _call("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at))
    try:
        yield lambda: _call("mount", "-o", f"remount,size={ROOMY}", str(at))
    finally:
        _call("umount", "-l", str(at))


def _call(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _bytes_of(folder: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
