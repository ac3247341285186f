"""Words that look like a skill and mean something else give none; short notes of every trade give theirs."""

import pytest

from assets.skills.extraction import extract_skills


def skills(text: str) -> set[str]:
    return {hit.skill for hit in extract_skills("", text) if hit.requirement != "context"}


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Requirements\nGood SQL, including the kind with window functions.", "Courtesy"),
        ("Requirements\nGood SQL, including the kind with window functions.", "Compassion"),
        ("Requirements\nWith respect to pay we follow the state's table.", "Courtesy"),
        ("Requirements\nYou pass on what you have learned to new staff.", "Learning Agility"),
        ("Responsibilities\nReporting to the Director, you look after the yard.", "Data Reporting"),
        ("Requirements\nMotivated and responsible people.", "Leadership"),
        ("Requirements\nA track record of successfully finished houses.", "KPI Development"),
        ("Requirements\nW-2 employees only.", "Payroll"),
        ("Responsibilities\nBuild CI/CD pipelines for twelve teams.", "Sales Pipeline Management"),
        ("Responsibilities\nCollect feedback from our customers.", "Data Collection"),
        ("Responsibilities\nFollow up leads from marketing within a day.", "Marketing"),
        ("Responsibilities\nAgree the plan with marketing leadership.", "Leadership"),
        ("Requirements\nBLS certification within ninety days of hire.", "Recruitment"),
        ("Requirements\nPrescribing controlled substances and their monitoring.", "Monitoring and Observability"),
        ("Responsibilities\nConduct needs analysis with each new customer.", "Data Analysis"),
        ("Requirements\nYou have worked in a fast-paced, innovative environment.", "Innovation"),
        ("Responsibilities\nYou will support your team leader in planning the week.", "Leadership"),
        ("Responsibilities\nDeliver projects on the small autonomous tractor.", "Self-Management"),
        ("Requirements\nCredit underwriting at a bank.", "Insurance Underwriting"),
        ("Responsibilities\nShipping new features every week.", "Shipping and Receiving"),
        ("Requirements\nBuild web components for the shop.", "Polymer"),
        ("Requirements\nExperience in a Chinese kitchen.", "Mandarin Chinese"),
        ("Responsibilities\nUpdate our Facebook, LinkedIn and product pages.", "Stock Replenishment"),
        ("Responsibilities\nWrite regression and hypothesis testing chapters.", "Regression Testing"),
        ("Responsibilities\nMeet the manager of the project office.", "Project Management"),
        ("Requirements\nGood SQL.\n\nQuestions? Write to [email] by Friday.", "Written Communication"),
    ],
)
def test_a_bent_phrase_states_no_skill(text: str, skill: str) -> None:
    assert skill not in skills(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Housekeeper wanted, mornings only. You change beds and clean bathrooms. Must be punctual and discreet.",
            {"Housekeeping", "Discretion", "Reliability"},
        ),
        ("Cleaner for offices, 5 to 8 pm. Vacuuming and mopping. You are independent and thorough.", {"Cleaning"}),
        ("Warehouse operative: picking, packing, loading. Must be driven.", {"Order Picking", "Self-Motivation"}),
        ("Bus driver, category D licence and CPC. Safe driving, punctual.", {"Bus Driving", "Reliability"}),
        ("Fitter for kitchens. Joinery and tiling. Independent worker.", {"Joinery", "Tiling", "Self-Management"}),
        ("We need a friendly and reliable waiter. You take orders and handle the till.", {"Order Taking"}),
    ],
)
def test_a_short_note_gives_its_trade_and_its_traits(text: str, expected: set[str]) -> None:
    assert expected <= skills(text)
