"""One attempt to materialize one partition of one asset: the row of `lineage_runs`, and what it was made from.

A `version` is what the partition holds: the digest of its file for a lake table, and for a dbt model the digest of its
code and of the versions it read, so that the same data and code have the same version whichever run made them.
"""

from datetime import datetime
from typing import Literal

import pyarrow as pa
from pydantic import BaseModel, ConfigDict

from assets.lake.schemas import INT, REAL, TEXT, TIME

Outcome = Literal["complete", "fail"]


class Input(BaseModel):
    """One asset that was read.

    Attributes:
        asset: Its key.
        partition: The day that was read; None where the whole asset was.
        version: Of what was read; over several partitions, the digest of their versions. None if never recorded.
        partitions: How many partitions that is.
        event_id: The newest materialization among what was read.
    """

    model_config = ConfigDict(frozen=True)

    asset: str
    partition: str | None = None
    version: str | None = None
    partitions: int = 1
    event_id: str | None = None


class Materialization(BaseModel):
    """A row of `lineage_runs`.

    Attributes:
        event_id: Unique: the Dagster instance and its storage id of the event; for a failed attempt the instance, run,
            asset and partition.
        changed: Whether the partition holds another version than before.
        seconds: Of the dbt model, else of the step, which its assets and days share.
        rows_in: Rows of the inputs, as last recorded for what was read; None if an input reports none.
        rows_out: Rows of the partition.
        rows_new: Of a lake table: rows whose key the partition did not hold before; None where that is not known.
        rows_changed: Of a lake table: rows whose key it held with other values.
    """

    model_config = ConfigDict(frozen=True)

    event_id: str
    outcome: Outcome
    asset: str
    partition: str | None = None
    version: str | None = None
    previous_version: str | None = None
    changed: bool = False
    code_version: str | None = None
    data_version: str | None = None
    run_id: str
    job: str
    step: str
    launched_by: str
    range_start: str | None = None
    range_end: str | None = None
    started_at: datetime
    finished_at: datetime
    seconds: float | None = None
    rows_in: int | None = None
    rows_out: int | None = None
    rows_new: int | None = None
    rows_changed: int | None = None
    rows_quarantined: int | None = None
    credits: int | None = None
    cost_usd: float | None = None
    bytes: int | None = None
    uri: str | None = None
    checks_passed: int = 0
    checks_failed: int = 0
    inputs: tuple[Input, ...] = ()
    error: str | None = None


INPUT = pa.struct([("asset", TEXT), ("partition", TEXT), ("version", TEXT), ("partitions", INT), ("event_id", TEXT)])
_TYPES = {"started_at": TIME, "finished_at": TIME, "seconds": REAL, "cost_usd": REAL, "changed": pa.bool_()}
_TYPES |= dict.fromkeys(
    ("rows_in", "rows_out", "rows_new", "rows_changed", "rows_quarantined", "credits", "bytes"), INT
) | dict.fromkeys(("checks_passed", "checks_failed"), INT)
_TYPES |= {"inputs": pa.list_(INPUT)}
SCHEMA = pa.schema([(name, _TYPES.get(name, TEXT)) for name in Materialization.model_fields])


def to_table(records: list[Materialization]) -> pa.Table:
    """Records as rows of `lineage_runs`, in the order given."""
    return pa.Table.from_pylist([record.model_dump() for record in records], schema=SCHEMA)


def from_table(table: pa.Table) -> list[Materialization]:
    """The records of such a table."""
    return [Materialization.model_validate({**row, "inputs": tuple(row["inputs"])}) for row in table.to_pylist()]
