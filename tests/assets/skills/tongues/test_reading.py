"""Texts of the six languages: what is named, inflected, denied, asked in years; what an English text never meets."""

import subprocess
import sys

import pytest

from assets.skills.extraction import SkillHit, extract_skills
from assets.text.reading_language import reading_language


def found(text: str, language: str) -> dict[str, SkillHit]:
    """The skills of a text by name."""
    return {hit.skill: hit for hit in extract_skills("", text, language=language)}


@pytest.mark.parametrize(
    ("language", "text", "skills"),
    [
        ("de", "Sie bringen mit\n- Gute Englischkenntnisse\n- Zuverlässige Arbeitsweise", {"English", "Reliability"}),
        (
            "fr",
            "Profil recherché\n- Permis B\n- Vous êtes organisée et à l'écoute",
            {"Driver's License", "Active Listening"},
        ),
        (
            "es",
            "Requisitos\n- Carné de conducir\n- Trabajo en equipo y empatía",
            {"Driver's License", "Teamwork", "Empathy"},
        ),
        (
            "nl",
            "Functie-eisen\n- Je hebt een rijbewijs B\n- Klantgerichte instelling",
            {"Driver's License", "Customer Focus"},
        ),
        ("pt", "Requisitos\n- Carta de condução\n- Espírito de equipa", {"Driver's License", "Teamwork"}),
        (
            "it",
            "Requisiti\n- Patente B e auto propria\n- Buone capacità organizzative in ufficio",
            {"Driver's License", "Organizational Skills"},
        ),
    ],
)
def test_a_skill_is_found_by_what_it_is_called_there(language: str, text: str, skills: set[str]) -> None:
    hits = found(text, language)
    assert skills <= set(hits)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits.values())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir suchen dich. Ein Führerschein ist nicht erforderlich."),
        ("de", "Wir suchen dich. Keine Englischkenntnisse nötig."),
        ("fr", "Nous cherchons une personne. Le permis B n'est pas obligatoire."),
        ("es", "Buscamos una persona para la tienda. No se requiere carné de conducir."),
        ("nl", "Wij zoeken een collega voor het kantoor. Een rijbewijs is niet nodig."),
        ("pt", "Procuramos uma pessoa para a loja. Não se exige carta de condução."),
        ("it", "Cerchiamo una persona per il negozio. Non è richiesta la patente."),
    ],
)
def test_what_is_not_asked_for_is_no_skill(language: str, text: str) -> None:
    assert not found(text, language)


@pytest.mark.parametrize(
    ("language", "text", "skill", "years"),
    [
        ("de", "Anforderungen\n- Mindestens drei Jahre Erfahrung in der Buchhaltung", "Bookkeeping", 3),
        ("fr", "Profil\n- 5 ans d'expérience en comptabilité", "Accounting", 5),
        ("es", "Requisitos\n- Dos años de experiencia en contabilidad", "Accounting", 2),
        ("nl", "Functie-eisen\n- 4 jaar ervaring met boekhouding", "Bookkeeping", 4),
        ("pt", "Requisitos\n- 2 anos de experiência em contabilidade", "Accounting", 2),
        ("it", "Requisiti\n- Tre anni di esperienza in contabilità", "Accounting", 3),
    ],
)
def test_years_are_read_with_what_they_are_asked_for(language: str, text: str, skill: str, years: float) -> None:
    assert found(text, language)[skill].years == years


def test_what_would_be_nice_is_preferred_and_what_is_demanded_required() -> None:
    hits = found("Wir suchen Verstärkung. Kenntnisse in SQL sind Voraussetzung. Docker wäre von Vorteil.", "de")
    assert (hits["SQL"].requirement, hits["Docker"].requirement) == ("required", "preferred")


def test_names_of_technologies_count_behind_an_article() -> None:
    hits = found("Votre profil\n- Maîtrise d'Excel et de Sage\n- Tableau et SQL", "fr")
    assert {"Microsoft Excel", "Sage", "Tableau", "SQL"} <= set(hits)


def test_a_word_of_the_language_is_no_program() -> None:
    assert not found("Vos missions\n- Suivi du tableau et de la vue de nos chefs", "fr")
    assert not found("Deine Aufgaben\n- Du arbeitest in kleinen Teams mit unserem Chef in Go und Stop", "de")


def test_what_the_employer_offers_or_is_names_no_skill() -> None:
    text = (
        "Über uns\nWir sind ein Team mit Leidenschaft.\nAufgaben\n- Kassieren\nWir bieten\n- Deutschkurse, Führerschein"
    )
    assert set(found(text, "de")) == {"Cashiering"}


def test_a_language_counts_where_it_is_to_be_spoken() -> None:
    assert "German" not in found("Wir arbeiten für den deutschen Markt und für deutsche Kunden im Deutsch-Club.", "de")
    assert "German" in found("Wir suchen eine Kraft für die Küche. Du sprichst gut Deutsch.", "de")


POLISH = "Szukamy osoby do pracy w księgowości. Wymagana znajomość programu Excel oraz języka angielskiego."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Experience with Python, SQL and Docker", "en"),
        ("Python, SQL, Tableau, Docker, Kubernetes", "en"),
        ("Wir suchen eine Pflegekraft für die Nacht und das Wochenende mit Herz.", "de"),
        (POLISH, "pl"),
    ],
)
def test_a_text_is_read_in_its_own_language(text: str, language: str) -> None:
    assert reading_language(text) == language


def test_a_language_that_is_not_read_gives_no_rows() -> None:
    assert extract_skills("", POLISH) == []


def test_an_english_text_loads_no_list() -> None:
    code = (
        "import sys; from assets.skills.extraction import extract_skills;"
        "hits = extract_skills('', 'You will work with the team and need experience with Python and SQL.');"
        "assert hits; sys.exit(any('tongues' in name for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "language", "field", "skill"),
    [
        ("Ihr Profil\n- Studium Maschinenbau\n- Kenntnisse in SQL", "de", "Mechanical Engineering", "SQL"),
        ("Profil\n- BTS ou DUT biologie\n- Expérience avec Excel", "fr", "Biology", "Microsoft Excel"),
        ("Requisitos\n- Grado en Química\n- Experiencia con SQL", "es", "Chemistry", "SQL"),
        ("Functie-eisen\n- Hbo werktuigbouwkunde\n- Ervaring met SQL", "nl", "Mechanical Engineering", "SQL"),
        ("Requisitos\n- Licenciatura em Psicologia\n- Experiência com SQL", "pt", "Psychology", "SQL"),
        ("Requisiti\n- Laurea in Chimica\n- Esperienza con SQL", "it", "Chemistry", "SQL"),
    ],
)
def test_what_a_degree_is_in_is_education_in_each_language(text: str, language: str, field: str, skill: str) -> None:
    types = {hit.skill: hit.type for hit in extract_skills("", text, language=language)}
    assert types[field] == "education"
    assert types[skill] != "education"


def test_what_the_employer_says_of_its_own_technology_is_context() -> None:
    text = "Über uns\nWir betreiben eine Plattform mit Kubernetes.\nAufgaben\n- Pflege der Datenbanken in PostgreSQL"
    asked = {hit.skill: hit.requirement for hit in extract_skills("", text, language="de")}
    assert asked["Kubernetes"] == "context"
    assert asked["PostgreSQL"] != "context"
