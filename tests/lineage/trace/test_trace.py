"""A job is followed from the marts to the raw answer; where the chain is broken, it is said where."""

import json

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assets.lake.raw import raw_answers
from assets.lake.snapshots.snapshots import current
from assets.sources.answers import results_of
from lineage.journal.journal import Journal
from lineage.trace import trace_text
from lineage.trace.trace import Tracer
from lineage.trace.trace_nodes import Node
from tests.lineage.conftest import FIRST, LAST, Site


def job_of(site: Site) -> int:
    """A job that was seen on both days and has skills."""
    snapshot = current(site.lake)
    assert snapshot is not None
    with duckdb.connect() as connection:
        query = f"""
            select job_key from {snapshot.relation("dim_jobs")}
            where n_days_seen = 2 and job_key in (select job_key from {snapshot.relation("fct_job_skills")})
            order by job_key limit 1
        """
        return int(connection.execute(query).fetchall()[0][0])


def trace(site: Site, job: int) -> Node:
    with duckdb.connect() as connection:
        return Tracer(site.lake, Journal(site.lake).newest(), connection).trace(job)


def nodes(root: Node, kind: str) -> list[Node]:
    found = [root] if root.kind == kind else []
    return found + [one for child in root.below for one in nodes(child, kind)]


def test_the_chain_of_a_job_holds_from_the_marts_to_the_calls(site: Site) -> None:
    root = trace(site, job_of(site))
    assert root.all_problems() == []
    assert {node.name for node in nodes(root, "mart")} > {"dim_jobs", "job_detail", "fct_job_skills", "fct_search_hits"}
    for kind in ("skills", "skill", "class", "posting", "raw", "call", "search"):
        assert nodes(root, kind), kind
    assert {str(node.made_by["partition"]) for node in nodes(root, "posting") if node.made_by} == {FIRST, LAST}
    runs = {str(node.made_by["run"]) for kind in ("mart", "class", "raw") for node in nodes(root, kind) if node.made_by}
    assert runs == {record.run_id for record in site.records}
    assert nodes(root, "call")[0].facts["status"] == "processed"
    assert nodes(root, "search")[0].facts["panel"] in ("software-berlin", "nursing-chicago")


def test_the_command_prints_the_tree_and_json_and_exits_with_the_verdict(site: Site) -> None:
    job = job_of(site)
    text, machine, unknown = site.run("trace", str(job)), site.run("trace", str(job), "--json"), site.run("trace", "12")
    assert text.returncode == machine.returncode == 0, text.stderr
    assert "intact: every digest, span and position holds" in text.stdout
    assert json.loads(machine.stdout)["intact"] is True
    assert unknown.returncode == 1
    assert "no partition of job_postings holds job 12" in unknown.stdout


def test_a_changed_byte_of_the_raw_answer_breaks_the_chain_there(copied: Site) -> None:
    job = job_of(copied)
    key = str(nodes(trace(copied, job), "raw")[0].name).partition(" ")[0]
    data = bytearray(copied.lake.get(key))
    data[-10] ^= 1
    copied.lake.path(key).write_bytes(data)
    problems = trace(copied, job).all_problems()
    assert any(key in problem for problem in problems), problems
    assert any(problem.startswith(f"raw_search_results {FIRST}: its digest is") for problem in problems)
    assert "BROKEN" in trace_text.as_text(trace(copied, job))


def test_another_job_at_the_position_is_noticed_even_in_a_sound_file(copied: Site) -> None:
    job = job_of(copied)
    raw = nodes(trace(copied, job), "raw")[0]
    key, position = str(raw.name).partition(" ")[0], int(str(raw.name).rpartition(" ")[2])
    answer = raw_answers.read(copied.lake, key)
    results = results_of(answer)
    results[position] = {**dict(results[position - 1])}  # type: ignore[call-overload]
    body = json.dumps({"data": {"jobs": results, "cursor": None}}).encode()
    copied.lake.replace(key, raw_answers.pack(answer.request.model_copy(update={"body_sha256": _sha(body)}), body))
    problems = trace(copied, job).all_problems()
    assert any(f"the job at position {position} is" in problem for problem in problems), problems


def test_a_missing_raw_file_is_said(copied: Site) -> None:
    job = job_of(copied)
    key = str(nodes(trace(copied, job), "raw")[0].name).partition(" ")[0]
    copied.lake.remove(key)
    assert f"{key} is missing" in trace(copied, job).all_problems()


def test_evidence_that_does_not_stand_is_said(copied: Site) -> None:
    job = job_of(copied)
    path = copied.lake.path(f"extracted_skills/search_date={LAST}/part.parquet")
    table = pq.ParquetFile(path).read()
    moved = pa.array([start + 1 for start in table["evidence_start"].to_pylist()], type=pa.int32())
    pq.write_table(table.set_column(table.schema.get_field_index("evidence_start"), "evidence_start", moved), path)
    problems = trace(copied, job).all_problems()
    assert any("its evidence does not stand at" in problem for problem in problems), problems
    assert any(problem.startswith(f"extracted_skills {LAST}: its digest is") for problem in problems)


def test_a_mart_that_was_exchanged_is_said(copied: Site) -> None:
    snapshot = current(copied.lake)
    assert snapshot is not None
    job = job_of(copied)
    path = snapshot.files("dim_jobs")[-1]
    table = pq.ParquetFile(path).read()
    pq.write_table(table.slice(0, 1), path)
    assert any(problem.startswith("dim_jobs: the file is not the one") for problem in trace(copied, job).all_problems())


def test_a_partition_that_no_run_is_recorded_for_is_said(site: Site) -> None:
    with duckdb.connect() as connection:
        root = Tracer(site.lake, {}, connection).trace(job_of(site))
    assert f"job_postings {FIRST}: no run is recorded that made it" in root.all_problems()


def _sha(body: bytes) -> str:
    import hashlib

    return hashlib.sha256(body).hexdigest()
