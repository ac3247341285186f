"""In which language a text is read, and of which texts the model is asked."""

import pytest

from assets.text import reading_language as module
from assets.text.reading_language import reading_language

# A third of the words are small English ones, but not the four that tell English at a glance.
BULLETS = (
    "You will be on call one week in four.\nYou are our first engineer for this.\n"
    "Be on time at all sites, as we are.\nThis is a job for you if you can wait your turn."
)


def test_a_text_full_of_small_english_words_is_english_without_asking_the_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(text: str) -> str:
        raise AssertionError(text)

    monkeypatch.setattr(module, "detect_language", refuse)
    assert reading_language(BULLETS) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir suchen dich für die Pflege in unserem Haus, mit Erfahrung in der Arbeit im Team.", "de"),
        ("Nous cherchons pour notre équipe une personne avec de l'expérience dans la vente.", "fr"),
        ("Docker, Kubernetes, Terraform, PostgreSQL, Kafka", "en"),
    ],
)
def test_a_text_of_another_language_is_still_told_from_a_list_of_programs(text: str, language: str) -> None:
    assert reading_language(text) == language
