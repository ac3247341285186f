"""What each source's objects say, read by the same rules as JSearch's; and the traps that its users fell into."""

import html
import json
from collections.abc import Callable
from typing import Any

import pytest

from assets.postings.__main__ import normalise_line
from assets.postings.identity.job_key import job_key_of
from assets.postings.posting import Posting, Quarantined, Sighting, read_posting
from assets.search.saved.saved_searches import SavedSearch
from assets.sources.reading.source import Ask
from assets.sources.registry import SOURCES
from tests.assets.search.jsearch_server import job as jsearch_job
from tests.assets.sources.fictional import (
    UUID,
    adzuna_job,
    adzuna_page,
    arbeitnow_job,
    arbeitnow_page,
    ashby_board,
    ashby_job,
    docid_of,
    greenhouse_board,
    greenhouse_job,
    lever_board,
    lever_job,
    serpapi_job,
    serpapi_page,
)

ASK = Ask("", {})
ABOUT = {"board": "pelham", "employer": "Pelham Rail Works", "country": "gb"}
JOBS: dict[str, Callable[..., dict[str, Any]]] = {
    "greenhouse": greenhouse_job,
    "lever": lever_job,
    "ashby": ashby_job,
    "serpapi": serpapi_job,
    "adzuna": adzuna_job,
}


def found(source: str, **changes: object) -> Posting | Quarantined:
    given = JOBS[source](1, **changes)
    return read_posting(SOURCES[source].read(given, ABOUT), Sighting(), None, given)


def read(source: str, **changes: object) -> dict[str, Any]:
    posting = found(source, **changes)
    assert isinstance(posting, Posting), posting
    return dict(posting.values)


@pytest.mark.parametrize("source", JOBS)
def test_title_employer_place_and_pay_are_read_as_everywhere(source: str) -> None:
    row = read(source)
    assert (row["title"], row["employer"]) == ("Signal Fitter 1", "Pelham Rail Works")
    assert (row["city"], row["country"]) == ("York", "GB")
    assert (row["pay_min"], row["pay_max"], row["pay_currency"], row["pay_period"]) == (42_000, 51_000, "GBP", "year")
    assert "junction signals" in row["description"]
    assert "<" not in row["description"]


@pytest.mark.parametrize("source", JOBS)
def test_what_was_sent_is_kept_as_it_was_sent(source: str) -> None:
    given = JOBS[source](1)
    assert json.loads(read(source)["raw_json"]) == json.loads(json.dumps(given))


@pytest.mark.parametrize("source", JOBS)
@pytest.mark.parametrize("wrong", [None, 7, True, [], {}, "", [None, 3], {"a": None}])
def test_no_field_of_a_wrong_type_stops_the_reading(source: str, wrong: object) -> None:
    given = JOBS[source](1)
    for name in given:
        SOURCES[source].read({**given, name: wrong}, ABOUT)


@pytest.mark.parametrize("source", ["greenhouse", "lever", "ashby"])
def test_a_board_is_whole_when_it_lists_as_many_as_it_says(source: str) -> None:
    boards: dict[str, Callable[..., bytes]] = {
        "greenhouse": greenhouse_board,
        "lever": lever_board,
        "ashby": ashby_board,
    }
    board = boards[source]
    assert SOURCES[source].results(board([JOBS[source](1)]), ASK).is_whole
    empty = SOURCES[source].results(board([]), ASK)
    assert (empty.is_whole, empty.unread) == (False, False)
    assert "lists no job" in str(empty.problem)


def test_a_greenhouse_board_that_lists_fewer_than_it_says_is_not_whole() -> None:
    body = json.dumps({"jobs": [greenhouse_job(1)], "meta": {"total": 9}}).encode()
    envelope = SOURCES["greenhouse"].results(body, ASK)
    assert (envelope.is_whole, len(envelope.results)) == (False, 1)
    assert "9 jobs and lists 1" in str(envelope.problem)


def test_greenhouse_an_edit_is_no_posting_date() -> None:
    assert read("greenhouse", first_published=None)["posted_date"] is None


def test_greenhouse_text_hidden_in_entities_twice_is_text() -> None:
    row = read("greenhouse", content=html.escape("<p>Fish&nbsp;&amp;&nbsp;rail</p><script>alert(1)</script>"))
    assert row["description"] == "Fish & rail"


def test_greenhouse_a_work_mode_in_the_place_of_the_place_leaves_the_offices() -> None:
    offices = [
        {"name": "All", "location": None, "child_ids": [2]},
        {"name": "Leeds", "location": "Leeds, England", "child_ids": []},
    ]
    row = read("greenhouse", location={"name": "Hybrid"}, offices=offices)
    assert (row["work_mode"], row["city"], row["location_raw"]) == ("hybrid", "Leeds", "Leeds, England")


def test_greenhouse_several_places_are_all_shown() -> None:
    row = read("greenhouse", location={"name": "York, England | Leeds, England"})
    assert (row["city"], row["location_raw"]) == ("York", "York, England | Leeds, England")


def test_greenhouse_pay_without_a_period_is_not_called_yearly() -> None:
    ranges = [{"min_cents": 4_200_000, "max_cents": 5_100_000, "currency_type": "GBP", "title": "Zone A", "blurb": ""}]
    row = read("greenhouse", pay_input_ranges=ranges)
    assert (row["pay_min"], row["pay_period"], row["pay_yearly_min"]) == (42_000, None, None)


def test_greenhouse_a_talent_pool_is_no_opening() -> None:
    aside = found("greenhouse", internal_job_id=None)
    assert isinstance(aside, Quarantined)
    assert aside.reason == "no_opening"


def test_greenhouse_the_board_names_the_employer_that_the_answer_does_not() -> None:
    assert read("greenhouse", company_name=None)["employer"] == "Pelham Rail Works"


def test_lever_requirements_stand_in_the_text() -> None:
    text = read("lever")["description"]
    assert "Requirements\n\n• Relay interlockings\n• A driving licence" in text
    assert text.count("junction signals") == 1
    assert text.endswith("We pay for your training.")


def test_lever_milliseconds_are_no_year_56000_and_an_old_posting_stays() -> None:
    assert str(read("lever")["posted_date"]) == "2026-03-20"
    assert str(read("lever", createdAt=1_711_324_800_000)["posted_date"]) == "2024-03-25"


def test_lever_all_places_are_shown_and_unspecified_is_no_work_mode() -> None:
    assert read("lever")["location_raw"] == "York | Leeds"
    assert read("lever", workplaceType="unspecified")["work_mode"] == "unclear"


def test_lever_a_bonus_is_no_wage() -> None:
    salary = {"min": 5_000, "max": 9_000, "currency": "GBP", "interval": "one-time"}
    assert read("lever", salaryRange=salary)["pay_min"] is None


def test_ashby_hybrid_wins_over_its_flag_without_a_contradiction() -> None:
    row = read("ashby")
    assert (row["work_mode"], row["source_is_remote"], row["work_mode_contradiction"]) == ("hybrid", None, False)
    assert read("ashby", workplaceType=None)["work_mode"] == "remote"


def test_ashby_an_id_that_is_not_sent_stands_in_the_address() -> None:
    assert read("ashby", id=None)["job_key"] == read("ashby")["job_key"]
    assert read("ashby")["job_id"] == f"ashby:{UUID.format(1)}"


def test_ashby_what_is_not_listed_is_set_aside() -> None:
    aside = found("ashby", isListed=False)
    assert isinstance(aside, Quarantined)
    assert aside.reason == "not_listed"


def test_ashby_pay_that_is_not_to_be_shown_is_not() -> None:
    assert read("ashby", shouldDisplayCompensationOnJobPostings=False)["pay_min"] is None


def test_serpapi_and_jsearch_know_one_job_by_one_key() -> None:
    v1 = {**jsearch_job(1), "job_id": docid_of(1), "job_uid": None}
    assert read("serpapi")["job_key"] == job_key_of(v1).key
    assert read("serpapi", fc="another-fetch")["job_key"] == job_key_of(v1).key


@pytest.mark.parametrize("job_id", ["", "no base64!", "eyJqb2JfdGl0bGUiOiAiYSJ9", None, "W10"])
def test_serpapi_a_job_without_docid_is_known_by_its_content(job_id: str | None) -> None:
    row = read("serpapi", job_id=job_id)
    assert row["job_key_source"] == "fingerprint"
    assert row["job_key"] == read("serpapi", job_id="")["job_key"]


def test_serpapi_nothing_found_is_an_empty_answer_and_an_error_is_none() -> None:
    said = {
        "search_metadata": {"status": "Success"},
        "search_information": {"jobs_results_state": "Fully empty"},
        "error": "Google hasn't returned any results for this query.",
    }
    empty = SOURCES["serpapi"].results(json.dumps(said).encode(), ASK)
    assert (empty.unread, empty.results, empty.problem) == (False, [], None)
    refused = SOURCES["serpapi"].results(b'{"search_metadata": {"status": "Error"}, "error": "Try later."}', ASK)
    assert refused.unread
    assert "Try later." in str(refused.problem)
    web = SOURCES["serpapi"].results(b'{"search_metadata": {"status": "Success"}, "organic_results": []}', ASK)
    assert web.unread


def test_serpapi_goes_on_where_the_token_says() -> None:
    assert SOURCES["serpapi"].results(serpapi_page([serpapi_job(1)], "t"), ASK).cursor == "t"
    assert SOURCES["serpapi"].page(Ask("search.json", {"q": "a"}), "t").params == {"q": "a", "next_page_token": "t"}


def test_serpapi_says_remote_only_where_it_is_so() -> None:
    assert read("serpapi")["source_is_remote"] is None
    assert read("serpapi", detected_extensions={"work_from_home": True})["source_is_remote"] is True


@pytest.mark.parametrize(("flag", "pay"), [("0", 42_000), (0, 42_000), ("1", None), (1, None), (None, None)])
def test_adzuna_predicted_pay_is_no_stated_pay(flag: object, pay: float | None) -> None:
    assert read("adzuna", salary_is_predicted=flag)["pay_min"] == pay


def test_adzuna_texts_are_summaries_and_ids_are_text() -> None:
    assert read("adzuna")["is_summary"] is True
    assert read("adzuna", id=50_001)["job_key"] == read("adzuna")["job_key"]


def test_arbeitnow_is_read_from_html_seconds_and_german_words() -> None:
    given = arbeitnow_job(1)
    posting = read_posting(SOURCES["arbeitnow"].read(given, {}), Sighting(query_country="de"), None, given)
    assert isinstance(posting, Posting)
    row = posting.values
    assert (row["city"], row["employment_types"]) == ("Berlin", ["FULLTIME"])
    assert str(row["posted_date"]) == "2026-03-20"


def test_arbeitnow_pages_are_counted_and_its_own_next_address_is_not_followed() -> None:
    ask = SOURCES["arbeitnow"].plan(SavedSearch(name="feed", source="arbeitnow"))
    found = SOURCES["arbeitnow"].results(arbeitnow_page([arbeitnow_job(1)], "https://x.example?search=a&page=2"), ask)
    assert SOURCES["arbeitnow"].page(ask, str(found.cursor)).params == {"page": "2"}


def test_adzuna_pages_stand_in_the_path_and_end_with_the_count() -> None:
    adzuna, first = SOURCES["adzuna"], Ask("gb/search/1", {"what": "fitter"})
    assert adzuna.results(adzuna_page([adzuna_job(1)], 120), first).cursor == "2"
    assert adzuna.page(first, "2") == Ask("gb/search/2", {"what": "fitter"})
    assert adzuna.results(adzuna_page([adzuna_job(1)], 120), Ask("gb/search/3", {})).cursor is None
    assert adzuna.results(adzuna_page([], 120), first).cursor is None


def test_the_filter_reads_any_sources_objects() -> None:
    line = json.dumps(lever_job(1)).encode()
    row = json.loads(normalise_line(line, 1, Sighting(), SOURCES["lever"], {"employer": "Pelham Rail Works"}))
    assert (row["title"], row["employer"], row["work_mode"]) == ("Signal Fitter 1", "Pelham Rail Works", "hybrid")
