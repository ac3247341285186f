"""A circuit breaker: after failures in a row nothing is sent for a while, so that a dead endpoint costs little."""

from dataclasses import dataclass

from assets.lake.calls.clock import Clock
from assets.llm.asking.errors import CircuitOpenError, LlmError, LockedOutError

FAILURES = 5
PAUSE = 60.0


@dataclass
class Breaker:
    """Counts failed questions in a row. After the pause one question may try again."""

    clock: Clock
    failures: int = 0
    reason: str | None = None
    until: float = 0.0
    locked: bool = False

    def check(self) -> None:
        """Refuse where the circuit is open.

        Raises:
            CircuitOpenError: Naming the last failure.
        """
        if self.locked or (self.reason and self.clock.monotonic() < self.until):
            raise CircuitOpenError(f"endpoint given up for now: {self.reason}")

    def succeeded(self) -> None:
        """An answer came."""
        self.failures, self.reason = 0, None

    def failed(self, error: LlmError) -> None:
        """A question failed for a reason that lies with the endpoint."""
        self.failures += 1
        if isinstance(error, LockedOutError):
            self.locked, self.reason = True, str(error)
        elif self.failures >= FAILURES:
            self.reason, self.until = str(error), self.clock.monotonic() + PAUSE
