"""When a posting can be seen: appearing, pausing, changing its text, vanishing, coming back under the old or a new id.

Life is cyclic, so that every day has living postings: each posting has a period of 44 to 62 days of its own and is on
show for 14 to 34 of them, which renews about 4 % of the postings every day.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from assets.search.sample.catalogue.draws import Draws


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one day sees of a posting.

    Attributes:
        cycle: Which of the posting's lives this is; a reposted one has another id in each.
        edition: Which version of the text is on show.
        posted: The day the publisher claims; it moves when the posting is refreshed.
    """

    cycle: int
    edition: int
    posted: date


def sighting(key: str, day: date) -> Sighting | None:
    """What can be seen of the posting `key` on `day`; None while it is away."""
    draws = Draws("life", key)
    period = draws.between("period", 44, 62)
    cycle, age = divmod(day.toordinal() + draws.between("phase", 0, period - 1), period)
    life = Draws("life", key, cycle)
    length = life.between("length", 14, 34)
    if age >= length or _pauses(life, age, length):
        return None
    return Sighting(cycle, _edition(life, cycle, age, length), _posted(life, day, age))


def _pauses(life: Draws, age: int, length: int) -> bool:
    start = life.between("pause starts", 4, length - 4)
    return life.chance("pauses", 12) and start <= age < start + life.between("pause", 1, 3)


def _edition(life: Draws, cycle: int, age: int, length: int) -> int:
    rewritten = life.chance("rewritten", 22) and age >= life.between("rewritten at", 3, length - 1)
    return 2 * (cycle % 2) + int(rewritten)


def _posted(life: Draws, day: date, age: int) -> date:
    refreshed = life.between("refreshed at", 6, 20)
    if life.chance("refreshed", 15) and age >= refreshed:
        return day - timedelta(days=age - refreshed)
    stale = life.between("stale", 40, 120) if life.chance("is stale", 7) else life.between("lag", 0, 3)
    return day - timedelta(days=age + stale)
