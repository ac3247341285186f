"""The files of a snapshot: each mart in buckets, those that hold what an earlier snapshot holds kept as they are.

Rows stand in the order of the mart's grain, so that equal marts are equal bytes.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from pyarrow.parquet import read_metadata

from assets.lake.readers.sql_literal import sql_literal
from assets.lake.snapshots.publishing import MartFile
from assets.lake.snapshots.snapshots import FOLDER, Stored, is_sound, snapshots
from assets.lake.storage.partition_writer import file_digest
from assets.lake.storage.storage import Lake
from assets.marts.files import job_pages, list_index, word_index
from assets.marts.files.buckets import Bucket, Cut, buckets

Schema = list[dict[str, str]]


@dataclass(frozen=True)
class Mart:
    """One mart to publish: its table, the columns that order it, what it and each column is, how it is cut."""

    name: str
    relation: str
    grain: tuple[str, ...]
    description: str
    columns: Mapping[str, str]
    cut: Cut = "none"


def mart_files(
    connection: duckdb.DuckDBPyConnection, marts: Sequence[Mart], lake: Lake, folder: Path
) -> Iterator[MartFile]:
    """Every file of the marts and of what lists are made and words found by; new ones are written into the folder."""
    known = known_files(lake)
    places: dict[str, list[Path]] = {}
    pages: list[tuple[MartFile, Path]] = []
    root = lake.path(FOLDER)
    for mart in marts:
        for file in _files(connection, mart, known, folder, root):
            place = root / file.kept if file.kept else file.built(folder)
            places.setdefault(file.mart, []).append(place)
            if file.mart == job_pages.NAME:
                pages.append((file, place))
            yield file
    relations = {name: f"read_parquet([{', '.join(map(sql_literal, found))}])" for name, found in places.items()}
    said = {mart.name: mart.columns for mart in marts}
    for table, path in list_index.write_list_index(connection, folder, relations):
        columns = {name: text for source in table.sources for name, text in said.get(source, {}).items()}
        schema = schema_of(connection, f"read_parquet({sql_literal(path)})", {**columns, **table.columns})
        yield described(path, MartFile(table.name, 0, schema, "", 0, table.description))
    yield from word_index.word_files(connection, pages, known, folder, root)


def known_files(lake: Lake) -> dict[tuple[str, str, str], Stored]:
    """The files of the snapshots that are there, by mart, bucket and source, where the source is known."""
    found: dict[tuple[str, str, str], Stored] = {}
    for snapshot in reversed(snapshots(lake)):
        try:
            stored = list(snapshot.everything())
        except (ValueError, KeyError, TypeError):  # damaged: nothing of it is kept
            continue
        found |= {(mart, file.bucket, file.source): file for mart, file in stored if file.source}
    return found


def _files(
    connection: duckdb.DuckDBPyConnection,
    mart: Mart,
    known: Mapping[tuple[str, str, str], Stored],
    folder: Path,
    root: Path,
) -> Iterator[MartFile]:
    schema = schema_of(connection, mart.relation, mart.columns)
    pages = mart.name == job_pages.DETAIL
    said = MartFile(mart.name, 0, schema, "", 0, mart.description)
    if pages:
        said = MartFile(job_pages.NAME, 0, job_pages.columns(mart.columns), "", 0, job_pages.DESCRIPTION)
    rows = 0
    for bucket in buckets(connection, mart.relation, mart.cut):
        file = replace(said, bucket=bucket.name, source=bucket.source)
        had = known.get((file.mart, file.bucket, file.source))
        # Its digest is taken again: what was damaged meanwhile is written anew.
        if had and is_sound(root / had.name, had.digest):
            file = replace(file, rows=had.rows, digest=had.digest, bytes=had.bytes, kept=had.name)
        else:
            path = file.built(folder)
            if pages:
                job_pages.write_job_pages(connection, mart.relation, path, bucket)
            else:
                copy_bucket(connection, mart, bucket, path)
            file = described(path, file)
        rows += file.rows
        yield file
    if pages:
        view = job_pages.detail_view(schema)
        digest = hashlib.sha256(view["sql"].encode()).hexdigest()
        yield MartFile(mart.name, rows, schema, digest, 0, mart.description, view=view)


def copy_bucket(connection: duckdb.DuckDBPyConnection, mart: Mart, bucket: Bucket, path: Path) -> None:
    """Write a bucket of a mart, rows in order of grain."""
    order = ", ".join(f'"{column}"' for column in mart.grain)
    condition = bucket.condition
    if mart.cut == "job" and not mart.name.startswith("dim_"):
        condition = f"job_key in (select job_key from marts.dim_jobs where {condition})"  # noqa: S608 - our own
    rows = f"select * from {mart.relation} where {condition} order by {order}"  # noqa: S608 - names from dbt
    connection.execute(f"copy ({rows}) to {sql_literal(path)} (format parquet, compression zstd)")


def schema_of(connection: duckdb.DuckDBPyConnection, relation: str, columns: Mapping[str, str]) -> Schema:
    """The columns of a relation; `columns` describes some or all of them."""
    found = connection.execute(f"describe from {relation}").fetchall()
    return [
        {"name": str(name), "type": str(kind), "description": columns.get(str(name), "")} for name, kind, *_ in found
    ]


def described(path: Path, file: MartFile) -> MartFile:
    """What the manifest says of a finished file."""
    return replace(file, rows=read_metadata(path).num_rows, digest=file_digest(path), bytes=path.stat().st_size)
