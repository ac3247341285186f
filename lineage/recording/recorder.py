"""The recorder: turns what Dagster's event log says since last time into lineage records and OpenLineage events.

No asset names it. It runs after a command-line run, when a run ends under the daemon, before marts are published and by
hand; each time it catches up whatever it missed, and an event is recorded once however often it runs.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import dagster as dg

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TABLES
from lineage.journal.journal import Journal
from lineage.journal.record import Materialization
from lineage.journal.versions import Current, Versions, made_version
from lineage.recording import event_log
from lineage.recording.event_log import Check, Made, Run
from lineage.recording.events import Columns, Described, events
from lineage.recording.figures import code_version, figures
from lineage.recording.row_changes import row_changes

INSTANCE_FILE = "lineage-instance"
INSTANCE_KEY = "joblake-lineage-instance"
LOCK = "lineage"
ColumnsOf = Callable[[str], Columns]


@dataclass(frozen=True)
class Recorder:
    """Records one Dagster instance into the journal of one lake.

    Attributes:
        instance_id: Names the instance for ever: storage ids mean nothing without it.
        columns_of: The column lineage of an asset; empty where it is not known.
    """

    journal: Journal
    instance: dg.DagsterInstance
    instance_id: str
    columns_of: ColumnsOf = lambda _asset: {}

    def record(self) -> list[Materialization]:
        """Record everything that is not recorded yet; what was added."""
        # Runs of other machines are recorded here too: what they wrote is looked up in the indexes.
        with self.journal.lake.hold(LOCK, "the record of lineage", f"process {os.getpid()}", ("lineage", "index")):
            added = list(self._materializations(self.journal.versions()))
            added += list(self._failures())
            self.journal.compact()
            return added

    def _materializations(self, versions: Versions) -> Iterator[Materialization]:
        runs: dict[str, Run] = {}
        for batch in event_log.materializations(self.instance, self.journal.cursor(self.instance_id)):
            for day, same_day in groupby(batch, key=lambda made: made.at.date()):
                entries = [(made, self._run(runs, made.run_id)) for made in same_day]
                yield from self._write(day, entries, versions)

    def _write(self, day: date, entries: list[tuple[Made, Run]], versions: Versions) -> list[Materialization]:
        records, lines = [], []
        for made, run in entries:
            record = self._complete(made, run, versions)
            versions.apply(record)
            records.append(record)
            lines += [event.line() for event in events(record, run, self._described(made, run))]
        name = f"{self.instance_id}-{entries[0][0].storage_id:09d}-{entries[-1][0].storage_id:09d}"
        self.journal.write(day, name, records, lines)
        return records

    def _run(self, runs: dict[str, Run], run_id: str) -> Run:
        if run_id not in runs:
            runs[run_id] = event_log.read_run(self.instance, run_id)
        return runs[run_id]

    def _complete(self, made: Made, run: Run, versions: Versions) -> Materialization:
        read = [versions.read(asset, made.partition) for asset in made.upstream]
        inputs, rows = tuple(item for item, _ in read), [count for _, count in read]
        code = code_version(self.journal.lake, made)
        own = str(made.metadata.get("digest") or _given_version(made) or made_version(code, inputs))
        before = versions.of(made.asset, made.partition)
        checks = _checks(made, run)
        started = run.started.get(made.step, made.at)
        return Materialization(
            **_attempt(run, made.step, made.asset, made.partition),
            event_id=f"{self.instance_id}-{made.storage_id}",
            outcome="complete",
            version=own,
            previous_version=before.version if before else None,
            changed=before is None or before.version != own,
            code_version=code,
            data_version=made.tags.get("dagster/data_version"),
            started_at=min(started, made.at),
            finished_at=made.at,
            rows_in=None if None in rows or not rows else sum(count or 0 for count in rows),
            checks_passed=sum(check.passed for check in checks),
            checks_failed=sum(not check.passed for check in checks),
            inputs=inputs,
            **self._rows_changed(made, own, before),
            **figures(made, (run.finished.get(made.step, made.at) - started).total_seconds()),
        )

    def _rows_changed(self, made: Made, version: str, before: Current | None) -> dict[str, int]:
        if made.asset not in TABLES:
            return {}
        if before is not None and before.version == version:
            return {"rows_new": 0, "rows_changed": 0}
        return row_changes(self.journal.lake, TABLES[made.asset], made.partition, version, first=before is None)

    def _described(self, made: Made, run: Run) -> Described:
        table = made.metadata.get("dagster/column_schema")
        return Described(
            schema=tuple((column.name, column.type) for column in table.columns) if table else (),
            columns=self.columns_of(made.asset),
            checks=tuple(_checks(made, run)),
        )

    def _failures(self) -> Iterator[Materialization]:
        known = self.journal.failed_runs(self.instance_id)
        for run_id in event_log.ended_badly(self.instance):
            if run_id in known:
                continue
            run = event_log.read_run(self.instance, run_id)
            made = event_log.made_in(self.instance, run_id)
            failed = [self._failed(run, step, asset, day) for step, asset, day in run.unmade(made)]
            if failed:
                lines = [event.line() for record in failed for event in events(record, run, Described())]
                self.journal.write(failed[0].finished_at.date(), f"{self.instance_id}-failed-{run_id}", failed, lines)
            yield from failed

    def _failed(self, run: Run, step: str, asset: str, partition: str | None) -> Materialization:
        ended = run.finished.get(step) or run.ended or run.started[step]
        return Materialization(
            **_attempt(run, step, asset, partition),
            event_id=f"{self.instance_id}-{run.run_id}-{asset}-{partition or ''}",
            outcome="fail",
            started_at=run.started[step],
            finished_at=ended,
            seconds=(ended - run.started[step]).total_seconds(),
            error=run.errors.get(step, f"the run ended ({run.status}) before the step did"),
        )


def instance_id(home: Path) -> str:
    """The id of the Dagster instance in a folder: made once, kept beside its history and lost with it."""
    path = home / INSTANCE_FILE
    home.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(secrets.token_hex(4), encoding="ascii")
        with suppress(FileExistsError):  # of processes that start together, one names the instance, whole at once
            os.link(beside, path)
        beside.unlink()
    return path.read_text(encoding="ascii").strip()


def shared_instance_id(instance: dg.DagsterInstance, lake: Lake) -> str:
    """The id of an instance whose history several machines share: made once, kept in that history."""
    storage = instance.run_storage
    found = storage.get_cursor_values({INSTANCE_KEY}).get(INSTANCE_KEY)
    if found is None:
        with lake.hold(INSTANCE_FILE, "the name of the instance", f"process {os.getpid()}", (INSTANCE_FILE,)):
            found = storage.get_cursor_values({INSTANCE_KEY}).get(INSTANCE_KEY)
            if found is None:
                found = secrets.token_hex(4)
                storage.set_cursor_values({INSTANCE_KEY: found})
    return found


def _attempt(run: Run, step: str, asset: str, partition: str | None) -> dict[str, Any]:
    """What is known of an attempt whatever became of it."""
    first, last = run.window
    return {
        "asset": asset, "partition": partition, "run_id": run.run_id, "job": run.job, "step": step,
        "launched_by": run.launched_by, "range_start": first, "range_end": last,
    }  # fmt: skip


def _checks(made: Made, run: Run) -> list[Check]:
    """The verdicts on a materialization: on its own day, or on everything the run made."""
    return [check for check in run.checks[made.asset] if check.partition in (None, made.partition)]


def _given_version(made: Made) -> str | None:
    """The data version an asset gave itself; Dagster's own is no digest of anything that was written."""
    given = made.tags.get("dagster/data_version_is_user_provided") == "true"
    return made.tags.get("dagster/data_version") if given else None
