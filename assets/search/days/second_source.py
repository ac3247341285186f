"""The second source of a search: who is asked in its stead where the first has spent its month, or would overspend it.

A search stays with the source that began it on a day: its pages go on where they began, whoever has what left. One
that landed by either is not asked of the other.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assets.search.budget.budget import Budget, Cost
from assets.search.budget.limits import Limits
from assets.search.connections.source import ApiSource
from assets.search.days.asking import Asked, Group
from assets.search.progress.todo import Todo, plan
from assets.search.saved.saved_searches import SavedSearch


@dataclass(frozen=True)
class SecondSources:
    """The second sources of a day.

    Attributes:
        sources: All sources of the run, by name.
        look: What searches lack at a source on the day.
    """

    sources: Mapping[str, ApiSource]
    look: Callable[[ApiSource, Sequence[SavedSearch]], Group]

    def before(self, groups: Sequence[Group], limits: Limits, spent: Collection[str]) -> list[Group]:
        """The groups, in which searches that go to their second source stand in its group.

        Args:
            groups: By their first source.
            limits: With what is left of each source's budget.
            spent: Sources that were found to have nothing left, by name.
        """
        going = [todo.search for group in groups for todo in self._going(group, limits, spent)]
        names = {search.name for search in going}
        stay = [replace(one, todos=[todo for todo in one.todos if todo.search.name not in names]) for one in groups]
        return _joined([*stay, *self._groups_of(going)])

    def after(self, asked: Sequence[Asked]) -> list[Group]:
        """What is to be asked of second sources, after first ones were found to have nothing left."""
        return self._groups_of(
            [
                todo.search
                for one in asked
                if one.is_spent
                for todo, outcome in zip(one.group.todos, one.outcomes, strict=True)
                if outcome.halts and not outcome.pages_new and not todo.chain.pages and self._second(todo)
            ]
        )

    def _second(self, todo: Todo) -> ApiSource | None:
        return self.sources.get(todo.search.fallback or "")

    def _going(self, group: Group, limits: Limits, spent: Collection[str]) -> list[Todo]:
        budget = limits.budget_of(group.source)
        costs = plan(group.todos)
        fitting = names_that_fit(costs, budget) if budget else {todo.search.name for todo in group.todos}
        found = []
        for todo in group.todos:
            second = self._second(todo)
            if second is None:
                continue
            if todo.chain.pages:
                is_going = todo.chain.requests[0].provider == second.provider
            else:
                is_going = bool(todo.missing) and (group.source.name in spent or todo.search.name not in fitting)
            found += [todo] if is_going else []
        return found

    def _groups_of(self, searches: Sequence[SavedSearch]) -> list[Group]:
        by_source: dict[str, list[SavedSearch]] = {}
        for search in searches:
            by_source.setdefault(search.fallback or "", []).append(search)
        return [self.look(self.sources[name], mine) for name, mine in by_source.items()]


def names_that_fit(costs: Sequence[Cost], budget: Budget) -> set[str]:
    """The searches that a budget has credits for; all of them where it has no cap."""
    left = budget.left
    return {cost.search_name for cost in costs} if left is None else set(budget.fitting(costs))


def moved_costs(
    costs: Mapping[str, Sequence[Cost]], budgets: Mapping[str, Budget], seconds: Mapping[str, str]
) -> dict[str, list[Cost]]:
    """The costs of a run by source, those that a first source has no credits for at the second one of their search.

    Args:
        costs: By the first source of each search.
        budgets: Of every source that counts credits.
        seconds: By a search's name its second source.
    """
    found: dict[str, list[Cost]] = {name: [] for name in costs}
    for name, mine in costs.items():
        fitting = names_that_fit(mine, budgets[name])
        for cost in mine:
            second = seconds.get(cost.search_name)
            goes = second is not None and cost.search_name not in fitting
            found.setdefault(second if goes and second else name, []).append(cost)
    return found


def _joined(groups: Sequence[Group]) -> list[Group]:
    """One group a source."""
    found: dict[str, Group] = {}
    for group in groups:
        known = found.get(group.source.name)
        found[group.source.name] = replace(known, todos=[*known.todos, *group.todos]) if known else group
    return [group for group in found.values() if group.todos]
