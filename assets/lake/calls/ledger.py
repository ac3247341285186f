"""The ledger: one row for each outbound call attempt, of any kind, whatever became of it.

Before a call its intent is appended to a journal and synced; after it, the record. So a killed process leaves an intent
without a record, which reads as a call that was interrupted and counts as spent: money is never assumed unspent.
`compact` turns a day's journals into the Parquet file that dbt reads. Budgets are computed from it elsewhere.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args

from assets.lake.calls.journal_lines import read_journal
from assets.lake.storage.damage import DamageError
from assets.lake.storage.storage import Lake
from assets.lake.tables.column_bounds import misfits
from assets.lake.tables.schemas import API_CALLS

Kind = Literal["search", "classify", "extract"]
INTERRUPTED = "interrupted"
INTENT, RECORD = "intent", "record"
JOURNAL, SET_ASIDE = "journal", "set_aside"
NEEDED = frozenset({"search_date", "call_id", "called_at", "kind", "provider", "endpoint", "status", "run_id"})
ERROR_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call attempt: a row of API_CALLS. What is not known before the call stays None in its intent."""

    search_date: date
    call_id: str
    called_at: datetime
    kind: Kind
    provider: str
    endpoint: str
    status: str
    search_name: str | None = None
    search_version: str | None = None
    panel: str | None = None
    query: str | None = None
    country: str | None = None
    date_posted: str | None = None
    page: int | None = None
    job_key: int | None = None
    attempt: int = 1
    http_status: int | None = None
    response_ms: int | None = None
    credits: int = 0
    quota_left: int | None = None
    model: str | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost_usd: float | None = None
    results: int | None = None
    request_key: str | None = None
    raw_file: str | None = None
    error: str | None = None
    run_id: str | None = None

    def row(self) -> dict[str, Any]:
        """The columns of API_CALLS."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


class Ledger:
    """The ledger of a lake, written by one run.

    Args:
        lake: Where it lies.
        run_id: Names the journal this run writes; any text.
    """

    def __init__(self, lake: Lake, run_id: str) -> None:
        self.lake = lake
        self.run_id = run_id

    def intend(self, call: Call) -> None:
        """Write down a call that is about to be made, with the credits it costs if nothing more is ever heard of it."""
        self._append(INTENT, replace(call, status=INTERRUPTED, run_id=self.run_id))

    def record(self, call: Call) -> None:
        """Write down what became of a call (also of one that was never intended, such as an unavailable day)."""
        self._append(RECORD, replace(call, run_id=self.run_id))

    def rows(self, day: date, kind: Kind | None = None) -> list[Call]:
        """All calls of a day, each once, in order of the table; interrupted calls included."""
        found: dict[str, Call] = {}
        for row in self._compacted(day, kind):
            found[row.call_id] = row
        intents: dict[str, Call] = {}
        for key in self._journals(day, kind):
            for step, call in read_journal(self.lake.get(key), _entry)[0]:
                if step == INTENT:
                    intents.setdefault(call.call_id, call)
                else:
                    found[call.call_id] = call
        for call_id, call in intents.items():
            found.setdefault(call_id, call)
        return sorted(found.values(), key=_order)

    def compact(self, days: Iterable[date], kinds: Iterable[Kind] = get_args(Kind)) -> int:
        """Write the Parquet files of some days from their journals; the number of rows. Same journals, same bytes.

        A line that is no call is set aside, in a copy: journals are only ever added to. One lock for all days, so that
        a bucket is looked at once.
        """
        folder, days = API_CALLS.name, list(days)
        if not days:
            return 0
        with self.lake.hold(folder, "the ledger", f"process {os.getpid()}", (folder, f"index/{folder}")):
            return sum(self._compact(day, kind) for day in days for kind in kinds)

    def _compact(self, day: date, kind: Kind) -> int:
        for key in self._journals(day, kind):
            bad = read_journal(self.lake.get(key), _entry)[1]
            if bad:
                aside = key.replace(f"/{JOURNAL}/", f"/{SET_ASIDE}/")
                self.lake.replace(aside, b"".join(line.content + b"\n" for line in bad))
        rows = self.rows(day, kind)
        if rows:
            self.lake.write_partition(API_CALLS, day, [row.row() for row in rows], name=kind)
        self._fold(day, kind)
        return len(rows)

    def unreadable_lines(self, day: date) -> list[DamageError]:
        """The lines of a day's journals that are no calls, by journal."""
        found = []
        for key in self._journals(day, None):
            bad = read_journal(self.lake.get(key), _entry)[1]
            if bad:
                lines = ", ".join(str(line.number) for line in bad[:5]) + (", ..." if len(bad) > 5 else "")
                reason = f"no call in line {lines} of the journal ({bad[0].problem})"
                aside = key.replace(f"/{JOURNAL}/", f"/{SET_ASIDE}/")
                remedy = f"A run sets it aside in {aside}; a call that it ended counts as interrupted, and so as spent"
                found.append(DamageError(key, reason, remedy))
        return found

    def days(self) -> list[date]:
        """The days for which there are calls or journals, in order."""
        return sorted(self._files())

    def _files(self) -> dict[date, list[str]]:
        """The files of each day, by day; names relative to the day's folder."""
        found: dict[date, list[str]] = {}
        for key in self.lake.keys(API_CALLS.name):
            folder, _, name = key.removeprefix(f"{API_CALLS.name}/search_date=").partition("/")
            found.setdefault(date.fromisoformat(folder), []).append(name)
        return found

    def since(self, moment: datetime, kind: Kind) -> list[Call]:
        """All calls made at or after a moment, whichever day they were made for, in order of time.

        A journal's name holds the UTC day of its calls, so a year of older ones stays unopened.
        """
        first = f"{moment.astimezone(UTC):%Y-%m-%d}"
        found: list[Call] = []
        for day, names in self._files().items():
            dates = [_call_date(name, kind) for name in names if _is_journal(name, kind)]
            if not dates or max(dates) >= first:
                found += (call for call in self.rows(day, kind) if call.called_at >= moment)
        return sorted(found, key=_order)

    def credits_spent(self, since: datetime, providers: Iterable[str], kind: Kind = "search") -> int:
        """Credits spent at these providers since a moment; interrupted calls count as spent."""
        paid = set(providers)
        return sum(call.credits for call in self.since(since, kind) if call.provider in paid)

    def _append(self, step: str, call: Call) -> None:
        run = re.sub(r"[^A-Za-z0-9_-]+", "-", self.run_id) or "run"
        key = f"{_folder(call.search_date)}/{JOURNAL}/{call.kind}-{call.called_at:%Y-%m-%d}-{run}.ndjson"
        self.lake.append(key, _line(step, _fitting(call)))

    def _compacted(self, day: date, kind: Kind | None) -> list[Call]:
        """The rows of the day's Parquet files; a damaged one is passed over where its journals can make it again."""
        found: list[Call] = []
        for one in get_args(Kind) if kind is None else [kind]:
            try:
                table = self.lake.read_partitions(API_CALLS, [day], name=one)
            except DamageError:
                if not self._journals(day, one):
                    raise
                continue
            found += [Call(**row) for row in table.to_pylist()]
        return found

    def _journals(self, day: date, kind: Kind | None) -> list[str]:
        folder = f"{_folder(day)}/{JOURNAL}"
        return [f"{folder}/{name}" for name in self.lake.names(folder) if kind is None or name.startswith(f"{kind}-")]

    def _fold(self, day: date, kind: Kind) -> None:
        """Make one journal of the many that a lake leaves in which nothing can be added to.

        Killed between the two steps it leaves lines twice, which read as once.
        """
        keys = self._journals(day, kind)
        if self.lake.folder is not None or len(keys) < 2:
            return
        lines = b"".join(self.lake.get(key) for key in keys)
        latest = max(_call_date(f"{JOURNAL}/{key.rpartition('/')[2]}", kind) for key in keys)
        digest = hashlib.sha256(lines).hexdigest()[:16]
        folded = f"{_folder(day)}/{JOURNAL}/{kind}-{latest}-folded-{digest}.ndjson"
        self.lake.put_once(folded, lines)
        for key in keys:
            if key != folded:
                self.lake.remove(key)


def _folder(day: date) -> str:
    return f"{API_CALLS.name}/search_date={day:%Y-%m-%d}"


def _order(call: Call) -> tuple[datetime, str]:
    return call.called_at, call.call_id


def _is_journal(name: str, kind: Kind) -> bool:
    return name.startswith(f"{JOURNAL}/{kind}-")


def _call_date(name: str, kind: Kind) -> str:
    return name.removeprefix(f"{JOURNAL}/{kind}-")[:10]


def _fitting(call: Call) -> Call:
    """The call as the table can hold it: one odd number of an endpoint must not make its day unreadable."""
    error = call.error and " ".join(call.error.split())[:ERROR_LENGTH]
    call = replace(call, error=error and error.encode("utf-8", "replace").decode())
    odd = misfits(API_CALLS, call.row(), least=0)
    lost = sorted(NEEDED & odd.keys())
    if lost:
        raise ValueError(f"the call cannot be written down: {odd[lost[0]]}")
    if not odd:
        return call
    said = "; ".join([*([call.error] if call.error else []), *odd.values()])
    unknown: dict[str, Any] = {name: 0 if name == "credits" else None for name in odd}
    return replace(call, **{**unknown, "error": said[:ERROR_LENGTH]})


def _line(step: str, call: Call) -> bytes:
    values = {name: _plain(value) for name, value in call.row().items() if value is not None}
    return json.dumps({"step": step, **values}, ensure_ascii=False, sort_keys=True).encode()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _entry(line: bytes) -> tuple[str, Call]:
    """A journal line; ValueError, TypeError or KeyError where it is none, or none that the table can hold."""
    entry = json.loads(line)
    if not isinstance(entry, dict):
        raise TypeError("no JSON object")
    known = {field.name for field in fields(Call)}
    values = {name: value for name, value in entry.items() if name in known}
    values["search_date"] = date.fromisoformat(values["search_date"])
    values["called_at"] = datetime.fromisoformat(values["called_at"]).astimezone(UTC)
    odd = misfits(API_CALLS, values)
    if odd:
        raise ValueError(next(iter(odd.values())))
    if entry["step"] not in {INTENT, RECORD} or values["kind"] not in get_args(Kind):
        raise ValueError("a step or kind that is not known")
    return entry["step"], Call(**values)
