"""What the hiring process or a benefit mentions gives no row; the same words in a duty or requirement do."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.skills.extraction import extract_skills
from assets.skills.sentences import asides

ASIDE = {
    "Workday": "Apply through our Workday portal|Applications via Workday only",
    "Microsoft Word": "Send your CV in Word|Upload a CV in Word format|Submit your resume as a Word document",
    "Zoom": "Interviews take place over Zoom or Microsoft Teams|The first interview is on Zoom",
    "Microsoft Teams": "Interviews take place over Zoom or Microsoft Teams"
    "|Your interview will be held via Microsoft Teams",
    "Artificial Intelligence (AI)": "We may use AI tools to screen applications|AI may be used to review applications",
    "Machine Learning": "Machine learning may help to rank candidates"
    "|Our recruiters use machine learning to sort candidates",
    "Salesforce": "Your data is kept in Salesforce according to the GDPR",
    "LinkedIn": "Follow us on LinkedIn and Facebook|Apply with your LinkedIn profile|Share this job on LinkedIn",
    "SAP": "You will be trained in SAP|Full training in SAP is provided|You will be taught SAP",
    "Spanish": "We offer free Spanish classes|Free Spanish lessons after work",
    "AWS Certification": "A budget for an AWS certification",
}
BENEFIT = {
    "Python": "Training in Python, SQL and Excel|A yearly budget for Python courses",
    "Microsoft Excel": "Training in Python, SQL and Excel|Excel courses",
}
ASKED = {
    "Python": "Apply Python to data problems|You apply statistics using Python|Training models in Python",
    "Workday": "Experience with the Workday platform|Maintain candidate records in Workday HCM",
    "LinkedIn Recruiter": "Source candidates with LinkedIn Recruiter",
    "Machine Learning": "You will build machine learning models to rank products",
    "SAP": "Training colleagues to work with SAP and ERP systems|Experience with SAP",
    "Zoom": "Experience with Zoom and Slack",
}


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(skill, sentence) for skill, sentences in table.items() for sentence in sentences.split("|")]


def names(sentence: str, header: str = "Requirements") -> set[str]:
    return {hit.skill for hit in extract_skills("", f"{header}\n- {sentence}\n- Some years in a similar role\n")}


@pytest.mark.parametrize(("skill", "sentence"), pairs(ASIDE))
def test_what_the_process_or_an_offer_names_gives_no_row(skill: str, sentence: str) -> None:
    assert skill not in names(sentence)


@pytest.mark.parametrize(("skill", "sentence"), pairs(BENEFIT))
def test_what_a_benefit_teaches_gives_no_row(skill: str, sentence: str) -> None:
    assert skill not in names(sentence, "What we offer")


@pytest.mark.parametrize(("skill", "sentence"), pairs(ASKED))
def test_the_same_words_in_a_duty_or_requirement_keep_their_row(skill: str, sentence: str) -> None:
    assert skill in names(sentence)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_no_expression_of_asides_matches_without_one_of_its_literals(data: st.DataObject) -> None:
    behind = data.draw(st.sampled_from([*asides._HIRING, asides._TAUGHT, asides._TRAINED, asides._PAID]))
    sentence = data.draw(st.from_regex(behind.expression))
    assert behind.search(sentence) is not None
