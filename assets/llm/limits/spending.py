"""What the LLM may still cost: caps per month and per run, in money and in calls, computed from the ledger.

An attempt takes its estimate before it is sent and is settled when its usage is known; a killed attempt leaves its
estimate in the ledger and so counts as spent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assets.lake.calls.ledger import Kind, Ledger
from assets.llm.asking.errors import CapReachedError
from assets.llm.limits.settings import LlmSettings

KINDS: tuple[Kind, ...] = ("classify", "extract")
FIRST = KINDS[0]
MILLION = 1_000_000
CHARACTERS_PER_TOKEN = 3  # on the safe side: English postings have 4 to 5


@dataclass
class Spent:
    """Money and calls."""

    usd: float = 0.0
    calls: int = 0


@dataclass
class Spending:
    """What a run and the month's other runs have spent, by kind, and what they may.

    Of each cap, classification may use half, rounded up: it comes first, and would else leave nothing for the skills.
    What it does not use, the skills may.
    """

    settings: LlmSettings
    run: dict[Kind, Spent] = field(default_factory=lambda: {kind: Spent() for kind in KINDS})
    others: dict[Kind, Spent] = field(default_factory=lambda: {kind: Spent() for kind in KINDS})
    _held: dict[str, float] = field(default_factory=dict)

    @property
    def usd(self) -> float:
        """What the run has cost."""
        return sum(spent.usd for spent in self.run.values())

    @property
    def calls(self) -> int:
        """How many calls the run has made."""
        return sum(spent.calls for spent in self.run.values())

    def take(self, call_id: str, kind: Kind, estimate: float) -> None:
        """Hold an attempt's estimate.

        Raises:
            CapReachedError: The attempt would go over a cap, or over its kind's part of it; it must not be made.
        """
        self._refuse_beyond(KINDS, estimate, share=1)
        if kind == FIRST:
            self._refuse_beyond((kind,), estimate, share=2)
        self.run[kind].calls += 1
        self.run[kind].usd += estimate
        self._held[call_id] = estimate

    def _refuse_beyond(self, kinds: Sequence[Kind], estimate: float, share: int) -> None:
        caps = self.settings
        run = [self.run[kind] for kind in kinds]
        month = [*run, *(self.others[kind] for kind in kinds)]
        calls = [(caps.run_calls, run, "RUN_CALLS"), (caps.month_calls, month, "MONTH_CALLS")]
        money = [(caps.run_usd, run, "RUN_USD"), (caps.month_usd, month, "MONTH_USD")]
        part = " for classification, which leaves half of it to the skills" if share > 1 else ""
        for most, spent, name in calls:
            if most is not None and sum(one.calls for one in spent) + 1 > -(-most // share):
                raise CapReachedError(f"budget: JOBLAKE_LLM_{name}={most} is reached{part}")
        for cap, spent, name in money:
            if cap is not None and sum(one.usd for one in spent) + estimate > cap / share:
                raise CapReachedError(f"budget: JOBLAKE_LLM_{name}={cap:g} is reached{part}")

    def settle(self, call_id: str, kind: Kind, cost: float) -> None:
        """Replace an attempt's estimate by what it cost."""
        self.run[kind].usd += cost - self._held.pop(call_id, cost)


def price(settings: LlmSettings, tokens_in: int, tokens_out: int) -> float:
    """US dollars."""
    return (tokens_in * settings.usd_in + tokens_out * settings.usd_out) / MILLION


def estimated(settings: LlmSettings, characters: int) -> float:
    """US dollars that a prompt of so many characters costs at most."""
    return price(settings, tokens_of(characters), settings.max_tokens)


def tokens_of(characters: int) -> int:
    """The tokens that so many characters take at most."""
    return characters // CHARACTERS_PER_TOKEN + 1


def read_spending(ledger: Ledger, settings: LlmSettings, now: datetime) -> Spending:
    """What the month and this run have cost so far, in whichever process. The ledger is only read for a cap.

    A run that is started again under the same id goes on counting where it stopped.
    """
    caps = (settings.month_usd, settings.month_calls, settings.run_usd, settings.run_calls)
    if all(cap is None for cap in caps):
        return Spending(settings)
    start = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    spending = Spending(settings)
    for kind in KINDS:
        for call in ledger.since(start, kind):
            spent = (spending.run if call.run_id == ledger.run_id else spending.others)[kind]
            spent.calls += 1
            spent.usd += call.cost_usd or 0.0
    return spending
