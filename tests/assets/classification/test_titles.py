"""Titles of all categories, as people write them: decorated, abbreviated, in ten languages."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.classification.rules import classify
from assets.classification.side_votes import soc_category
from assets.classification.tables import OTHER, category_names, classifier_version, title_phrases
from assets.classification.title_vote import title_says
from assets.classification.title_words import phrase_key

GOLD = Path(__file__).resolve().parents[2] / "gold"


def labelled(name: str) -> list[tuple[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return [(row["category"], row["title"]) for row in csv.DictReader(file, delimiter="\t")]


def test_there_are_25_categories_and_other_each_with_phrases() -> None:
    assert len(category_names()) == 26
    assert category_names()[-1] == OTHER
    assert set(title_phrases()) == set(category_names()) - {OTHER}
    assert min(len(kinds["heads"]) for kinds in title_phrases().values()) >= 100


def test_labelled_titles_reach_ninety_percent_in_every_category() -> None:
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for category, title in labelled("titles.tsv"):
        right[category].append(classify(title, "").category == category)
    assert len(right) == 26
    assert min(len(found) for category, found in right.items() if category != OTHER) >= 30
    low = {category: sum(found) / len(found) for category, found in right.items() if sum(found) < 0.9 * len(found)}
    assert set(low) <= {OTHER}, low


def test_hard_titles_reach_ninety_percent_and_confidence_means_what_it_says() -> None:
    found = [(classify(title, ""), category) for category, title in labelled("titles_hard.tsv")]
    right = [answer.category == category for answer, category in found]
    assert sum(right) >= 0.9 * len(right)
    # These titles have been learnt from since the confidences were counted, and what is promised holds for titles of
    # all occupations, so answers may be better.
    promised = sum(answer.confidence for answer, _ in found)
    assert 0 <= sum(right) - promised <= 0.2 * len(right)


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("Data Science Recruiter", "Human Resources"),
        ("Nurse Recruiter", "Human Resources"),
        ("Director of Business Development - Hospice", "Sales and Business Development"),
        ("VP, Sales", "Sales and Business Development"),
        ("Manager, Data Science", "Data Science and AI"),
        ("Software Engineer, Machine Learning", "Data Science and AI"),
        ("Operations Manager - Restaurant", "Hospitality, Retail and Personal Services"),
        ("Account Manager, Healthcare", "Sales and Business Development"),
        ("Softwareentwickler*in (m/w/d) Java", "Software Engineering"),
        ("Infirmier(e) de nuit H/F", "Healthcare"),
        ("Enfermero/a", "Healthcare"),
        ("Stahlbaumonteur (m/w/d)", "Construction, Maintenance and Trades"),
    ],
)
def test_the_occupation_speaks_before_the_field(title: str, category: str) -> None:
    assert classify(title, "").category == category


@pytest.mark.parametrize(
    "title", ["Sr. Mgr., Data-Science (Remote) #4411", "SENIOR MANAGER - DATA SCIENCE", "data   science manager II"]
)
def test_decoration_changes_nothing(title: str) -> None:
    assert classify(title, "").category == "Data Science and AI"


def test_what_nobody_can_know_stays_other_with_low_confidence() -> None:
    found = classify("Join our team", "")
    assert (found.category, found.evidence) == (OTHER, None)
    assert found.confidence <= 0.2


def test_the_text_speaks_where_the_title_is_general() -> None:
    text = "You care for each patient, give medication and follow the care plan of the clinic. CPR certified."
    found = classify("Associate", text)
    assert found.category == "Healthcare"
    assert found.evidence is not None
    assert '"patient"' in found.evidence


def test_a_soc_code_of_either_vintage_is_one_vote_not_the_answer() -> None:
    assert soc_category("15111100") == soc_category("15-1221.00") == "Data Science and AI"
    assert soc_category("15-1134") == "Software Engineering"
    assert soc_category("29-1141.00") == "Healthcare"
    assert soc_category("none") is None
    assert classify("Registered Nurse", "", onet_soc="41101200").category == "Healthcare"


def test_every_phrase_of_two_words_can_be_found_again() -> None:
    missing = [
        phrase
        for kinds in title_phrases().values()
        for kind in ("heads", "domains")
        for phrase in kinds[kind]
        if " " in phrase_key(phrase) and not title_says(phrase.replace("/", " "))
    ]
    assert not missing


def test_the_version_is_short_and_steady() -> None:
    assert classifier_version() == classifier_version()
    assert len(classifier_version()) == 12


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120), st.text(max_size=200))
def test_no_title_breaks_it(title: str, description: str) -> None:
    found = classify(title, description)
    assert found.category in category_names()
    assert 0 < found.confidence < 1
    assert found.runner_up != found.category
    assert found == classify(title, description)


@pytest.mark.parametrize(
    ("title", "words"),
    [("Senior ML Engineer (f/m/d)", "ML Engineer"), ("Intern RN", "RN"), ("Data-Scientists wanted", "Data-Scientists")],
)
def test_evidence_is_the_words_as_they_stand_in_the_title(title: str, words: str) -> None:
    assert classify(title, "").evidence == f'title: "{words}"'


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("Perawat IGD", "Healthcare"),
        ("Sjuksköterska natt", "Healthcare"),
        ("Enfermeiro(a)", "Healthcare"),
        ("Magazijnmedewerker (avond)", "Supply Chain, Logistics and Transport"),
        ("Kierowca C+E", "Supply Chain, Logistics and Transport"),
        ("Ingegnere meccanico", "Engineering and Architecture"),
        ("Desenvolvedor Java Pleno", "Software Engineering"),
        ("Krankenpfleger (m/w/d)", "Healthcare"),
    ],
)
def test_titles_of_other_languages_are_read(title: str, category: str) -> None:
    assert classify(title, "").category == category


@pytest.mark.parametrize(
    ("titles", "category"),
    [
        ("Data Pipeline Engineer|ETL Pipeline Engineer|Engineer, Data Pipelines", "Data Engineering and Analytics"),
        ("ML Pipeline Engineer|LLM Pipeline Engineer|Vision Engineer", "Data Science and AI"),
        ("CI Pipeline Engineer|CI/CD Pipeline Engineer|Build Pipeline Lead", "Cloud, DevOps and Infrastructure"),
        ("GPU Pipeline Engineer|Video Pipeline Engineer|Rendering Pipeline Engineer", "Software Engineering"),
        ("Talent Pipeline Manager|Candidate Pipeline Specialist|Hiring Pipeline Manager", "Human Resources"),
        ("Sales Pipeline Manager|Revenue Pipeline Analyst", "Sales and Business Development"),
        ("Machine Vision Engineer|Machine Vision Technician|Vision Systems Engineer", "Engineering and Architecture"),
        ("Pipeline Engineer|Gas Pipeline Engineer|Pipeline Integrity Engineer", "Engineering and Architecture"),
        ("Pipeline Technician|Pipeline Manager|Oil Pipeline Operator", "Construction, Maintenance and Trades"),
        ("Vision Therapist|Vision Care Assistant", "Healthcare"),
    ],
)
def test_what_flows_in_a_pipeline_and_what_sees_tells_the_trade(titles: str, category: str) -> None:
    assert {title: classify(title, "").category for title in titles.split("|")} == dict.fromkeys(
        titles.split("|"), category
    )


def test_evidence_is_the_title_where_its_words_were_read_as_others() -> None:
    assert classify("Data Pipeline Engineer", "").evidence == 'title: "Data Pipeline Engineer"'
