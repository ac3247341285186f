"""What went wrong in a run, in the words of its steps' own errors."""

import dagster as dg

FAILURE = "dagster._core.definitions.events.Failure: "  # how Dagster prints a failure that an asset raised itself


def failures_of(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    """One sentence for each step that failed."""
    entries = instance.all_logs(run_id, of_type=dg.DagsterEventType.STEP_FAILURE)
    return [_sentence(entry) for entry in entries]


def _sentence(entry: dg.EventLogEntry) -> str:
    event = entry.dagster_event
    error = event.step_failure_data.error if event else None
    if error is None:
        return f"{entry.step_key}: failed without an error"
    cause = error
    while cause.cause is not None:
        cause = cause.cause
    return f"{entry.step_key}: {cause.message.strip().removeprefix(FAILURE)}"
