"""Sections cover the text without gaps, open at headers in several languages and keep boilerplate apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.text.sections import find_sections

POSTING = """Brightwater Labs maps rivers from space.

What You'll Do
• Build pipelines in Python
• Own ranking models

Requirements:
- Five years with SQL

Nice to have
- Rust

Benefits
- Dental cover

Brightwater Labs is an equal opportunity employer and hires without regard to race."""


def labelled(text: str) -> list[tuple[str, str]]:
    return [(s.label, text[s.start : s.end].split("\n")[0]) for s in find_sections(text)]


def test_headers_open_the_sections_they_belong_to() -> None:
    assert labelled(POSTING) == [
        ("about", "Brightwater Labs maps rivers from space."),
        ("duties", "What You'll Do"),
        ("requirements", "Requirements:"),
        ("nice_to_have", "Nice to have"),
        ("benefits", "Benefits"),
        ("boilerplate", "Brightwater Labs is an equal opportunity employer and hires without regard to race."),
    ]


@pytest.mark.parametrize(
    ("header", "label"),
    [
        ("Deine Aufgaben", "duties"),
        ("Dein Profil:", "requirements"),
        ("Wir bieten", "benefits"),
        ("Von Vorteil", "nice_to_have"),
        ("Über uns", "about"),
        ("Funciones:", "duties"),
        ("Requisitos", "requirements"),
        ("Se valorará:", "nice_to_have"),
        ("Qué ofrecemos", "benefits"),
        ("Vos missions :", "duties"),
        ("Profil recherché", "requirements"),
        ("Les plus", "nice_to_have"),
        ("Qui sommes-nous ?", "about"),
        ("Tanggung Jawab:", "duties"),
        ("**Requirements**", "requirements"),
        ("## What you’ll do", "duties"),
        ("PREFERRED EDUCATION/EXPERIENCE:", "nice_to_have"),
        ("SPECIFIC RESPONSIBILITIES:", "duties"),
        ("What are we looking for?", "requirements"),
    ],
)
def test_a_header_line_is_known(header: str, label: str) -> None:
    assert labelled(f"Some words first.\n{header}\n- one\n- two")[-1] == (label, header)


def test_headers_glued_into_one_line_are_found() -> None:
    text = "Join us at Fernwick. What You'll Do • Ship models • Mentor others Who You Are • Curious Benefits: free tea"
    assert [label for label, _ in labelled(text)] == ["about", "duties", "requirements", "benefits"]


@pytest.mark.parametrize(
    "line",
    [
        "We have strict requirements for our software.",
        "Experience with Python, SQL and benefits administration is needed in this role at our company today",
        "- Responsibilities of the team grow every year",
    ],
)
def test_a_sentence_that_mentions_a_header_word_opens_nothing(line: str) -> None:
    assert [label for label, _ in labelled(f"Plain start.\n{line}\nPlain end.")] == ["other"]


def test_boilerplate_in_glued_text_starts_at_its_sentence() -> None:
    blurb = "We build bridges. " * 40
    text = blurb + "Fernwick is an equal opportunity employer."
    assert labelled(text)[-1] == ("boilerplate", "Fernwick is an equal opportunity employer.")


PIECES = [*POSTING.split("\n"), ":", "•", " ", "\n", "İ", "Benefits:", "equal opportunity", "Plus"]


def test_a_lone_surrogate_hides_no_section() -> None:
    text = "We mill \ud83d flour and sell it.\nWe hire without regard to age."
    assert [(s.label, s.start) for s in find_sections(text)] == [("other", 0), ("boilerplate", text.index("\n") + 1)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map("\n".join) | st.text())
def test_sections_cover_any_text_without_gap_or_overlap(text: str) -> None:
    sections = find_sections(text)
    assert [s.start for s in sections] == [0, *[s.end for s in sections[:-1]]][: len(sections)]
    assert (sections[-1].end if sections else 0) == len(text)
    assert all(s.start < s.end for s in sections)
