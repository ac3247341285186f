"""What is said when a place refuses to be written or read: which one, how much room it has, what to do next."""

import errno
import shutil
from pathlib import Path

from orchestration.installation.settings import Settings

_FULL = {errno.ENOSPC, errno.EDQUOT}
_UNITS = ("bytes", "kB", "MB", "GB")


def refused_place(error: OSError, settings: Settings) -> str:
    """The place, the system's own words, and the next step. A library may leave out which file it was."""
    if error.errno is None:  # a store's own words
        return f"{error}; check JOBLAKE_LAKE and the variables AWS_*" if "://" in str(settings.lake) else str(error)
    if error.errno in _FULL:
        return f"{error.strerror}{f': {error.filename}' if error.filename else ''}. {room(settings)}"
    place = error.filename or f"a file below {settings.home_folder} or {settings.lake_place}"
    return f"{place}: {error.strerror}; check JOBLAKE_HOME, JOBLAKE_LAKE and their permissions"


def room(settings: Settings) -> str:
    """How much room each place has left, and what to do where it is none."""
    places = {"JOBLAKE_HOME": settings.home_folder}
    if isinstance(settings.lake_place, Path):
        places["JOBLAKE_LAKE"] = settings.lake_place
    free = ", ".join(f"{name} ({path}) has {_free(path)} left" for name, path in places.items())
    return f"{free}. Make room and run the same command again; what landed is kept"


def _free(path: Path) -> str:
    there = next(folder for folder in (path, *path.parents) if folder.exists())
    count, unit = float(shutil.disk_usage(there).free), 0
    while count >= 1000 and unit < len(_UNITS) - 1:
        count, unit = count / 1000, unit + 1
    return f"{count:.0f} {_UNITS[unit]}"
