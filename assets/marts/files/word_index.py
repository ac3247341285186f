"""job_words: the words of published jobs, a segment of a search index per bucket of their pages.

Made from the pages and nothing else, so that what is masked there is masked here. A bucket whose pages an earlier
snapshot holds keeps its segment. How words are laid out and asked is `assets/lake/words`.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import tantivy

from assets.lake.readers.sql_literal import sql_literal
from assets.lake.snapshots.publishing import MartFile
from assets.lake.snapshots.snapshots import Stored, is_sound
from assets.lake.storage.partition_writer import file_digest
from assets.lake.words.layout import KEY, NAME, field_of, layout_version, schema, spelled, with_tokenizers

# Of one writer; a bucket that does not fit becomes several segments.
HEAP_BYTES = 256_000_000
BATCH = 500
DESCRIPTION = "The words of the published jobs: titles, employers, places, skills and texts."


def word_files(
    connection: duckdb.DuckDBPyConnection,
    pages: Sequence[tuple[MartFile, Path]],
    known: Mapping[tuple[str, str, str], Stored],
    folder: Path,
    root: Path,
) -> Iterator[MartFile]:
    """The files of the index; new ones are written into the folder.

    Args:
        connection: Any connection; nothing is left in it.
        pages: The files of job_pages and where each lies.
        known: The files of earlier snapshots by name, bucket and source.
        folder: Where new files go.
        root: The folder `marts`, below which known files lie.
    """
    by_source: dict[str, list[Stored]] = {}
    for (name, _, source), file in known.items():
        if name == NAME:
            by_source.setdefault(source, []).append(file)
    for page, path in pages:
        source = f"{layout_version()}:{page.digest}"
        had = by_source.get(source, [])
        if had and all(is_sound(root / file.name, file.digest) for file in had):
            for file in sorted(had, key=lambda file: file.bucket):
                said = MartFile(NAME, file.rows, [], file.digest, file.bytes, DESCRIPTION, file.bucket, source)
                yield replace(said, kept=file.name, form=_form(file.bucket))
        elif page.rows:
            yield from _built(connection, path, page.bucket, source, folder)


def _built(
    connection: duckdb.DuckDBPyConnection, pages: Path, bucket: str, source: str, folder: Path
) -> Iterator[MartFile]:
    place = folder / f".{NAME}.{bucket}"
    place.mkdir()
    index = with_tokenizers(tantivy.Index(schema(), path=place.as_posix()))
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)  # one thread: the same segments every time
    for document in _documents(connection, pages):
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    segments = json.loads((place / "meta.json").read_text())["segments"]
    for number, segment in enumerate(segments):
        name = segment["segment_id"].replace("-", "")
        for path in sorted(place.glob(f"{name}.*")):
            part = f"{bucket}-{number}{path.suffix}"
            file = MartFile(NAME, segment["max_doc"], [], file_digest(path), path.stat().st_size, DESCRIPTION, part)
            file = replace(file, source=source, form=_form(part))
            path.rename(file.built(folder))
            yield file
    shutil.rmtree(place)


def _form(bucket: str) -> str:
    return bucket.rpartition(".")[2]


def _documents(connection: duckdb.DuckDBPyConnection, pages: Path) -> Iterator[tantivy.Document]:
    found = connection.cursor().execute(
        f"""
        select
            job_key, page ->> '$.title', page ->> '$.description', page ->> '$.language',
            concat_ws(' | ',
                page ->> '$.employer', page ->> '$.city', page ->> '$.region', page ->> '$.country',
                page ->> '$.category',
                array_to_string(page ->> '$.hard_skills[*].skill', ' | '),
                array_to_string(page ->> '$.soft_skills[*].skill', ' | ')
            )
        from read_parquet({sql_literal(pages)}) order by job_key
        """  # noqa: S608 - a path of ours
    )
    while batch := found.fetchmany(BATCH):
        for key, title, text, language, about in batch:
            body = {field_of(language): spelled(text)} if text else {}
            yield tantivy.Document(**{KEY: key, "title": spelled(title or ""), "about": spelled(about), **body})
