"""A run that is killed with kill -9 at any moment and started again pays for no answer twice."""

import multiprocessing
import time
from collections import Counter
from pathlib import Path

from tests.assets.llm.paid_run import NUMBERS, ask
from tests.assets.llm.scene import calls
from tests.assets.llm.stub_model import StubModel

KILLS = 6
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.assets.llm.paid_run"])


def test_a_killed_run_pays_for_no_landed_answer_again(tmp_path: Path, model: StubModel) -> None:
    for kill in range(KILLS):
        process = PROCESSES.Process(target=ask, args=(str(tmp_path), model.url, f"run{kill}"))
        process.start()
        before = len(model.received)
        while len(model.received) == before and process.is_alive():
            time.sleep(0.002)
        time.sleep(0.004 * kill)
        process.kill()
        process.join()
    ask(str(tmp_path), model.url, "last")
    asked = Counter(body["messages"][1]["content"] for body in model.received)
    rows = calls(tmp_path)
    lost = Counter(call.job_key for call in rows if call.status == "interrupted")
    assert len(asked) == len(NUMBERS)
    for number in NUMBERS:
        # Asked again only where the kill came before the answer had landed; such a call stands in the ledger as spent.
        assert asked[f"Text {number}"] <= 1 + lost[number]
    assert sum(lost.values()) <= KILLS
    assert len(rows) >= len(model.received)
