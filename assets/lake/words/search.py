"""The index of words of one snapshot, opened: which jobs hold some words, how well, and where in a text they stand.

The segments lie in files that snapshots share. The library wants them in one folder beside a list of them, so a folder
of links is made while it opens them. From then on the files are mapped, and stay readable when they are pruned.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import tantivy

from assets.lake.snapshots.snapshots import Snapshot, Stored
from assets.lake.words.asked import Words
from assets.lake.words.layout import KEY, NAME, WEIGHTS, field_of, layout_version, schema, spelled, with_tokenizers

# More jobs than a lake of a year has; what lies beyond is the least relevant.
MOST_HITS = 500_000
EXCERPT_CHARACTERS = 220


@dataclass(frozen=True)
class Excerpt:
    """A stretch of a text in pieces: what is said, and whether it is a word that was sought."""

    pieces: tuple[tuple[str, bool], ...]


class WordIndex:
    """The open index; it may be asked from any thread."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Open it.

        Raises:
            FileNotFoundError: A segment's file is gone; the snapshot has been pruned.
        """
        with tempfile.TemporaryDirectory(prefix="joblake-words-") as folder:
            segments = list(_linked(snapshot, Path(folder)))
            tantivy.Index(schema(), path=folder)  # writes what the library says of an index without segments
            meta = Path(folder) / "meta.json"
            meta.write_text(json.dumps({**json.loads(meta.read_text()), "segments": segments}))
            self._index = with_tokenizers(tantivy.Index.open(folder))
            self._index.config_reader("manual", 1)
            self._index.reload()
            self._searcher = self._index.searcher()

    def found(self, words: Words) -> pa.Table:
        """The jobs that hold the words, the most relevant first: `job_key`, `score` (BM25)."""
        if not words.wanted:
            return pa.table({KEY: pa.array([], pa.int64()), "score": pa.array([], pa.float64())})
        hits = self._searcher.search(self._query(words), MOST_HITS, count=False).hits
        scores, addresses = zip(*hits, strict=True) if hits else ((), ())
        keys = self._searcher.fast_field_values(KEY, list(addresses))
        return pa.table({KEY: pa.array(keys, pa.int64()), "score": pa.array(scores, pa.float64())})

    def excerpt(self, words: Words, text: str, language: str | None) -> Excerpt | None:
        """The stretch of a text that says most of the words; None where it says none."""
        field = field_of(language)
        sought = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, self._piece(piece, [field])) for piece in words.wanted]
        )
        generator = tantivy.SnippetGenerator.create(self._searcher, sought, schema(), field)
        generator.set_max_num_chars(EXCERPT_CHARACTERS)
        snippet = generator.snippet_from_doc(tantivy.Document(**{field: spelled(text)}))
        marks = [(mark.start, mark.end) for mark in snippet.highlighted()]
        return Excerpt(tuple(_pieces(snippet.fragment().encode(), marks))) if marks else None

    def _query(self, words: Words) -> tantivy.Query:
        fields = list(WEIGHTS)
        must = [(tantivy.Occur.Must, self._piece(piece, fields)) for piece in words.wanted]
        must_not = [(tantivy.Occur.MustNot, self._piece(piece, fields)) for piece in words.unwanted]
        return tantivy.Query.boolean_query([*must, *must_not])

    def _piece(self, piece: str, fields: list[str]) -> tantivy.Query:
        # In quotation marks a piece is words in a row to the library, and nothing of its language of queries.
        row = piece.replace("\\", " ").replace('"', " ")
        return self._index.parse_query(f'"{row}"', fields, field_boosts=WEIGHTS)


def word_index(snapshot: Snapshot) -> WordIndex | None:
    """The snapshot's index of words; None where it has none, or one that another version of the library wrote."""
    files = snapshot.index_files(NAME)
    if not files or any(file.source.partition(":")[0] != layout_version() for file in files):
        return None
    return WordIndex(snapshot)


def _linked(snapshot: Snapshot, folder: Path) -> Iterator[dict[str, object]]:
    """What the library's list says of each segment; its files are linked under the segment's name."""
    for _, found in groupby(snapshot.index_files(NAME), key=lambda file: file.bucket.rpartition(".")[0]):
        files = list(found)
        name = UUID(bytes=blake2b("".join(file.digest for file in files).encode(), digest_size=16).digest())
        for file in files:
            (folder / f"{name.hex}.{file.bucket.rpartition('.')[2]}").symlink_to(_there(snapshot.root, file))
        yield {"segment_id": str(name), "max_doc": files[0].rows, "deletes": None}


def _there(root: Path, file: Stored) -> Path:
    path = (root / file.name).absolute()
    if not path.is_file():
        raise FileNotFoundError(f"{file.name} is gone")
    return path


def _pieces(fragment: bytes, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """A fragment cut at its marks, which count bytes."""
    at = 0
    for start, end in sorted(marks):
        if start > at:
            yield fragment[at:start].decode(errors="replace"), False
        yield fragment[max(start, at) : end].decode(errors="replace"), True
        at = max(at, end)
    if at < len(fragment):
        yield fragment[at:].decode(errors="replace"), False
