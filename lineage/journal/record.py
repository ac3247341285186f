"""One attempt to materialize one partition of one asset: the row of `lineage_runs`, and what it was made from.

A `version` is what the partition holds: the digest of its file for a lake table, and for a dbt model the digest of its
code and of the versions it read, so that the same data and code have the same version whichever run made them.
"""

from datetime import datetime
from typing import Literal

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field

from assets.lake.tables.schemas import INT, REAL, TEXT, TIME

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
    """A row of `lineage_runs`; what each field means is said where it stands."""

    model_config = ConfigDict(frozen=True)

    event_id: str = Field(
        description="Unique: the Dagster instance and its storage id of the event; for a failed attempt the instance, "
        "run, asset and partition."
    )
    outcome: Outcome = Field(description="complete or fail.")
    asset: str = Field(description="The asset.")
    partition: str | None = Field(default=None, description="Its day; null for a whole table.")
    version: str | None = Field(default=None, description="What the partition holds: a digest.")
    previous_version: str | None = Field(default=None, description="What it held before; null for the first.")
    changed: bool = Field(default=False, description="Whether the partition holds another version than before.")
    code_version: str | None = Field(default=None, description="Version of the code or the rules that made it.")
    data_version: str | None = Field(default=None, description="Dagster's own version of the data.")
    run_id: str = Field(description="The run.")
    job: str = Field(description="Its job.")
    step: str = Field(description="Its step.")
    launched_by: str = Field(description="Who started it: a schedule, a backfill, a sensor or a person.")
    range_start: str | None = Field(default=None, description="First day of the run's range.")
    range_end: str | None = Field(default=None, description="Last day of the run's range.")
    started_at: datetime = Field(description="When the step began (UTC).")
    finished_at: datetime = Field(description="When it was made, or had failed (UTC).")
    seconds: float | None = Field(default=None, description="Of the dbt model, else of the step, which its days share.")
    rows_in: int | None = Field(default=None, description="Rows of the inputs; null if an input reports none.")
    rows_out: int | None = Field(default=None, description="Rows of the partition.")
    rows_new: int | None = Field(default=None, description="Of a lake table: rows with new keys; null if not known.")
    rows_changed: int | None = Field(
        default=None, description="Of a lake table: rows whose key stood there with other values."
    )
    rows_quarantined: int | None = Field(default=None, description="Results that became no row.")
    credits: int | None = Field(default=None, description="API credits spent.")
    cost_usd: float | None = Field(default=None, description="Cost in US dollars.")
    bytes: int | None = Field(default=None, description="Size of the file.")
    uri: str | None = Field(default=None, description="Where it was written, below the lake.")
    checks_passed: int = Field(default=0, description="How many checks it passed.")
    checks_failed: int = Field(default=0, description="How many checks it failed.")
    inputs: tuple[Input, ...] = Field(default=(), description="What it was made from; the fields are those of Input.")
    error: str | None = Field(default=None, description="Why the attempt failed, in one line.")


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
