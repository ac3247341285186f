"""Every source says what may be done with its postings; one that says nothing is kept to oneself."""

from assets.lake.readers.source_terms import TERMS, terms_of, withheld
from assets.sources.registry import SPEAKERS


def test_every_source_has_its_terms() -> None:
    assert TERMS.keys() == SPEAKERS.keys()
    assert {name: terms.title for name, terms in TERMS.items()} == {name: one.title for name, one in SPEAKERS.items()}


def test_what_is_not_public_is_withheld_unless_it_is_allowed_by_name() -> None:
    assert withheld(["serpapi", "greenhouse", "import"]) == ["import", "serpapi"]
    assert withheld(["serpapi", "greenhouse", "import"], ["import"]) == ["serpapi"]


def test_an_unknown_source_is_withheld() -> None:
    assert withheld(["someday"]) == ["someday"]
    assert terms_of(None).title == "JSearch"
