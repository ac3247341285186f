"""Two machines that search the same day at once pay for each page once: bucket, ledger and locks are shared."""

import json
import multiprocessing
from collections import Counter
from pathlib import Path

from assets.lake.calls.ledger import Ledger
from assets.lake.opening import open_lake
from assets.lake.raw import raw_answers
from tests.assets.lake.locks.postgres_server import postgres
from tests.assets.lake.objects.servers import environment, moto, new_place, variables
from tests.assets.search.jsearch_server import JSearchServer
from tests.assets.search.paid_run import run_on_machine
from tests.assets.search.scene import TODAY, pages_of, search

NAMES = ["fitter", "guard"]


def test_no_page_is_asked_by_both(tmp_path: Path, server: JSearchServer) -> None:
    server.pages = pages_of(*(search(name) for name in NAMES), pages=2)
    server.latency = 0.2
    with moto() as address, variables(environment(address)), postgres() as database:
        place, started = new_place(address), []
        for name in ("one", "two"):
            given = (place, str(tmp_path / name), database, server.url, TODAY, NAMES, name)
            process = multiprocessing.get_context("spawn").Process(target=run_on_machine, args=given)
            process.start()
            started.append(process)
        for process in started:
            process.join()
        assert [process.exitcode for process in started] == [0, 0]
        asked = Counter(json.dumps(request.params, sort_keys=True) for request in server.received)
        assert len(asked) == 4
        assert set(asked.values()) == {1}
        lake = open_lake(place, tmp_path / "reader", database)
        assert len(raw_answers.day_keys(lake, TODAY)) == 4
        calls = Ledger(lake, "reader").rows(TODAY, "search")
        assert [call.status for call in calls] == ["processed"] * 4
        assert sum(call.credits for call in calls) == 4
