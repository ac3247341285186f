"""One job followed from the published marts down to the raw answers and the calls that brought them.

It trusts nothing it can check: digests are taken again, evidence is looked for at its span, and the object at the raw
position must be this job. What does not hold is a problem of the node where it was found. `trace_text` prints it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import zstandard

from assets.lake.raw import raw_answers
from assets.lake.readers.sql_literal import sql_literal
from assets.lake.snapshots.snapshots import FOLDER, DamagedSnapshotError, Snapshot, is_sound, pointer
from assets.lake.storage.storage import Lake, as_pattern
from assets.lake.tables.schemas import API_CALLS, CLASSIFIED_JOBS, EXTRACTED_SKILLS, JOB_POSTINGS, TableSpec
from lineage.current.staleness import RAW, digest_now
from lineage.journal.record import Materialization
from lineage.trace.trace_nodes import Node, Row, not_this_job, search_node, skill_node, speaking_rows


@dataclass(frozen=True)
class Tracer:
    """Traces jobs through one lake.

    Attributes:
        newest: The newest materialization of each asset and partition.
    """

    lake: Lake
    newest: dict[tuple[str, str | None], Materialization]
    connection: duckdb.DuckDBPyConnection
    _checked: dict[tuple[str, str | None], list[str]] = field(default_factory=dict)

    def trace(self, job_key: int) -> Node:
        """The tree of one job; a job nobody has seen is a root with a problem and nothing below."""
        postings = self._lake_rows(JOB_POSTINGS, job_key)
        if not postings:
            return Node("job", f"job {job_key}", problems=[f"no partition of job_postings holds job {job_key}"])
        last = postings[-1]
        root = Node("job", f"job {job_key}: {last['title']} at {last['employer'] or 'an unnamed employer'}")
        texts = {row["search_date"]: row["description"] for row in speaking_rows(postings)}
        root.below = [
            *self._marts(job_key),
            *self._skills(job_key, texts),
            *self._classes(job_key),
            *(self._posting(row) for row in postings),
        ]
        return root

    def _marts(self, job_key: int) -> Iterator[Node]:
        published = self.lake.published()
        named, problem = pointer(published)
        if not named or problem:
            yield Node("mart", "published marts", problems=[problem or "no snapshot is published"])
            return
        snapshot = Snapshot(named, published.path(FOLDER))
        try:
            marts = list(snapshot.marts.values())
        except DamagedSnapshotError as error:
            yield Node("mart", "published marts", problems=[str(error)])
            return
        for mart in marts:
            if any(column["name"] == "job_key" for column in mart["schema"]):
                yield self._mart(snapshot, mart, job_key)

    def _mart(self, snapshot: Snapshot, mart: Mapping[str, Any], job_key: int) -> Node:
        node = Node("mart", mart["mart"], {"snapshot": snapshot.snapshot_id})
        for file in snapshot.stored(mart["mart"]):
            if not (snapshot.root / file.name).is_file():
                node.problems.append(
                    f"{mart['mart']}: its file is missing from snapshot {snapshot.snapshot_id} ({file.name})"
                )
                return node
            if not is_sound(snapshot.root / file.name, file.digest):
                node.problems.append(f"{mart['mart']}: the file is not the one that was published as {file.name}")
                return node
        query = f"select count(*) as n from {snapshot.relation(mart['mart'])} where job_key = $1"  # noqa: S608
        counted = self._rows(query, job_key)
        node.facts["rows"] = counted[0]["n"]
        if mart["mart"] == "dim_jobs" and not counted[0]["n"]:
            node.problems.append(f"dim_jobs of snapshot {snapshot.snapshot_id} does not hold job {job_key}")
        node.made_by = self._made_by(mart["mart"], None) or self._latest(mart["mart"])
        return node

    def _skills(self, job_key: int, texts: dict[date, str]) -> Iterator[Node]:
        rows = self._lake_rows(EXTRACTED_SKILLS, job_key)
        days = sorted({row["search_date"] for row in rows})
        for day in days:
            of_day = [row for row in rows if row["search_date"] == day]
            facts = {"extractor": of_day[0]["extractor_version"], "latest": day == days[-1]}
            node = self._node("skills", f"{len(of_day)} skills extracted from {day}", EXTRACTED_SKILLS.name, day, facts)
            node.below = [skill_node(row, texts.get(day)) for row in of_day]
            yield node

    def _classes(self, job_key: int) -> Iterator[Node]:
        for row in self._lake_rows(CLASSIFIED_JOBS, job_key):
            facts = {name: row[name] for name in ("confidence", "source", "evidence", "classifier_version")}
            day = row["search_date"]
            yield self._node("class", f"{row['category']} on {day}", CLASSIFIED_JOBS.name, day, facts)

    def _posting(self, row: Row) -> Node:
        facts = {name: row[name] for name in ("content_hash", "normaliser_version")}
        day = row["search_date"]
        node = self._node("posting", f"posting of {day}, found by {row['search_name']}", JOB_POSTINGS.name, day, facts)
        node.below = [self._raw(row)]
        return node

    def _raw(self, row: Row) -> Node:
        key, position = row["raw_file"], row["raw_position"]
        node = self._node("raw", f"{key} at position {position}", RAW, row["search_date"], {})
        try:
            answer = raw_answers.read(self.lake, key)
        except FileNotFoundError:
            node.problems.append(f"{key} is missing")
            return node
        except (ValueError, zstandard.ZstdError) as error:
            node.problems.append(f"{key} can't be read: {error}")
            return node
        node.problems += not_this_job(answer, row)
        node.facts = {"body_sha256": answer.request.body_sha256, "outcome": answer.request.outcome}
        calls = self._calls(row, saved=answer.request.outcome == "recorded")
        node.below = [*calls, search_node(answer.request)]
        return node

    def _calls(self, row: Row, *, saved: bool) -> Iterator[Node]:
        """The calls for a raw answer; a saved one was read from a folder, so the ledger of this lake has none."""
        days = [row["search_date"]]
        calls = self.lake.read_partitions(API_CALLS, days).to_pylist() if self.lake.files(API_CALLS, days) else []
        mine = [
            call for call in calls if call["raw_file"] == row["raw_file"] or call["request_key"] == row["request_key"]
        ]
        facts = ("called_at", "provider", "status", "http_status", "response_ms", "credits", "run_id")
        for call in mine:
            yield self._node(
                "call",
                f"call {call['call_id']}",
                API_CALLS.name,
                row["search_date"],
                {name: call[name] for name in facts},
            )
        if not mine:
            missing = f"the ledger of {row['search_date']} has no call for {row['raw_file']}"
            yield Node("call", "no call: a saved answer" if saved else "no call", problems=[] if saved else [missing])

    def _node(self, kind: str, name: str, asset: str, day: date, facts: Row) -> Node:
        partition = day.isoformat()
        return Node(kind, name, facts, self._made_by(asset, partition), self._intact(asset, partition))

    def _intact(self, asset: str, partition: str) -> list[str]:
        """What is wrong with a partition as a whole; said once, where it is met first."""
        if (asset, partition) in self._checked:
            return []
        record = self.newest.get((asset, partition))
        if record is None:
            problems = [f"{asset} {partition}: no run is recorded that made it"]
        else:
            now = digest_now(self.lake, record, always=True)
            problems = [] if now == record.version else [
                f"{asset} {partition}: its digest is {now}, but run {record.run_id} wrote {record.version}"
            ]  # fmt: skip
        self._checked[asset, partition] = problems
        return problems

    def _made_by(self, asset: str, partition: str | None) -> Row | None:
        record = self.newest.get((asset, partition))
        if record is None:
            return None
        return {
            "asset": asset, "partition": record.partition, "version": record.version,
            "code_version": record.code_version, "run": record.run_id, "at": record.finished_at,
        }  # fmt: skip

    def _latest(self, asset: str) -> Row | None:
        days = [part for part in self.newest if part[0] == asset]
        last = max(days, key=lambda part: self.newest[part].finished_at, default=None)
        return self._made_by(*last) if last else None

    def _lake_rows(self, spec: TableSpec, job_key: int) -> list[Row]:
        """A job's rows of a lake table, in order of day and of the table."""
        files = self.lake.files(spec)
        if not files:
            return []
        order = ", ".join(["search_date", *spec.sort])
        listed = ", ".join(sql_literal(as_pattern(file)) for file in files)
        source = f"read_parquet([{listed}], hive_partitioning = false)"
        return self._rows(f"select * from {source} where job_key = $1 order by {order}", job_key)  # noqa: S608 - our names

    def _rows(self, query: str, job_key: int) -> list[Row]:
        cursor = self.connection.execute(query, [job_key])
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
