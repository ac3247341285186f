"""What the LLM may still cost: caps per month and per run, in money and in calls, computed from the ledger.

An attempt takes its estimate before it is sent and is settled when its usage is known; a killed attempt leaves its
estimate in the ledger and so counts as spent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assets.lake.ledger import Call, Kind, Ledger
from assets.llm.errors import CapReachedError
from assets.llm.settings import LlmSettings

KINDS: tuple[Kind, ...] = ("classify", "extract")
MILLION = 1_000_000
CHARACTERS_PER_TOKEN = 3  # on the safe side: English postings have 4 to 5


@dataclass
class Spending:
    """The money and calls of one run, on top of what the month's other runs have taken."""

    settings: LlmSettings
    month_usd: float
    month_calls: int
    usd: float = 0.0
    calls: int = 0
    _held: dict[str, float] = field(default_factory=dict)

    def take(self, call_id: str, estimate: float) -> None:
        """Hold an attempt's estimate.

        Raises:
            CapReachedError: The attempt would go over a cap; it must not be made.
        """
        caps = self.settings
        limits = (
            (caps.run_calls, self.calls + 1, "JOBLAKE_LLM_RUN_CALLS"),
            (caps.month_calls, self.month_calls + self.calls + 1, "JOBLAKE_LLM_MONTH_CALLS"),
            (caps.run_usd, self.usd + estimate, "JOBLAKE_LLM_RUN_USD"),
            (caps.month_usd, self.month_usd + self.usd + estimate, "JOBLAKE_LLM_MONTH_USD"),
        )
        for cap, would_be, name in limits:
            if cap is not None and would_be > cap:
                raise CapReachedError(f"budget: {name}={cap:g} is reached")
        self.calls += 1
        self.usd += estimate
        self._held[call_id] = estimate

    def settle(self, call_id: str, cost: float) -> None:
        """Replace an attempt's estimate by what it cost."""
        self.usd += cost - self._held.pop(call_id, cost)


def price(settings: LlmSettings, tokens_in: int, tokens_out: int) -> float:
    """US dollars."""
    return (tokens_in * settings.usd_in + tokens_out * settings.usd_out) / MILLION


def estimated(settings: LlmSettings, characters: int) -> float:
    """US dollars that a prompt of so many characters costs at most."""
    return price(settings, characters // CHARACTERS_PER_TOKEN + 1, settings.max_tokens)


def read_spending(ledger: Ledger, settings: LlmSettings, now: datetime) -> Spending:
    """What the month and this run have cost so far, in whichever process. The ledger is only read for a cap.

    A run that is started again under the same id goes on counting where it stopped.
    """
    caps = (settings.month_usd, settings.month_calls, settings.run_usd, settings.run_calls)
    if all(cap is None for cap in caps):
        return Spending(settings, 0.0, 0)
    start = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    calls = [call for kind in KINDS for call in ledger.since(start, kind)]
    own = [call for call in calls if call.run_id == ledger.run_id]
    others = [call for call in calls if call.run_id != ledger.run_id]
    return Spending(settings, _cost(others), len(others), _cost(own), len(own))


def _cost(calls: Sequence[Call]) -> float:
    return sum(call.cost_usd or 0.0 for call in calls)
