"""The way to the model: a desk where one is configured, else None, without loading what only a model needs."""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assets.lake.storage.storage import Lake
from assets.llm.limits.settings import LlmSettings

if TYPE_CHECKING:
    from assets.llm.desk import LlmDesk


def connect(lake: Lake, run_id: str | None = None, settings: LlmSettings | None = None) -> "LlmDesk | None":
    """The desk of the configured model.

    Args:
        lake: Keeps replies, the ledger and the endpoint's level.
        run_id: What caps per run count by, and the name of the ledger's journal; this process where not given.
        settings: Read from the environment where not given.

    Returns:
        None where JOBLAKE_LLM_BASE_URL or JOBLAKE_LLM_MODEL is unset: everything stays offline.
    """
    settings = settings or LlmSettings()
    if not settings.configured:
        return None
    from assets.llm.desk import LlmDesk

    return LlmDesk(lake, settings, run_id or f"llm-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}")
