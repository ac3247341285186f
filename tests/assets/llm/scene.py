"""What a test of the LLM client needs: a question with a small answer, a desk, a clock that a test winds on."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assets.lake.calls.ledger import Call, Kind, Ledger
from assets.lake.storage.storage import Lake
from assets.llm.asking.question import Question
from assets.llm.desk import LlmDesk
from assets.llm.limits.settings import LlmSettings
from tests.assets.llm.stub_model import StubModel

DAY = date(2026, 11, 20)
CANARY = "sk-canary-0123456789"


class Colour(BaseModel):
    """A small closed answer."""

    model_config = ConfigDict(extra="forbid")

    colour: Literal["red", "blue"]


@dataclass
class PlayedClock:
    """A clock whose sleeps take no time but are kept."""

    began: datetime = datetime(2026, 11, 20, 12, tzinfo=UTC)
    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.began + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def settings(model: StubModel, **changes: Any) -> LlmSettings:
    """Settings for a stub, blind to the environment's file."""
    values = {
        "base_url": model.url,
        "model": "stub-1",
        "api_key": CANARY,
        "usd_in": 1.0,
        "usd_out": 2.0,
        "timeout": 5.0,
        "max_per_minute": 60_000,
        **changes,
    }
    return LlmSettings(_env_file=None, **values)


def desk(
    root: Path, model: StubModel, run_id: str = "run", clock: PlayedClock | None = None, **changes: Any
) -> LlmDesk:
    """A desk on the lake at `root`."""
    return LlmDesk(Lake(root), settings(model, **changes), run_id, clock or PlayedClock())


def question(number: int = 1, kind: Kind = "extract") -> Question[Colour]:
    """A question about job `number`; different numbers are different texts."""
    return Question(kind, number, f"Job {number}", "v1", "Name the colour as JSON.", f"Text {number}", Colour)


def calls(root: Path) -> list[Call]:
    """What the ledger knows."""
    return Ledger(Lake(root), "reader").rows(DAY, "extract")
