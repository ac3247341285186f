"""The executor of runs that the UI or a schedule launches: Dagster's in-process one, in a process that claims its run.

One process a run: every step shares the imports (dbt's alone cost 3 s), and the warehouse has one writer anyway.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from orchestration.installation.settings import Settings
from orchestration.processes.run_claims import claimed


class ClaimingExecutor(dg.Executor):
    """Executes as another executor does, and holds the claim of the run meanwhile."""

    def __init__(self, settings: Settings, inside: dg.Executor) -> None:
        self._settings, self._inside = settings, inside

    @property
    def retries(self) -> Any:
        """How steps are retried."""
        return self._inside.retries

    @property
    def step_dependency_config(self) -> Any:
        """What a step waits for."""
        return self._inside.step_dependency_config

    def execute(self, plan_context: Any, execution_plan: Any) -> Iterator[dg.DagsterEvent]:
        """Execute the plan."""
        with claimed(self._settings, plan_context.run_id):
            yield from self._inside.execute(plan_context, execution_plan)


def claiming_executor(settings: Settings) -> dg.ExecutorDefinition:
    """The executor of an installation."""
    inside = dg.in_process_executor

    def create(context: dg.InitExecutorContext) -> dg.Executor:
        if inside.executor_creation_fn is None:
            raise TypeError(f"{inside.name} creates no executor; expected the one of the pinned Dagster")
        return ClaimingExecutor(settings, inside.executor_creation_fn(context))

    return dg.ExecutorDefinition(inside.name, inside.config_schema.as_field(), executor_creation_fn=create)
