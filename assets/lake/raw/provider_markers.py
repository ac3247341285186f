"""Who answered on a day: an empty file per day and provider, put before the first of that provider's answers lands.

    raw/providers/search_date=YYYY-MM-DD/provider=<name>   an answer of this provider may lie in the day
    raw/providers/search_date=YYYY-MM-DD/known             and no answer of any other does

So who is in the lake is read from a list of names and not from every answer. `known` stands only where the day was seen
empty before its first answer, or after the head of each was read: a day of an older lake, a day copied in by hand and a
day whose marking was cut short have none, and are read. Removing a day's folder here has that day read again.
It does not read answers (`raw_answers`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from urllib.parse import quote, unquote

from assets.lake.storage.storage import Lake

FOLDER = "raw/providers"
PREFIX = "provider="
KNOWN = "known"


def mark(lake: Lake, day: date, provider: str, is_empty: Callable[[], bool]) -> None:
    """Note that a provider's answer is about to land.

    Args:
        lake: Where it lands.
        day: Its day.
        provider: Who gave it.
        is_empty: Whether the day holds no answer at all; asked only for the provider's first.
    """
    key = f"{_folder(day)}/{PREFIX}{quote(provider, safe='')}"
    if lake.exists(key):
        return
    empty = is_empty()
    lake.put_once(key, b"")
    if empty:
        lake.put_once(f"{_folder(day)}/{KNOWN}", b"")


def mark_known(lake: Lake, day: date, providers: Iterable[str]) -> None:
    """Note all whose answers a day holds; one that lands beside this has put its own marker first."""
    for provider in sorted(providers):
        lake.put_once(f"{_folder(day)}/{PREFIX}{quote(provider, safe='')}", b"")
    lake.put_once(f"{_folder(day)}/{KNOWN}", b"")


def known_providers(lake: Lake) -> dict[date, set[str]]:
    """The providers of each day of which all are known; the other days must be read."""
    names: dict[str, set[str]] = defaultdict(set)
    for key in lake.keys(FOLDER):
        folder, _, name = key.removeprefix(f"{FOLDER}/").partition("/")
        names[folder].add(name)
    return {
        date.fromisoformat(folder.removeprefix("search_date=")): {
            unquote(name.removeprefix(PREFIX)) for name in marked if name.startswith(PREFIX)
        }
        for folder, marked in names.items()
        if KNOWN in marked
    }


def _folder(day: date) -> str:
    return f"{FOLDER}/search_date={day:%Y-%m-%d}"
