"""What a run that ended early had asked for: from the ledger, which knows each call from before it was made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from assets.lake.calls.ledger import INTERRUPTED, Ledger
from assets.lake.locks.kernel_lock import say_on_stderr
from assets.lake.storage.storage import Lake


@contextmanager
def told_if_it_ends_early(lake: Lake, run_id: str) -> Iterator[Callable[[], None]]:
    """Say on stderr what the run has spent if the block raises, or when what is yielded is called."""
    began = datetime.now(UTC)

    def tell() -> None:
        said = calls_made(lake, run_id, began)
        if said:
            say_on_stderr(said)

    try:
        yield tell
    except BaseException:
        tell()
        raise


def calls_made(lake: Lake, run_id: str, began: datetime) -> str | None:
    """How many search calls a run has made since it began and what they count as; None if it made none."""
    calls = [call for call in Ledger(lake, run_id).since(began, "search") if call.run_id == run_id]
    made = [call for call in calls if call.status != "unavailable"]
    if not made:
        return None
    interrupted = sum(call.status == INTERRUPTED for call in made)
    unknown = f", {interrupted} of them under way when it ended" if interrupted else ""
    counted = sum(call.credits for call in made)
    return f"before it ended this run made {len(made)} search calls{unknown}, counted as {counted} credits"
