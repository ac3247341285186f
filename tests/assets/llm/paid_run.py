"""A run in a process of its own, to be killed."""

from pathlib import Path

from tests.assets.llm.scene import DAY, desk, question
from tests.assets.llm.stub_model import StubModel

NUMBERS = range(12)


def ask(root: str, url: str, run_id: str) -> None:
    """Ask all questions, one after the other."""
    model = StubModel(lambda _: None, url=url)
    desk(Path(root), model, run_id, max_concurrent=1).ask_all(DAY, [question(number) for number in NUMBERS])
