"""What a text says of its class by the skills that it names, in seven languages, and how sure that makes an answer."""

from functools import cache

import pytest

from assets.classification.quality import GOLD, read_tongues
from assets.classification.rules import classify
from assets.classification.text_training import Example, fit, held_out, steps_of
from assets.classification.text_vote import families_in, held_out_accuracy, plain, shares_of, text_says, weights

TITLES, TEXTS = 0.92, 0.70

NURSING = (
    "You will look after patients on a ward of the hospital. Wound care, medication administration and infection"
    " control are your daily work, and you hold a registered nurse license."
)


STORE = (
    "Wir suchen dich für die Küche und das Lager. Kommissionierung, Verladung und Staplerschein sind für dich Alltag."
)
BOOKS = (
    "Vos missions : la comptabilité générale, les déclarations de TVA et le bilan. Vous avez une expérience en paie."
)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        (NURSING, "Healthcare"),
        (STORE, "Supply Chain, Logistics and Transport"),
        (BOOKS, "Finance and Accounting"),
    ],
)
def test_a_text_without_a_title_is_classified_by_what_it_names(text: str, category: str) -> None:
    found = classify("", text)
    assert found.category == category
    assert found.evidence
    assert found.evidence.startswith('text: "')
    assert found.confidence >= held_out_accuracy(text_says(text)[0].share)


def test_the_words_that_speak_are_words_of_the_text() -> None:
    assert all(word.strip() in plain(NURSING) for words in families_in(NURSING).values() for word in words)


def test_a_title_that_names_the_occupation_is_not_overruled() -> None:
    assert classify("Java Developer", NURSING).category == "Software Engineering"


def test_a_language_that_is_not_read_says_nothing() -> None:
    assert text_says("Szukamy pielęgniarki do pracy w szpitalu. Wymagana znajomość języka i doświadczenie.") == []


def test_shares_are_shares_and_a_surer_one_was_right_more_often() -> None:
    shares = [share for _, share in shares_of({"Nursing and Clinical Care": 4}, weights())]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)
    assert held_out_accuracy(0.95) > held_out_accuracy(0.2)


def test_training_learns_what_texts_of_a_class_name_and_measures_it_on_others() -> None:
    texts = [Example({family: 3}, family, f"{family} {n}") for family in ("Sales", "Retail") for n in range(12)]
    assert shares_of({"Sales": 3}, fit(texts))[0][0] == "Sales"
    answers = held_out(texts)
    assert sum(is_right for _, is_right in answers) == len(texts)
    assert sum(step["of"] for step in steps_of(answers)) == len(texts)


@cache
def answered() -> dict[str, tuple[float, float]]:
    """Language -> the share of titles and of texts without one that are answered rightly."""
    shares = {}
    for language, (titles, texts) in read_tongues(GOLD / "tongues").items():
        shares[language] = tuple(sum(one.is_right for one in found) / len(found) for found in (titles, texts))
    return shares  # type: ignore[return-value]


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl", "pt"])
def test_titles_and_texts_of_six_languages_are_classified(language: str) -> None:
    titles, texts = answered()[language]
    assert titles >= TITLES
    assert texts >= TEXTS
