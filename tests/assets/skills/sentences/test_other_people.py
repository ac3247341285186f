"""What is named as someone else's job, and what the company says of itself, is evidence but not asked for."""

import pytest

from assets.skills.extraction import extract_skills


def asked(text: str) -> dict[str, str]:
    return {hit.skill: hit.requirement for hit in extract_skills("", text)}


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Responsibilities\nWork closely with product marketing and sales teams.", "Product Marketing"),
        ("Responsibilities\nThis position reports to the Director of Investor Relations.", "Investor Relations"),
        ("Responsibilities\nYou collaborate across product marketing and sales teams.", "Product Marketing"),
        ("About us\nYou join a small group of Python developers.\nResponsibilities\nSweep the yard.", "Python"),
        ("About us\nFor ten years we have written Python.\nResponsibilities\nSweep the yard.", "Python"),
    ],
)
def test_what_others_do_and_what_the_company_did_is_context(text: str, skill: str) -> None:
    assert asked(text)[skill] == "context"


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Responsibilities\nWork with engineers to build pipelines in Python.", "Python"),
        ("Requirements\nYou have five years of experience with product marketing.", "Product Marketing"),
        ("Responsibilities\nWork with Kubernetes and Terraform every day.", "Kubernetes"),
    ],
)
def test_what_one_does_with_others_is_asked_for(text: str, skill: str) -> None:
    assert asked(text)[skill] != "context"


def test_one_place_that_asks_makes_a_skill_asked_for_and_gives_its_evidence() -> None:
    text = "About us\nWe have written Java for 25 years.\nRequirements\nGood knowledge of Java."
    (hit,) = [hit for hit in extract_skills("", text) if hit.skill == "Java"]
    assert (hit.requirement, hit.start) == ("required", text.rfind("Java"))
