"""Pace: at most so many requests at once and so many a second, across all searches of a run."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from assets.search.clock import Clock


@dataclass
class Pace:
    """Limits on requests.

    Attributes:
        max_concurrent: Requests under way at once.
        max_per_second: Requests begun per second, evenly spaced; None for a source in this process.
        clock: Whose seconds count.
    """

    max_concurrent: int
    max_per_second: float | None
    clock: Clock
    _next: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._slots = asyncio.Semaphore(self.max_concurrent)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Hold one of the slots, from the moment at which a request may begin."""
        async with self._slots:
            if self.max_per_second is not None:
                now = self.clock.monotonic()
                begin = max(now, self._next)
                self._next = begin + 1 / self.max_per_second
                if begin > now:
                    await self.clock.sleep(begin - now)
            yield
