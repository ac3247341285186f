"""Limits of a run: how fast each source is asked, and what may be spent there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assets.lake.calls.clock import Clock
from assets.search.budget.budget import Budget
from assets.search.budget.pace import Pace
from assets.search.connections.source import ApiSource


@dataclass(frozen=True)
class Limits:
    """How fast a source is asked, and what may be spent.

    Attributes:
        budget: Of the source of the settings.
        budgets: Of sources that searches name, by name.
    """

    max_concurrent: int = 3
    max_per_second: float = 5.0
    budget: Budget | None = None
    budgets: Mapping[str, Budget] = field(default_factory=dict)

    def budget_of(self, source: ApiSource) -> Budget | None:
        """What may be spent at a source; None where its credits are not counted, or nothing caps them."""
        return self.budgets.get(source.name, self.budget) if source.paid else None

    def pace(self, source: ApiSource, clock: Clock) -> Pace:
        """How fast it is asked: a board one request after the other."""
        slow = source.speaks.per_second
        if slow is not None:
            return Pace(1, slow, clock)
        return Pace(self.max_concurrent, self.max_per_second if source.paid else None, clock)
