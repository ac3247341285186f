"""Words without accents and endings: what an inflection changes goes, what makes another word stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.skills.tongues.words import LANGUAGES, bare, fold, stemmer


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("de", ["zuverlässig", "zuverlässige", "zuverlässigen", "zuverlässiger", "zuverlässiges"]),
        ("fr", ["organisé", "organisée", "organisés", "organisées"]),
        ("es", ["organizado", "organizada", "organizados", "organizadas"]),
        ("nl", ["zelfstandig", "zelfstandige"]),
        ("pt", ["organizado", "organizada", "organizados", "organizadas"]),
        ("it", ["organizzato", "organizzata", "organizzati", "organizzate"]),
    ],
)
def test_forms_of_one_word_have_one_stem(language: str, forms: list[str]) -> None:
    assert len({stemmer(language)(fold(form)) for form in forms}) == 1


def test_short_words_keep_their_endings() -> None:
    assert stemmer("es")("cortes") != stemmer("es")("cortos")


def test_an_article_is_no_part_of_the_word_behind_it() -> None:
    assert [bare(token) for token in ("l'autonomie", "dell'attività", "d'", "aujourd'hui")] == [
        "autonomie",
        "attività",
        "d'",
        "aujourd'hui",
    ]


@given(st.sampled_from(LANGUAGES), st.text(alphabet=st.characters(min_codepoint=97, max_codepoint=122), max_size=20))
def test_a_stem_is_the_beginning_of_its_word(language: str, word: str) -> None:
    assert word.startswith(stemmer(language)(word))


@given(st.text(max_size=30))
def test_folding_leaves_plain_letters_only(text: str) -> None:
    assert fold(text).isascii()
