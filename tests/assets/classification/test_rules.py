"""The words of a title that are given as evidence."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.classification.rules import _as_written, classify

PIECES = ("nurse", "Nurses", "NURSE", "data", "Data", "datas", "s", " ", " ", "-", "/", "_", ", ", "(", "3", "c++", "é")
PHRASES = (["nurse"], ["data", "nurse"], ["data", "3"], ["c++"], ["nurse", "nurse"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(PHRASES))
def test_words_are_found_where_an_expression_finds_them(title: str, parts: list[str]) -> None:
    words = r"[\W_]+".join(f"{re.escape(part)}s?" for part in parts)
    found = re.search(rf"(?<![^\W_]){words}(?![^\W_])", title, re.IGNORECASE)
    assert _as_written(parts, title) == (found[0] if found else None)


@pytest.mark.parametrize(
    ("title", "evidence"),
    [
        ("Senior Data-Scientists (m/f)", 'title: "Data-Scientists"'),
        ("Registered Nurses – café", 'title: "Registered Nurses"'),
    ],
)
def test_the_evidence_is_quoted_as_the_title_writes_it(title: str, evidence: str) -> None:
    assert classify(title, "").evidence == evidence
