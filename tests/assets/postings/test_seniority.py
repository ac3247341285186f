"""Seniority by the title's head noun, else by plain words of the text; years asked of a person only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.seniority import read_seniority


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Marketing Intern", "intern"),
        ("Partnerships Manager Intern", "intern"),
        ("Werkstudent (m/w/d) Data", "intern"),
        ("Internal Auditor", "unclear"),
        ("Internship Program Coordinator", "unclear"),
        ("Junior Developer", "junior"),
        ("Associate Software Engineer", "junior"),
        ("Sales Associate", "unclear"),
        ("Data Analyst I", "junior"),
        ("Data Analyst II", "mid"),
        ("Data Engineer III", "senior"),
        ("Mid-Level Designer", "mid"),
        ("Sr. Data Scientist", "senior"),
        ("Senior Living Nurse", "unclear"),
        ("Staff Engineer", "lead"),
        ("Staff Machine Learning Engineer", "lead"),
        ("Staff Nurse", "unclear"),
        ("Staff Accountant", "unclear"),
        ("Principal Data Engineer", "lead"),
        ("Assistant Principal", "unclear"),
        ("Team Lead, Bakery", "lead"),
        ("Lead Generation Specialist", "unclear"),
        ("Senior Manager, Bakery Operations", "manager"),
        ("Engineering Manager", "manager"),
        ("Manager in Training", "junior"),
        ("Account Executive", "unclear"),
        ("Senior Account Executive", "senior"),
        ("Account Manager", "unclear"),
        ("Senior Product Manager", "senior"),
        ("Head of Bread", "director"),
        ("Head Chef", "lead"),
        ("Head, Flour", "director"),
        ("Postdoctoral Fellow", "unclear"),
        ("Junior to Senior Baker", "unclear"),
        ("Junior/Mid/Senior Java Developer", "unclear"),
        ("Associate Director, Flour", "director"),
        ("VP of Sales", "executive"),
        ("Chief Technology Officer", "executive"),
        ("Executive Assistant to the CEO", "unclear"),
        ("Executive Chef", "unclear"),
        ("Baker", "unclear"),
    ],
)
def test_titles_are_read_by_their_head_noun(title: str, level: str) -> None:
    found = read_seniority(title, "")
    assert found.level == level
    assert found.source == ("none" if level == "unclear" else "title")
    assert found.quote is None or found.quote in title


def test_plain_words_of_the_text_count_where_the_title_says_nothing() -> None:
    found = read_seniority("Baker", "This is an entry-level position in our bakery.")
    assert (found.level, found.source) == ("junior", "text")
    assert read_seniority("Senior Baker", "This is an entry-level position.").level == "senior"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5+ years of experience in baking", 5, None),
        ("Three to five years' experience", 3, 5),
        ("2-4 yrs experience", 2, 4),
        ("at least two (2) years of relevant experience", 2, None),
        ("Up to 3 years of experience", 0, 3),
        ("Minimum 2 years.", 2, None),
        ("At least 15 years in a leadership position", 15, None),
        ("A contract of at least 2 years", None, None),
        ("Mindestens 3 Jahre Berufserfahrung", 3, None),
        ("We are a 30 years old company.", None, None),
        ("Our firm has over 20 years of experience in flour.", None, None),
        ("You must be 18 years of age.", None, None),
        ("A 2 year contract", None, None),
        ("Paid holiday of 5 weeks per year", None, None),
    ],
)
def test_years_are_what_is_asked_of_a_person(text: str, low: float | None, high: float | None) -> None:
    found = read_seniority("Baker", text)
    assert (found.years_min, found.years_max) == (low, high)
    assert found.years_quote is None or found.years_quote in text


@settings(max_examples=150, deadline=None)
@given(st.text(), st.text(alphabet="years xpinco2345+-\n.İ", max_size=150))
def test_any_title_and_text_are_read(title: str, text: str) -> None:
    found = read_seniority(title, text)
    assert found.years_quote is None or found.years_quote in text
    assert found.years_min is None or 0 <= found.years_min <= 25
