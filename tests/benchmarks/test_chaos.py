"""The chaos program in short: a kill -9 and a signal over the stages, each mended by the plain run after it."""

from pathlib import Path

from benchmarks.chaos.installation import pages
from benchmarks.chaos.program import STAGES, blows, undisturbed
from tests.assets.search.jsearch_server import JSearchServer, serving


def test_what_a_killed_run_left_is_mended_by_a_plain_one(tmp_path: Path) -> None:
    with serving(JSearchServer(pages())) as server:
        server.latency = 0.2
        calm = undisturbed(tmp_path, server, STAGES)
        assert {"job_postings", "extracted_skills"} <= {name for name, kept in calm.columns.items() if kept}
        tally = blows(tmp_path, calm, kills=1, signals=1, seed=7)
    assert tally.cycles == 2
    assert tally.problems == []
