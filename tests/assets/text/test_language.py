"""The language of a text is found offline; scraps have none."""

import pytest

from assets.text.language import detect_language

TEXTS = {
    "en": "We are looking for an engineer to join the team and work with the data of our clients.",
    "de": "Wir suchen zum nächstmöglichen Zeitpunkt eine Ingenieurin für unser Team in Bremen. Du baust Pipelines.",
    "es": "Buscamos una ingeniera de datos para nuestro equipo en Sevilla, con experiencia en la nube.",
    "fr": "Nous recherchons une ingénieure de données pour notre équipe à Nantes, avec une première expérience en SQL.",
    "id": "Kami mencari seorang insinyur data untuk bergabung dengan tim kami di Surabaya dan membangun sistem baru.",
    "nl": "Wij zoeken een data engineer voor ons team in Zwolle die graag met nieuwe techniek werkt.",
    "ja": "データエンジニアを募集しています。経験が必要です。一緒に働きましょう。",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_language_is_recognised(code: str) -> None:
    assert detect_language(TEXTS[code]) == code


@pytest.mark.parametrize("scrap", ["", "Last updated : 2024-03-13", "Sales", "12345 67890 --- 2024"])
def test_a_scrap_has_no_language(scrap: str) -> None:
    assert detect_language(scrap) is None


def test_an_english_blurb_does_not_hide_a_german_posting() -> None:
    blurb = "Fernwick is the home of bridges and the people who build them with love. "
    assert detect_language(blurb * 3 + TEXTS["de"] * 30) == "de"


def test_a_lone_surrogate_is_no_obstacle() -> None:
    assert detect_language("Wir suchen eine Pflegekraft \ud800 für die Nacht und das Wochenende.") == "de"
