"""Letters are folded alike in Python and in DuckDB: what one side seeks, the other has published."""

import sys
import unicodedata

import duckdb

from assets.lake.readers.folding import FOLDED, folded

# Letters younger than either side's Unicode tables may have a small form on one side alone.
SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")


def test_letters_are_folded_alike_in_python_and_in_duckdb() -> None:
    letters = [
        chr(number) for number in range(33, sys.maxunicode) if unicodedata.name(chr(number), "").startswith(SCRIPTS)
    ]
    with duckdb.connect() as connection:
        connection.execute(f"create macro folded(text) as {FOLDED}")
        rows = connection.execute(
            "select letter, folded(letter) from (select unnest(?) as letter)", [letters]
        ).fetchall()
    assert len(rows) > 1_500
    assert [row for row in rows if row[1] != folded(row[0])] == []


def test_capitals_of_the_same_word_are_the_same_word() -> None:
    assert folded("STRASSE") == folded("Straße")
    assert folded("İSTANBUL") == folded("istanbul")
