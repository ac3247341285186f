"""Where state may lie: which folder names every part of Joblake can open, said before anything is written.

Most names work: spaces, quotes, brackets, letters of any script. Refused is what a library reads as something else and
would then, silently, read nothing or write elsewhere.
"""

from collections.abc import Mapping
from pathlib import Path

from assets.lake.storage.addresses import checked_address, is_address

# Measured: DuckDB takes a backslash for a separator on every system, Dagster's database address decodes `%41` and ends
# at `?`, its dagster.yaml is found by a glob, so that in `home[1]` it runs without pools, and a folder
# `search_date=...` above the tables is taken for their day.
LAKE_REFUSED = {"\\": "DuckDB takes it for a separator"}
PATTERN = "Dagster looks for its settings by a pattern, and would go on without them"
HOME_REFUSED = {
    "\\": "DuckDB takes it for a separator",
    "%": "Dagster's database address reads `%41` as `A`",
    "?": "Dagster's database address ends there",
    "#": "dbt reads the warehouse's path as an address, which ends there",
    "[": PATTERN,
    "*": PATTERN,
}
DAY_FOLDER = "search_date="


def require_lake(place: str | Path) -> None:
    """Refuse a lake that could be written and not read.

    Raises:
        ValueError: Saying what of the name does not work, and what to do.
    """
    if is_address(place):
        checked_address(str(place))
        return
    folder = Path(place)
    _require(folder, "JOBLAKE_LAKE", LAKE_REFUSED)
    strange = next((part for part in folder.parts if part.startswith(DAY_FOLDER)), None)
    if strange:
        raise ValueError(
            f"JOBLAKE_LAKE: the folder {strange!r} in {str(folder)!r} would be taken for a day of the tables below it. "
            "Next: name another folder"
        )


def require_home(folder: Path) -> None:
    """The same for the home of Dagster and the warehouse.

    Raises:
        ValueError: Saying what of the name does not work, and what to do.
    """
    _require(folder, "JOBLAKE_HOME", HOME_REFUSED)


def _require(folder: Path, variable: str, refused: Mapping[str, str]) -> None:
    text = str(folder)
    strange = next((character for character in text if not character.isprintable()), None)
    if strange is not None:
        why = "it cannot be shown and not every library can open it"
    else:
        strange = next((character for character in text if character in refused), None)
        why = refused.get(strange or "", "")
    if strange is not None:
        raise ValueError(f"{variable}: {text!r} holds {strange!r}: {why}. Next: set {variable} to a folder without it")
    try:
        folder.resolve()
    except (OSError, RuntimeError):
        raise ValueError(
            f"{variable}: {text!r} is a link that leads back to itself. Next: name a real folder"
        ) from None
