"""Apply links: what is split off, which kind of site, and whether the words of the link fit the job."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.links.apply_links import host_kind, hosts, read_apply_options

TITLE, EMPLOYER = "Senior Bakery Systems Engineer - Ovens", "Crumb & Crust Ltd"


def option(link: object, **fields: object) -> dict[str, object]:
    return {"apply_options": [{"publisher": "A Board", "apply_link": link, "is_direct": False, **fields}]}


@pytest.mark.parametrize(
    ("link", "trust"),
    [
        ("https://board.example/jobs/senior-bakery-systems-engineer-ovens-123456", "matches"),
        ("https://board.example/job/sr-bakery-systems-engineer-ovens-crumb-crust-london", "matches"),
        ("https://board.example/job/senior-bakery-systems-engineer", "matches"),
        ("https://uk.linkedin.com/jobs/view/senior-bakery-systems-engineer-ovens-at-crumb-crust-437263", "matches"),
        ("https://uk.linkedin.com/jobs/view/senior-bakery-systems-engineer-ovens-at-soap-works-437263", "suspect"),
        ("https://board.example/view-job/senior-bakery-research-engineer-6840-cambridge", "suspect"),
        ("https://board.example/jobs/176132-senior-data-scientist-banking-experience", "suspect"),
        ("https://board.example/jdp/6939146774665943982", "unknown"),
        ("https://board.example/companies/crumb-crust/jobs/69bad95b14029b2ec5f2d057", "unknown"),
        ("https://board.example/viewjob?jk=8f2b7c", "unknown"),
        ("javascript:alert(1)", "suspect"),
        ("ftp://board.example/senior-bakery-systems-engineer-ovens", "suspect"),
        ("https://linkedin.com@evil.example/senior-bakery-systems-engineer-ovens", "suspect"),
        ("https://[broken/senior", "suspect"),
        ("", "suspect"),
    ],
)
def test_the_words_of_a_link_are_compared_with_the_job(link: str, trust: str) -> None:
    [found] = read_apply_options(option(link), TITLE, EMPLOYER)
    assert found.link_trust == trust, found.trust_reason
    assert found.trust_reason


def test_only_plain_http_addresses_are_kept() -> None:
    for link in (
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a.example@b.example/",
        "http://a b.example/",
        "//x.example",
    ):
        assert read_apply_options(option(link), TITLE, EMPLOYER)[0].url is None
    assert read_apply_options(option("HTTPS://Board.Example/x"), TITLE, EMPLOYER)[0].host == "board.example"


def test_tracking_parameters_are_split_off_and_the_rest_stays_as_it_was() -> None:
    link = "https://www.board.example/view?jid=7&utm_source=google_jobs_apply&x=a%2Fb&gclid=q#top"
    [found] = read_apply_options(option(link), TITLE, EMPLOYER)
    assert found.url == "https://www.board.example/view?jid=7&x=a%2Fb#top"
    assert found.tracking == "utm_source=google_jobs_apply&gclid=q"
    assert found.host == "board.example"


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("https://uk.jooble.org/jdp/1", "aggregator"),
        ("https://de.indeed.com/x", "board"),
        ("https://boards.greenhouse.io/x", "ats"),
        ("https://acme.wd5.myworkdayjobs.com/x", "ats"),
        ("https://careers.crumbcrust.example/x", "employer"),
        ("https://notindeed.example/x", "unknown"),
        ("https://indeed.co.uk/x", "board"),
        ("https://www.stepstone.de/x", "board"),
        ("https://linkedin.com.evil.example/x", "unknown"),
        ("https://linkedin.evil.example/x", "unknown"),
        ("https://evil.example/linkedin.com", "unknown"),
        ("https://indeed.evil.co.uk/x", "unknown"),
        ("https://lever.co.evil.example/x", "unknown"),
        ("https://jooble.github.io/x", "unknown"),
        ("https://linkedin-com.example/x", "unknown"),
        ("https://jobs.lever.co/x", "ats"),
        ("https://hire.trakstar.com/x", "ats"),
        ("https://trakstar.com/x", "unknown"),
    ],
)
def test_hosts_are_known_by_their_domain(link: str, kind: str) -> None:
    assert read_apply_options(option(link), TITLE, EMPLOYER)[0].host_kind == kind


def test_no_host_of_the_table_is_known_as_the_label_of_another_domain() -> None:
    for name in hosts():
        assert host_kind(f"{name}.evil.example", "", None) == "unknown", name
        assert host_kind(f"{name}.com.evil.co.uk", "", None) == "unknown", name
        assert host_kind(f"jobs.{name}" if "." in name else f"jobs.{name}.co.uk", "", None) == hosts()[name], name


def test_the_employers_website_makes_its_host_the_employers() -> None:
    job = option("https://jobs.ovens.co.uk/1") | {"employer_website": "https://www.ovens.co.uk/about"}
    assert read_apply_options(job, TITLE, EMPLOYER)[0].host_kind == "employer"


def test_options_come_trusted_first_and_else_as_given() -> None:
    links = ["https://a.example/1", "https://b.example/data-scientist-in-banking-team", "https://c.example/2",
             "https://d.example/senior-bakery-systems-engineer-ovens"]  # fmt: skip
    job = {"apply_options": [{"publisher": str(n), "apply_link": link} for n, link in enumerate(links)]}
    assert [found.publisher for found in read_apply_options(job, TITLE, EMPLOYER)] == ["3", "0", "2", "1"]


def test_a_job_without_options_has_its_one_link() -> None:
    job = {"job_apply_link": "https://a.example/1", "job_publisher": "A", "job_apply_is_direct": "true"}
    [found] = read_apply_options(job, TITLE, EMPLOYER)
    assert (found.publisher, found.is_direct) == ("A", True)
    assert read_apply_options({}, TITLE, EMPLOYER) == []


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(JUNK, JUNK, JUNK, st.text(max_size=40), st.text(max_size=20))
def test_wrong_types_never_crash(options: object, link: object, direct: object, title: str, employer: str) -> None:
    job = {"apply_options": options, "job_apply_link": link, "job_apply_is_direct": direct, "job_city": link}
    nested = {"apply_options": [{"apply_link": link, "publisher": direct, "is_direct": options}, options]}
    for found in read_apply_options(job, title, employer) + read_apply_options(nested, title, employer):
        assert found.url is None or found.url.lower().startswith(("http://", "https://"))


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_address_is_judged(tail: str) -> None:
    [found] = read_apply_options(option("https://a.example/" + tail), tail, EMPLOYER)
    assert found.link_trust in ("matches", "unknown", "suspect")
