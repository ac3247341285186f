"""Seniority by the title's head noun, else by plain words of the text; years asked of a person only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.work.seniority import read_seniority


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
        ("PA to CEO", "unclear"),
        ("EA to the Managing Director", "unclear"),
        ("Assistant to the Vice President", "unclear"),
        ("CEO's Assistant", "unclear"),
        ("Director's Secretary", "unclear"),
        ("Assistentin der Geschäftsführung", "unclear"),
        ("Assistenz des Vorstands", "unclear"),
        ("Assistante de direction", "unclear"),
        ("Entry Level Analyst, VP Office", "junior"),
        ("Analyst, Office of the CEO", "unclear"),
        ("Analyst, CEO Office", "unclear"),
        ("Project Coordinator, Office of the President", "unclear"),
        ("Analyst II, Director's Office", "mid"),
        ("Senior Baker - Office of the Director", "senior"),
        ("Junior Accountant (reports to CFO)", "junior"),
        ("Junior Baker | Head of Bread Team", "junior"),
        ("Senior Developer - Junior Team", "senior"),
        ("Bakery Manager - Senior Living", "manager"),
        ("Senior Engineer, Tech Lead", "lead"),
        ("Lead Engineer - Director Programme", "lead"),
        ("Data Analyst (Internship)", "intern"),
        ("Engineer, Senior", "senior"),
        ("Marketing, Director", "director"),
        ("VP, Bread", "executive"),
        ("SVP - Flour", "executive"),
        ("Assistant Vice President", "unclear"),
        ("AVP, Milling", "unclear"),
        ("Associate Vice President, Flour", "unclear"),
        ("Assistant Store Manager", "unclear"),
        ("Deputy Shop Manager", "unclear"),
        ("Deputy Director", "director"),
        ("SDE II", "mid"),
        ("SDE-II", "mid"),
        ("SDE III", "senior"),
        ("SWE 2", "mid"),
        ("SDE I", "junior"),
        ("SDET III", "senior"),
        ("MTS 3", "unclear"),
        ("Engineer L4", "unclear"),
        ("Semi-Senior Analyst", "mid"),
        ("Desarrollador Semi Senior", "mid"),
        ("Analista Ssr", "mid"),
        ("Desenvolvedor Sênior", "senior"),
        ("Analista Pleno", "mid"),
        ("Desenvolvedora Plena", "mid"),
        ("Analista Júnior", "junior"),
        ("Ingénieure confirmée", "mid"),
        ("Développeur expérimenté", "senior"),
        ("Développeuse débutante", "junior"),
        ("Medior Developer", "mid"),
        ("Medior/Senior Developer", "unclear"),
        ("Mid/Senior Baker", "unclear"),
        ("Mid-to-Senior Baker", "unclear"),
        ("Senior/Mid Baker", "unclear"),
        ("Baker (Mid to Senior)", "unclear"),
        ("Junior / Mid Baker", "unclear"),
        ("Junior bis Senior Bäcker", "unclear"),
        ("Analista Pleno/Sênior", "unclear"),
        ("Hochschulabsolvent Maschinenbau", "junior"),
        ("Seniorin Buchhaltung", "senior"),
        ("Associate Counsel", "unclear"),
        ("Assistant General Counsel", "unclear"),
        ("Senior Counsel", "senior"),
        ("Counsel", "unclear"),
        ("General Counsel", "unclear"),
        ("Corporate Counsel", "unclear"),
        ("Principal Counsel", "lead"),
        ("Staff Counsel", "unclear"),
        ("Chief Architect", "lead"),
        ("Chief Data Scientist", "lead"),
        ("Chief of Staff", "unclear"),
        ("Chief Bread Officer", "executive"),
        ("Jefe de Equipo", "lead"),
        ("Jefe de Ventas", "manager"),
        ("Partnerships Manager", "unclear"),
        ("Channel Partner Manager", "unclear"),
        ("Managing Partner", "executive"),
        ("HR Business Partner", "unclear"),
        ("Non-Managerial Clerk", "unclear"),
        ("Internship Mentor", "unclear"),
        ("Trainee Programme Manager", "manager"),
        ("Trainee Solicitor", "junior"),
        ("Trainee Recruitment Adviser", "junior"),
        ("Graduate Recruitment Manager", "manager"),
        ("Traineeship Coordinator", "unclear"),
        ("Board of Directors Liaison", "unclear"),
        ("Abteilungsleiterin Einkauf", "manager"),
        ("Teamleiter Vertrieb", "lead"),
        ("Non-Senior Baker", "unclear"),
        ("Director Assistant", "unclear"),
        ("Senior Partnerships Manager", "senior"),
        ("Engineer II - Senior Dough Group", "mid"),
        ("Absolventin (m/w/d)", "junior"),
        ("Chief Engineer", "lead"),
        ("Baker", "unclear"),
        ("Managing Director's PA", "unclear"),
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


def test_years_and_level_are_read_apart() -> None:
    found = read_seniority("Senior Baker", "You have 2 years of experience.")
    assert (found.level, found.years_min, found.years_quote) == ("senior", 2, "2 years of experience.")


@settings(max_examples=150, deadline=None)
@given(st.text(), st.text(alphabet="years xpinco2345+-\n.İ", max_size=150))
def test_any_title_and_text_are_read(title: str, text: str) -> None:
    found = read_seniority(title, text)
    assert found.years_quote is None or found.years_quote in text
    assert found.years_min is None or 0 <= found.years_min <= 25
