"""Pace: at most so many calls at once and so many a minute."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from assets.lake.calls.clock import Clock


class Pace:
    """Limits on calls, across all questions of one event loop."""

    def __init__(self, max_concurrent: int, max_per_minute: float, clock: Clock) -> None:
        self.interval = 60 / max_per_minute
        self.clock = clock
        self._slots = asyncio.Semaphore(max_concurrent)
        self._next = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Hold one of the slots, from the moment at which a call may begin."""
        async with self._slots:
            now = self.clock.monotonic()
            begin = max(now, self._next)
            self._next = begin + self.interval
            if begin > now:
                await self.clock.sleep(begin - now)
            yield
