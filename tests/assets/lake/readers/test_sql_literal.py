"""A text or path in an SQL statement is read back as it was, whatever it holds."""

from pathlib import Path

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.lake.readers.sql_literal import sql_literal


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40))
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    with duckdb.connect() as connection:
        assert connection.execute(f"select {sql_literal(text)}").fetchall() == [(text,)]


def test_a_path_with_a_quotation_mark_is_one_string() -> None:
    assert sql_literal(Path("/lake of o'brien/x.parquet")) == "'/lake of o''brien/x.parquet'"
