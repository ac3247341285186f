"""A worker's application for tests: the fleet's own, and a task beside it that lasts until its worker is killed."""

import time

from orchestration.fleet.app import app


@app.task(name="last")  # type: ignore[untyped-decorator] # Celery has no types
def last() -> None:
    """Be at work."""
    time.sleep(600)
