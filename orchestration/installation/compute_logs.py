"""What a run prints, kept for the UI by Dagster's own means; Ctrl-C is for the run, not for the processes that keep it.

`dagster.yaml` names the class. Dagster mirrors the output through four small processes. Ctrl-C reaches the whole
process group, and two of them would answer it with a traceback on the user's terminal.
"""

import signal
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from dagster._core.storage.compute_log_manager import CapturedLogContext
from dagster._core.storage.local_compute_log_manager import LocalComputeLogManager
from dagster._serdes import ConfigurableClassData


class ComputeLogs(LocalComputeLogManager):
    """Dagster's files of output, kept by processes that the run ends itself."""

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> "ComputeLogs":
        """The files below the folder that `base_dir` names."""
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def capture_logs(self, log_key: Sequence[str]) -> Generator[CapturedLogContext, None, None]:
        """Capture until the block ends."""
        with ExitStack() as stack:
            with _held_back(signal.SIGINT):  # what is started now inherits it
                context = stack.enter_context(super().capture_logs(log_key))
            yield context


@contextmanager
def _held_back(number: signal.Signals) -> Iterator[None]:
    """Let a signal wait until the block ends; it is not lost."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
