"""Years of experience are what is asked of a person, not an employer's age, a term, a plan or another's past."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.work.experience import read_experience


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5+ years of experience in baking", 5, None),
        ("Three to five years' experience", 3, 5),
        ("2-4 yrs experience", 2, 4),
        ("at least two (2) years of relevant experience", 2, None),
        ("Minimum 2 years.", 2, None),
        ("At least 15 years in a leadership position", 15, None),
        ("A contract of at least 2 years", None, None),
        ("Mindestens 3 Jahre Berufserfahrung", 3, None),
        ("We are a 30 years old company.", None, None),
        ("Our firm has over 20 years of experience in flour.", None, None),
        ("You must be 18 years of age.", None, None),
        ("A 2 year contract", None, None),
        ("Paid holiday of 5 weeks per year", None, None),
        ("We are a 12 years old bakery. Experience welcome.", None, None),
        ("Our company has 15 years of experience in flour.", None, None),
        ("With 12 years of experience our agency bakes for all.", None, None),
        ("Backed by 15 years of experience, we bake.", None, None),
        ("Fernwick has over 15 years of experience in milling.", None, None),
        ("Drawing on our 10 years of experience, we bake.", None, None),
        ("Unsere Firma hat 15 Jahre Erfahrung.", None, None),
        ("Wir haben 12 Jahre Erfahrung im Backen.", None, None),
        ("Notre entreprise a 15 ans d'expérience.", None, None),
        ("Nuestra empresa tiene 15 años de experiencia.", None, None),
        ("The ideal candidate has 5 years of experience in baking.", 5, None),
        ("We are looking for bakers with 5 years of experience.", 5, None),
        ("We are seeking engineers who have 5+ years of experience.", 5, None),
        ("You will work with engineers who have 10+ years of experience.", None, None),
        ("Work alongside experts with over 12 years of experience.", None, None),
        ("Join a team of bakers with 12 years of experience.", None, None),
        ("Your manager has 15 years of experience.", None, None),
        ("You will be mentored by specialists with 10 years of experience.", None, None),
        ("We place candidates; our customers have 5 years of experience with us.", None, None),
        ("Experience with children aged 2 to 5 years.", None, None),
        ("Experience with toddlers (1-3 years).", None, None),
        ("At least 2 years of experience working with children.", 2, None),
        ("Experience drafting a 10-year plan.", None, None),
        ("Experience with a 5-year roadmap is welcome.", None, None),
        ("Experience in a 2-year program.", None, None),
        ("A minimum 5-year experience in baking.", 5, None),
        ("5 year track record of experience.", 5, None),
        ("Three years of experience required, five years preferred.", 3, None),
        ("Requires 3 years of experience; 7 years of experience a plus.", 3, None),
        ("Ideally 5 years of experience in baking.", None, None),
        ("Idealerweise 3 Jahre Erfahrung.", None, None),
        ("5 years of experience would be a plus.", None, None),
        ("5+ years of experience, preferably in bread.", 5, None),
        ("2+ years of experience with Python. 6+ years of experience in data engineering.", 6, None),
        ("4 years of total experience, of which 2 years with SQL.", 4, None),
        ("3 years of Java, 7 years of overall experience.", 7, None),
        ("At least 18 months of experience.", 1.5, None),
        ("Minimum 6 months experience in a kitchen.", 0.5, None),
        ("3-6 months of experience.", 0.25, 0.5),
        ("Mindestens 12 Monate Berufserfahrung.", 1, None),
        ("6 mois d'expérience minimum.", 0.5, None),
        ("12 meses de experiencia.", 1, None),
        ("A 6 months contract. Experience is a plus.", None, None),
        ("Within 6 months you will gain experience.", None, None),
        ("Probation of 6 months; experience counts.", None, None),
        ("No previous experience needed.", 0, None),
        ("No work experience is required.", 0, None),
        ("Experience not required.", 0, None),
        ("No experience? No problem!", 0, None),
        ("You do not need any experience.", 0, None),
        ("Keine Berufserfahrung erforderlich.", 0, None),
        ("Aucune expérience requise.", 0, None),
        ("Débutants acceptés.", 0, None),
        ("Sin experiencia previa.", 0, None),
        ("No se requiere experiencia.", 0, None),
        ("Geen ervaring vereist.", 0, None),
        ("Não é necessária experiência.", 0, None),
        ("Nessuna esperienza richiesta.", 0, None),
        ("No experience with Kafka required.", None, None),
        ("Python experience is not required.", None, None),
        ("2 years of baking experience required. No management experience required.", 2, None),
        ("3-5 YOE in baking", 3, 5),
        ("4+ YOE", 4, None),
        ("2+ yrs. of experience", 2, None),
        ("2+ yrs exp", 2, None),
        ("six-plus years of experience", 6, None),
        ("4 plus years of baking experience", 4, None),
        ("Minstens 3 jaar ervaring.", 3, None),
        ("2 tot 4 jaar werkervaring", 2, 4),
        ("Almeno 3 anni di esperienza.", 3, None),
        ("Pelo menos 3 anos de experiência.", 3, None),
        ("Mínimo 5 años de experiencia.", 5, None),
        ("Au moins 3 ans d'expérience.", 3, None),
        ("3 bis 5 Jahre Berufserfahrung", 3, 5),
        ("Doświadczenie: min. 2 lata", 2, None),
        ("Bachelor's degree and 4 years of experience or Master's degree and 2 years of experience.", 2, None),
        ("BS + 5 years / MS + 3 years of experience", 3, None),
        ("5 years of experience or equivalent degree", 5, None),
        ("Less than 2 years of experience", None, 2),
        ("Under 3 years' experience", None, 3),
        ("Weniger als 2 Jahre Erfahrung", None, 2),
        ("Up to 3 years of experience", 0, 3),
        ("You have held a driving licence for 3 years. Experience welcome.", None, None),
        ("Driving licence held for 5 years and experience of towns.", None, None),
        ("Must be 18 years of age, experience welcome.", None, None),
        ("Must be 18 years of age and have 2 years of experience.", 2, None),
        ("Worked 3 years as a baker", 3, None),
        ("3 years work permit. Experience welcome.", None, None),
        ("In the next 3 years you will gain experience.", None, None),
        ("Experience of the last 10 years shows that bread sells.", None, None),
        ("Experience teaching children from 4 to 11 years.", None, None),
        ("Learn from bakers with 10+ years of experience.", None, None),
        ("Master's + 4 years or bachelor's + 6 years of experience", 4, None),
        ("Bread: 3 years (Preferred); Dough: 1 year (Required)", 1, None),
        ("パン経験3年以上", 3, None),
        ("Exp: 3+ yrs", 3, None),
        ("The role needs 5 years of experience, including at least 2 years of leading bakers.", 5, None),
        ("Teach children of year 3; experience welcome.", None, None),
        ("Preferred Qualifications:\n- 5 years of experience in bread\n", None, None),
        ("Preferred Qualifications:\n- A minimum of 5 years of experience is required\n", 5, None),
        ("Additional Qualifications:\n- BA with 5 years of experience\n", 5, None),
        ("Three plus year’s baking experience", 3, None),
        ("You mentor bakers with 3+ years of experience.", None, None),
        ("A minimum of eighteen months experience", 1.5, None),
    ],
)
def test_years_are_what_is_asked_of_a_person(text: str, low: float | None, high: float | None) -> None:
    found = read_experience(text)
    assert (found.min, found.max) == (low, high)
    assert found.quote is None or found.quote in text


def test_the_quote_is_the_demand_that_counts() -> None:
    assert read_experience("At least 2 years of SQL and 5+ years of overall experience").quote == (
        "5+ years of overall experience"
    )
    assert read_experience("No prior experience needed, we train you.").quote == "No prior experience needed"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="years xpinco2345+-\n.İ年月months no(s)", max_size=150))
def test_any_text_is_read(text: str) -> None:
    found = read_experience(text)
    assert found.quote is None or found.quote in text
    assert found.min is None or 0 <= found.min <= 25
    assert (found.min, found.max) == (None, None) or found.quote is not None
