"""Pace: at most so many requests at once and so many a second, across all searches of a run."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from assets.lake.calls.clock import Clock


@dataclass
class Pace:
    """Limits on requests. The first one goes alone, so that a bad key or a spent month costs one call, not several.

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
        self._alone = asyncio.Lock()
        self._open = False

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Hold one of the slots, from the moment at which a request may begin."""
        if not self._open:
            async with self._alone:
                if not self._open:
                    try:
                        await self._spaced()
                        yield
                    finally:
                        self._open = True
                    return
        async with self._slots:
            await self._spaced()
            yield

    async def _spaced(self) -> None:
        if self.max_per_second is None:
            return
        now = self.clock.monotonic()
        begin = max(now, self._next)
        self._next = begin + 1 / self.max_per_second
        if begin > now:
            await self.clock.sleep(begin - now)
