"""The pages of a published story, asked over HTTP."""

import csv
import io
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assets.lake.storage.storage import Lake
from tests.viewer import story
from tests.viewer.conftest import OWN_SCRIPT, client_of
from tests.viewer.snapshot_maker import contracts, publish_story, publish_tables, story_rows

PATHS = ["/", "/jobs", f"/jobs/{story.WHOLE}", "/skills", "/skills/python", "/employers", "/searches", "/pipeline"]
PATHS += ["/employers/lanternfish-audio", "/lineage", "/lineage?table=dim_jobs"]


def words(html: str) -> str:
    """A page's text, tags left out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("path", PATHS)
def test_each_page_is_there_with_one_heading_and_a_way_past_the_navigation(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert 'href="#content"' in answer.text
    assert "<script" not in answer.text.replace(OWN_SCRIPT, "")


@pytest.mark.parametrize("path", PATHS)
def test_each_page_is_json_by_accept_and_by_ending(client: TestClient, path: str) -> None:
    by_accept = client.get(path, headers={"Accept": "application/json"})
    bare, _, query = path.partition("?")
    by_ending = client.get(f"{'/index' if bare == '/' else bare}.json" + (f"?{query}" if query else ""))
    assert by_accept.json() == by_ending.json()
    assert by_accept.json()["snapshot"]


def test_a_key_beyond_what_javascript_can_count_is_text(client: TestClient) -> None:
    job = client.get(f"/jobs/{story.WHOLE}.json").json()["job"]
    assert job["job_key"] == str(story.WHOLE)
    assert isinstance(job["opening_key"], str)
    assert all(isinstance(other["job_key"], str) for other in job["other_postings"])
    assert all(isinstance(row["job_key"], str) for row in client.get("/jobs.json").json()["jobs"])


def test_a_browser_gets_html(client: TestClient) -> None:
    answer = client.get("/jobs", headers={"Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html")


def test_the_job_page_says_everything_in_the_order_of_reading(client: TestClient) -> None:
    text = words(client.get(f"/jobs/{story.WHOLE}").text)
    order = [
        "Sound Engineer", "Data Science and AI", "Hybrid", "Full-time", f"#{story.WHOLE}", "19 November 2026",
        "50 000–60 000 GBP per year", "The source says remote; the text says hybrid", "Description",
        "Hard skills", "Python", "lexicon_hard", "Soft skills", "Mentoring",
        "Education", "Acoustics", "Context", "Broadcasting", "Apply options", "Good Board",
        "Doubtful Board", "Other postings", "Sound Engineer (m/f)", "History", "API log", "extracted", "classified",
        "sound engineer in Leeds", "9 358", "2026-11-20 10:08", "Lineage", "run", "01234567", "Raw JSON",
        "job_title",
    ]  # fmt: skip
    place = -1
    for said in order:
        place = text.find(said, place + 1)
        assert place >= 0, f"{said!r} is missing or out of order"


def test_evidence_is_marked_where_it_stands_and_leads_to_its_skill(client: TestClient) -> None:
    page = client.get(f"/jobs/{story.WHOLE}").text
    assert re.search(r'<mark class="stated" id="in-text-skill-1"><a href="#skill-1"[^>]*>Python</a></mark>', page)
    assert re.search(r'<mark class="paraphrased"[^>]*><a href="#skill-2"[^>]*>ranking models</a>', page)
    assert '<mark class="fact"' in page
    assert 'id="skill-1"' in page
    assert 'href="#in-text-skill-1"' in page


def test_bullets_and_headings_of_the_description_stay(client: TestClient) -> None:
    page = client.get(f"/jobs/{story.WHOLE}").text
    assert "<h3>What you&#39;ll do</h3>" in page
    assert "<li>Train " in page
    assert "• Train" not in page[page.index('<div class="posting"') : page.index('id="hard-title"')]


def test_what_is_inferred_is_never_certain(client: TestClient) -> None:
    text = words(client.get(f"/jobs/{story.WHOLE}").text)
    assert "99 %" in text
    assert "100 %" not in text


def test_links_are_sorted_by_trust_and_carry_their_real_host(client: TestClient) -> None:
    page = client.get(f"/jobs/{story.WHOLE}").text
    assert page.index("jobs.example") < page.index("board.example")
    anchors = re.findall(r'<a href="https://[^>]+>', page)
    assert anchors
    assert all('rel="noopener noreferrer nofollow external"' in anchor for anchor in anchors)


def test_what_is_not_there_yet_is_said_in_words(client: TestClient) -> None:
    bare = words(client.get(f"/jobs/{story.BARE}").text)
    for said in ("Not stated by the source", "The source gave no description", "Not extracted yet", "no link to apply",
                 "No call is recorded", "No other posting", "Not classified yet"):  # fmt: skip
        assert said in bare
    assert "No hard skills were found" in words(client.get(f"/jobs/{story.SIBLING}").text)
    failed = words(client.get(f"/jobs/{story.FAILED}").text)
    assert "Failed." in failed
    assert "timeout after 30 s" in failed


@pytest.mark.parametrize("key", ["1", "nope", "0", "-1", "9" * 19, "9" * 400, "١٢"])
def test_an_unknown_job_is_404_with_a_search_box(client: TestClient, key: str) -> None:
    answer = client.get(f"/jobs/{key}")
    assert answer.status_code == 404
    assert 'type="search"' in answer.text


@pytest.mark.parametrize(
    "path", ["/skills/nothing", "/employers/nobody", "/nowhere", "/lineage?table=users", "/jobs.x"]
)
def test_what_does_not_exist_is_404(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("text=engineer+leeds", {story.WHOLE, story.SIBLING}),
        ("text=engineer+leeds&country=GB", {story.WHOLE}),
        ('text="ranking+models"+-freelance&sort=pay', {story.WHOLE, story.SIBLING}),
        ("text=zebra", set()),
        ("country=GB&work_mode=hybrid", {story.WHOLE}),
        ("skill=python", {story.WHOLE}),
        ("employer=bold-evil", {story.HOSTILE}),
        ("has_pay=1", {story.WHOLE}),
        ("posted_since=2026-11-19", {story.WHOLE}),
        ("posted_since=2026-11-20", set()),
        ("contradiction=1", {story.WHOLE}),
        ("panel=sound&seniority=senior", {story.WHOLE}),
        ("country=' or 1=1 --", set()),
        ("country=gb&category=data+science+and+ai", {story.WHOLE}),
        ("skill=Python,ranking", {story.WHOLE}),
        ("skill=python,cobol", set()),
        ("found_since=2026-11-20&has_pay=yes", {story.WHOLE}),
    ],
)
def test_filters_are_the_address(client: TestClient, query: str, keys: set[int]) -> None:
    found = client.get(f"/jobs.json?{query}").json()
    assert {job["job_key"] for job in found["jobs"]} == set(map(str, keys))
    assert found["total"] == len(keys)


def test_words_are_shown_where_they_stand_and_rank_the_list(client: TestClient) -> None:
    found = client.get("/jobs.json?text=mentoring").json()
    assert found["sort"] == "relevance"
    assert "".join(piece["text"] for piece in found["jobs"][0]["excerpt"] if piece["match"]) == "Mentor"
    page = client.get("/jobs?text=mentoring").text
    assert '<mark class="found">Mentor</mark>' in page
    assert '<option value="relevance" selected>' in page
    hostile = client.get("/jobs?text=alert").text.replace(OWN_SCRIPT, "")
    assert "<script" not in hostile
    assert '<mark class="found">alert</mark>' in hostile


@pytest.mark.parametrize("text", ["istanbul", "İSTANBUL", "İstanbul", "ISTANBUL", "strasse", "STRAẞE", "ΟΔΟΣ", "οδός"])
def test_text_is_found_in_any_case(tmp_path: Path, text: str) -> None:
    jobs = [story.job(5, title="Fitter İstanbul", employer="Straße οδος οδός")]
    rows = {"dim_jobs": [{name: value for name, value in jobs[0].items() if name in contracts()["dim_jobs"]}]}
    publish_tables(Lake(tmp_path), {"dim_jobs": contracts()["dim_jobs"]}, rows)
    assert client_of(tmp_path).get("/jobs.json", params={"text": text}).json()["total"] == 1


def test_an_employer_is_found_in_any_case(tmp_path: Path) -> None:
    job = story.job(5, employer="İstanbul Straße", employer_key="istanbul")
    rows = {"dim_jobs": [{name: value for name, value in job.items() if name in contracts()["dim_jobs"]}]}
    publish_tables(Lake(tmp_path), {"dim_jobs": contracts()["dim_jobs"]}, rows)
    for text in ("istanbul strasse", "İSTANBUL"):
        assert len(client_of(tmp_path).get("/employers.json", params={"text": text}).json()["employers"]) == 1


def test_a_filter_that_is_no_day_is_said_and_left_out(client: TestClient) -> None:
    found = client.get("/jobs.json?posted_since=yesterday").json()
    assert found["total"] == len(story.jobs())
    assert "yesterday" in found["problems"][0]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("colour=blue", "no filter"),
        ("has_pay=perhaps", "has_pay is 1 or 0"),
        ("sort=luck", "no order"),
        ("page=minus", "no page"),
        ("text=%25", "no word to look for"),
        ("sort=relevance", "where words are sought"),
    ],
)
def test_what_a_list_does_not_understand_is_said(client: TestClient, query: str, said: str) -> None:
    found = client.get(f"/jobs.json?{query}").json()
    assert [said in problem for problem in found["problems"]] == [True]
    assert found["total"] == client.get("/jobs.json").json()["total"]


@pytest.mark.parametrize("query", ["sort=evil;drop", "page=-3", "page=zzz", "page=99999999999", "page=7"])
def test_odd_sorts_and_pages_do_no_harm(client: TestClient, query: str) -> None:
    assert client.get(f"/jobs?{query}").status_code == 200


def test_a_list_is_csv_that_no_spreadsheet_runs(client: TestClient) -> None:
    answer = client.get("/jobs.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == len(story.jobs())
    assert next(row for row in rows if row["job_key"] == str(story.HOSTILE))["category"] == "'=cmd()"
    assert client.get(f"/jobs/{story.WHOLE}.csv").status_code == 404


def test_numbers_below_the_floor_are_words(client: TestClient) -> None:
    text = words(client.get("/skills").text)
    assert "too few jobs to say" in text
    assert "not the market" in text


def test_a_trend_is_drawn_with_its_interval_and_its_numbers_behind_it(client: TestClient) -> None:
    page = client.get("/skills/python").text
    assert "<polyline" in page
    assert 'class="band"' in page
    assert "in each whole week, n from 120 to 120" in page
    assert "week not whole" in page
    assert "50 000" in words(page)


def test_what_changed_by_more_than_chance_comes_first_and_the_rest_is_unchanged(client: TestClient) -> None:
    text = words(client.get("/skills?panel=sound").text)
    changed, asked = text.index("Changed by more than chance"), text.index("Most asked for")
    assert "2 skills of 3 compared changed" in text
    for said in ("▲ +25.0 points", "▼ −13.3 points", "70 of 120", "100 of 300", "Cassettes"):
        assert changed < text.index(said) < asked
    assert "unchanged" in text[asked:]
    assert "Ranking" not in text[changed:asked]


def test_where_nothing_changed_by_more_than_chance_no_change_is_named(client: TestClient) -> None:
    text = words(client.get("/skills?panel=sound&category=Sound").text)
    assert "None of the 1 skill compared changed by more than sampling noise." in text
    assert "one in twenty" not in text


def test_a_skill_says_whether_it_rises_stays_or_has_too_little_history(client: TestClient) -> None:
    text = words(client.get("/skills/python").text)
    assert "▲ rising , +25.0 points in the week of 16 November 2026: 58 % of 120 jobs" in text
    assert "it takes at least two whole weeks before" in text
    assert text.index("▲ rising") < text.index("Too little history")
    assert "stage, studio : Too little history" in text
    assert "unchanged in the week of 16 November 2026" in words(client.get("/skills/ranking").text)


@pytest.mark.parametrize(
    ("query", "window", "said"),
    [
        ("", "91d", "91 days to 22 Nov 2026"),
        ("window=28d", "28d", "28 days to 22 Nov 2026"),
        ("window=all", "all", "all 175 days to 22 Nov 2026"),
        ("window=7y", "91d", "91 days to 22 Nov 2026"),
        ("panel=studio", "all", "all 34 days to 22 Nov 2026"),
        ("panel=studio&window=91d", "all", "all 34 days to 22 Nov 2026"),
        ("panel=studio&window=28d", "28d", "28 days to 22 Nov 2026"),
    ],
)
def test_the_window_is_chosen_in_the_address_and_named(client: TestClient, query: str, window: str, said: str) -> None:
    assert client.get(f"/skills.json?{query}").json()["window"] == window
    page = client.get(f"/skills?{query}").text
    assert said in words(page)
    assert f'<option value="{window}" selected>' in page


def test_a_skill_shows_one_window_of_each_panel_and_names_a_panel_too_young_for_it(client: TestClient) -> None:
    def shown(query: str) -> set[tuple[str, str]]:
        demand = client.get(f"/skills/python.json?{query}").json()["demand"]
        return {(row["panel"], row["window"]) for row in demand}

    assert shown("") == {("sound", "91d"), ("studio", "all")}
    assert shown("window=28d") == {("sound", "28d"), ("studio", "28d")}
    assert shown("window=91d") == {("sound", "91d")}
    assert "Not found for 91 days yet: studio" in words(client.get("/skills/python?window=91d").text)


def test_a_snapshot_older_than_windows_waits_for_the_next_run(tmp_path: Path) -> None:
    tables = {
        mart: {name: kind for name, kind in columns.items() if name != "window"}
        for mart, columns in contracts().items()
    }
    rows = {
        mart: [{name: value for name, value in row.items() if name != "window"} for row in found]
        for mart, found in story_rows().items()
    }
    publish_tables(Lake(tmp_path), tables, rows)
    client = client_of(tmp_path)
    assert {client.get(path).status_code for path in PATHS} <= {200, 404}
    assert "Pending." in client.get("/skills").text


def test_nothing_published_is_said_with_what_to_do(tmp_path: Path) -> None:
    answer = client_of(tmp_path).get("/")
    assert answer.status_code == 503
    assert "make run" in answer.text


def test_marts_without_rows_leave_pages_that_say_so(tmp_path: Path) -> None:
    publish_tables(Lake(tmp_path), contracts(), {})
    client = client_of(tmp_path)
    assert all(client.get(path).status_code in (200, 404) for path in PATHS)
    assert "No jobs yet" in client.get("/").text


def test_marts_that_are_missing_leave_pages_that_say_so(tmp_path: Path) -> None:
    gone = set(contracts()) - {"job_detail", "dim_jobs"}
    publish_story(Lake(tmp_path), lineage=False, pages=False, without=gone)
    client = client_of(tmp_path)
    answers = {path: client.get(path) for path in PATHS}
    assert {answer.status_code for answer in answers.values()} <= {200, 404}
    assert "run not recorded yet" in answers[f"/jobs/{story.WHOLE}"].text
    assert "Pending." in answers["/lineage"].text


def test_the_page_of_a_job_is_the_same_with_and_without_its_own_file(tmp_path: Path, client: TestClient) -> None:
    publish_story(Lake(tmp_path), pages=False)
    slow = client_of(tmp_path).get(f"/jobs/{story.WHOLE}.json").json()
    quick = client.get(f"/jobs/{story.WHOLE}.json").json()
    assert slow["job"] == quick["job"]


def test_a_posting_in_a_language_that_is_not_read_says_so_instead_of_having_no_skills(tmp_path: Path) -> None:
    text = "Szukamy osoby do pracy w księgowości."
    jobs = [
        story.job(5, description=text, language="pl", is_language_unread=True, extracted_on=story.DAY),
        story.job(6, description=text, language="de", is_language_unread=False, extracted_on=story.DAY),
    ]
    publish_tables(Lake(tmp_path), contracts(), {"job_detail": jobs})
    client = client_of(tmp_path)
    assert words(client.get("/jobs/5").text).count("Not read: language.") == 2
    assert "Not read" not in client.get("/jobs/6").text
    states = client.get("/jobs/5.json").json()["states"]
    assert states["hard_skills"] == {"state": "unread", "reason": "pl"}
