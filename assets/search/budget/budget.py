"""Budget: what a run would cost, whether it may be spent, and a purse that no retry can overdraw.

Computed from the ledger each time, so a restart forgets nothing. A month runs from the subscription's billing day to
the next one, as the source counts it, not from the first of the calendar month.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from assets.lake.calls.ledger import Ledger
from assets.search.answers.errors import BudgetSpentError
from assets.sources.reading.source import Source

PAID_PROVIDERS = ("openwebninja", "rapidapi")


@dataclass(frozen=True)
class Allowance:
    """What a source's own terms leave of one of its quotas."""

    name: str
    cap: int
    spent: int


@dataclass(frozen=True)
class Cost:
    """What one saved search would cost at most on one day: a credit for each page that has not landed."""

    day: date
    search_name: str
    credits: int


@dataclass(frozen=True)
class Budget:
    """What may still be spent; None is no cap.

    Attributes:
        month_cap: Credits a billing month may cost.
        run_cap: Credits one run may cost.
        month_spent: Credits spent since `month_start`, interrupted and timed-out calls included.
        month_start: The billing day on which the month began.
        month_setting: The setting of the month's cap.
        allowances: What the source's terms leave.
    """

    month_cap: int | None
    run_cap: int | None
    month_spent: int
    month_start: date
    month_setting: str = "JOBLAKE_MONTHLY_CREDITS"
    allowances: tuple[Allowance, ...] = ()

    @property
    def left(self) -> int | None:
        """Credits this run may spend; None where no cap is set."""
        month = None if self.month_cap is None else max(0, self.month_cap - self.month_spent)
        caps = [cap for cap in (month, self.run_cap) if cap is not None]
        caps += [max(0, allowed.cap - allowed.spent) for allowed in self.allowances]
        return min(caps) if caps else None

    def refuse_unless_affordable(self, costs: Sequence[Cost]) -> None:
        """Refuse a run before its first call.

        Raises:
            BudgetSpentError: The run could cost more than is left; the message names the searches that would fit.
        """
        total, left = sum(cost.credits for cost in costs), self.left
        if left is None or total <= left:
            return
        fitting, rest = _fitting(costs, left)
        raise BudgetSpentError(
            f"This run may cost {total} credits, but {left} are left ({self.caps()}). No call was made. "
            f"These would fit: {', '.join(fitting) or 'none'} ({left - rest} credits). "
            "Next: fewer pages or searches in searches.yaml, fewer days, or a higher cap (`none` removes one)."
        )

    def fitting(self, costs: Sequence[Cost]) -> list[str]:
        """The searches that fit as a whole into what is left, taken in the order of the file."""
        return _fitting(costs, self.left or 0)[0]

    def caps(self) -> str:
        """The caps in words."""
        month = (
            "no monthly cap"
            if self.month_cap is None
            else (f"{self.month_setting}={self.month_cap}, {self.month_spent} spent since {self.month_start:%Y-%m-%d}")
        )
        run = "no cap per run" if self.run_cap is None else f"JOBLAKE_RUN_CREDITS={self.run_cap}"
        terms = [f"its terms allow {one.cap} in {one.name}, {one.spent} asked" for one in self.allowances]
        return "; ".join((month, run, *terms))


class Purse:
    """The credits of one run. Retries take from it too, so that a bad night cannot overdraw the caps.

    Attributes:
        price: Credits of an attempt.
        taken: Credits spent so far.
        made: Attempts made so far.
    """

    def __init__(self, budget: Budget | None, price: int = 1) -> None:
        self.budget = budget
        self.price = price
        self.taken = 0
        self.made = 0

    def take(self) -> None:
        """Take the credit of the next attempt.

        Raises:
            BudgetSpentError: A cap is reached; the attempt must not be made.
        """
        left = self.budget.left if self.budget else None
        if self.budget and left is not None and self.taken >= left:
            raise BudgetSpentError(
                f"A retry would go over the budget ({self.budget.caps()}). What landed is kept. "
                "Next: raise the cap, or run again in the next billing month."
            )
        self.taken += self.price
        self.made += 1

    def give_back(self) -> None:
        """Return the credit of an attempt that the source does not bill."""
        self.taken -= self.price


def source_budget(ledger: Ledger, now: datetime, source: Source, run_cap: int | None, month_cap: int | None) -> Budget:
    """The budget of a source that is not JSearch: what is capped of its month, and what its terms allow."""
    start = billing_month_start(now.astimezone(UTC).date(), 1)
    spent = 0 if month_cap is None else ledger.credits_spent(_midnight(start), (source.name,))
    allowances = tuple(
        Allowance(
            "a day" if quota.days == 1 else f"{quota.days} days",
            quota.requests,
            ledger.credits_spent(now - timedelta(days=quota.days), (source.name,)),
        )
        for quota in source.quotas
    )
    return Budget(month_cap, run_cap, spent, start, f"{source.name.upper()}_MONTHLY_SEARCHES", allowances)


def read_budget(
    ledger: Ledger, now: datetime, *, month_cap: int | None, run_cap: int | None, billing_day: int
) -> Budget:
    """The budget of JSearch as of now; the ledger is only read where a monthly cap asks for it."""
    start = billing_month_start(now.astimezone(UTC).date(), billing_day)
    spent = 0
    if month_cap is not None:
        spent = ledger.credits_spent(_midnight(start), PAID_PROVIDERS)
    return Budget(month_cap, run_cap, spent, start)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def billing_month_start(today: date, billing_day: int) -> date:
    """The last billing day up to today; a month too short for the day bills on its last one."""
    this = _on(today.year, today.month, billing_day)
    if this <= today:
        return this
    year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    return _on(year, month, billing_day)


def _on(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _fitting(costs: Sequence[Cost], left: int) -> tuple[list[str], int]:
    """Searches that fit as a whole (all their days), taken in the order of the file; and what would remain."""
    totals: dict[str, int] = {}
    for item in costs:
        totals[item.search_name] = totals.get(item.search_name, 0) + item.credits
    fitting = []
    for name, cost in totals.items():
        if cost <= left:
            fitting.append(name)
            left -= cost
    return fitting, left
