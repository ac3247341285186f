"""Work mode: what decides, what must not fool it, and when it disagrees with the source."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.work.work_mode import read_work_mode


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("This is a fully remote position open across the country.", "remote"),
        ("Location: Remote (US)", "remote"),
        ("#LI-Remote", "remote"),
        ("We are a remote-first company.", "remote"),
        ("You will be working remotely for a distributed group of editors.", "remote"),
        ("This hybrid role sits in our Leeds office.", "hybrid"),
        ("You join us three days a week in the office.", "hybrid"),
        ("Split your week between the depot and home.", "hybrid"),
        ("WFH: occasionally", "hybrid"),
        ("In-office Tue/Wed/Thu", "hybrid"),
        ("At least 3 days per week in our London HQ", "hybrid"),
        ("You'll be office-based in Bristol.", "onsite"),
        ("Work from office only", "onsite"),
        ("This can be done fully from home.", "remote"),
        ("Home based with regular travel", "remote"),
        ("Travel half of the week, home-based otherwise", "remote"),
        ("You divide your time between home and our studio.", "hybrid"),
        ("You can work from home up to three days a week once you have settled in.", "hybrid"),
        ("Home office is possible, up to 60 % of your hours.", "hybrid"),
        ("This position is 100% remote with up to 25% travel required.", "remote"),
        ("Remote up to 50 %.", "hybrid"),
        ("Everyone comes to the office on Tuesdays and Thursdays.", "hybrid"),
        ("Mondays and Fridays are telecommuting days.", "hybrid"),
        ("Our team spends half of its time in the office.", "hybrid"),
        ("We offer flexibility to work from home.\nSome in-person meetings take place in York.", "hybrid"),
        ("Our bakers work in an office 4+ days per week.", "hybrid"),
        ("Plan on three days per week at our Leeds office.", "hybrid"),
        ("This role is in office Tuesday to Thursday.", "hybrid"),
        ("You are in the office Monday and Wednesday.", "hybrid"),
        ("This role is in office, Monday - Friday.", "onsite"),
        ("This position is in office Monday through Friday.", "onsite"),
        ("Be in the office Mon-Thu.", "hybrid"),
        ("This position is virtual.", "remote"),
        ("The job is fully virtual, with travel to bakeries.", "remote"),
        ("Where: virtual (at home)", "remote"),
        ("UK Remote", "remote"),
        ("Regional Oven ManagerFull time Permanent UK (remote)", "remote"),
        ("We have a work from home policy.\nWorking in a bright office space with free bread.", "hybrid"),
        ("Work Location: In person", "onsite"),
        ("This is an on-site position.", "onsite"),
        ("You are expected in the office five days each week.", "onsite"),
        ("100% Homeoffice möglich", "remote"),
        ("Hybrides Arbeiten: 2 Tage pro Woche vor Ort", "hybrid"),
        ("Trabajo 100% remoto", "remote"),
        ("Télétravail partiel", "hybrid"),
    ],
)
def test_the_words_of_the_text_give_the_mode_with_a_verbatim_quote(text: str, mode: str) -> None:
    found = read_work_mode("Baker", text, None)
    assert (found.mode, found.source) == (mode, "text")
    assert found.quote
    assert found.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Perk: work from anywhere for a month each year.",
        "Up to 4 weeks of work from abroad per year.",
        "You analyse remote sensing data and monitor remote servers.",
        "You will manage remote teams and support remote clients.",
        "Experience with hybrid cloud and hybrid vehicles.",
        "We have an on-site gym, on-site parking and onsite childcare.",
        "Interviews are held onsite.",
        "You drive patients between home and hospital.",
        "Home-based care for the elderly",
        "Tea is done from home-made blends.",
        "We split the costs between head office and your home branch.",
        "We pay a work from home stipend.",
        "Connection speeds (for remote workers only, not applicable for onsite/in office work)",
        "Perks: dental cover and a remote-friendly work environment",
        "Remote-friendly working environment - our core hours are 10 to 3",
        "A remote friendly and inclusive culture.",
        "Hours: Monday to Friday, with in-person clients now and then.",
        "You run workshops (virtual) and job fairs (virtual/in person).",
        "Your job is virtual reality for bakers.",
        "The tasting is virtual and open to all.",
        "You plan virtual meetings and manage (with others) the remote team.",
        "Five shifts of two days per week each.",
        "A busy kitchen in the old town.",
    ],
)
def test_perks_products_and_other_people_say_nothing_about_the_job(text: str) -> None:
    assert read_work_mode("Baker", text, None).mode == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "This is not a remote position.",
        "No remote work.",
        "Remote work is not available for this role.",
        "Working from home is not possible.",
    ],
)
def test_a_denied_remote_job_is_onsite(text: str) -> None:
    assert read_work_mode("Baker", text, None).mode == "onsite"


@pytest.mark.parametrize(
    ("title", "mode"),
    [
        ("Data Analyst (Remote)", "remote"),
        ("Remote Sensing Scientist", "unclear"),
        ("Hybrid Cloud Engineer", "unclear"),
        ("Data Analyst - Hybrid", "hybrid"),
        ("Data Analyst (On-site)", "onsite"),
        ("Onsite Services Technician", "unclear"),
    ],
)
def test_a_title_decides_by_its_own_words_only(title: str, mode: str) -> None:
    assert read_work_mode(title, "We bake bread.", None).mode == mode


def test_a_remote_title_yields_to_a_hybrid_duty_even_beside_a_choice() -> None:
    text = "Remote or hybrid: this is a hybrid role."
    assert read_work_mode("Baker (Remote)", text, None).mode == "hybrid"
    assert read_work_mode("Baker (Remote)", "Remote or hybrid, as you like.", None).mode == "remote"


def test_a_choice_of_modes_promises_the_weaker_one_or_stays_open() -> None:
    assert read_work_mode("Baker", "Location: Remote or hybrid", None).mode == "hybrid"
    open_choice = read_work_mode("Baker", "This role can be remote or on-site.", None)
    assert (open_choice.mode, open_choice.source) == ("unclear", "text")


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("This position works out of our Norwich location.", "onsite"),
        ("We are not able to offer remote work.", "onsite"),
        ("Remote candidates will not be considered.", "onsite"),
        ("Telecommute eligible: No", "onsite"),
        ("Poste en présentiel à Lyon", "onsite"),
        ("Kerja dari kantor", "onsite"),
        ("2 Tage Homeoffice pro Woche", "hybrid"),
        ("Télétravail 2 jours par semaine", "hybrid"),
        ("Teletrabajo parcial", "hybrid"),
        ("You commute to Leeds 3 days a week.", "hybrid"),
        ("The role is remote until spring, then hybrid.", "hybrid"),
        ("We are remote-first, with the option to work from office in Norwich.", "remote"),
        ("A baker to be based in the Norwich, NF office.", "onsite"),
        ("You will be working from our office or from home.", "unclear"),
        ("Our founders are based in the Norwich office.", "unclear"),
    ],
)
def test_a_job_tied_to_an_office_is_onsite_unless_it_offers_more(text: str, mode: str) -> None:
    assert read_work_mode("Baker", text, None).mode == mode


def test_words_that_disagree_with_the_flag_are_a_contradiction() -> None:
    text = "This role is based in Norwich.\nThere are some in person meetings, with flexibility to work from home."
    found = read_work_mode("Baker", text, True)
    assert (found.mode, found.contradiction) == ("hybrid", True)
    assert read_work_mode("Baker (Remote)", "", False).contradiction
    assert not read_work_mode("Baker (Remote)", "", True).contradiction
    assert not read_work_mode("Baker - Hybrid", "", False).contradiction


def test_only_a_true_flag_decides_where_nothing_is_said() -> None:
    assert read_work_mode("Baker", "We bake.", True).source == "listed"
    assert read_work_mode("Baker", "We bake.", False).mode == "unclear"
    assert read_work_mode("Baker", "We bake.", None).source == "none"


@settings(max_examples=150, deadline=None)
@given(st.text(), st.text(alphabet="remotehybidns-\n. İß1", max_size=200), st.none() | st.booleans())
def test_any_text_is_read_and_quotes_are_verbatim(title: str, text: str, flag: bool | None) -> None:
    found = read_work_mode(title, text, flag)
    assert found.quote is None or found.quote in text or found.quote in title
    assert (found.source == "text") == (found.quote is not None)
