"""Postings that try to be more than text, and requests that try to be more than reads."""

import json
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from assets.lake.snapshots.snapshots import current
from assets.lake.storage.storage import Lake
from tests.viewer import story
from tests.viewer.conftest import OWN_SCRIPT, client_of
from tests.viewer.snapshot_maker import contracts, publish_tables
from viewer.drawing import render, words
from viewer.drawing.addresses import outside
from viewer.drawing.page import Page
from viewer.drawing.texts import Span, blocks
from viewer.snapshot.reader import Reader

PLACES = [
    f"/jobs/{story.HOSTILE}",
    "/jobs",
    "/",
    "/employers",
    "/pipeline",
    "/employers/bold-evil",
    "/jobs?text=<script>",
]


@pytest.mark.parametrize("path", PLACES)
def test_markup_in_a_posting_is_text(client: TestClient, path: str) -> None:
    page = client.get(path).text.replace(OWN_SCRIPT, "")
    assert "<script" not in page.lower()
    assert "<b>" not in page
    assert "<img" not in page.lower()
    assert not re.search(r'href="\s*(javascript|data):', page)


def test_template_syntax_is_not_run(client: TestClient) -> None:
    page = client.get(f"/jobs/{story.HOSTILE}").text
    assert "7*7" in page
    assert "{{ 7 * 7 }}" in page
    assert ">49<" not in page


def test_controls_and_overrides_are_seen_and_do_nothing(client: TestClient) -> None:
    page = client.get(f"/jobs/{story.HOSTILE}").text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert "⟨U+202E⟩" in page
    assert "\u241b[31m" in page


def test_only_web_links_with_one_host_can_be_followed(client: TestClient) -> None:
    page = client.get(f"/jobs/{story.HOSTILE}").text
    links = page[page.index('id="apply-title"') : page.index('id="postings-title"')]
    assert "<a " not in links
    assert "javascript:alert(1)" in links


@pytest.mark.parametrize(
    ("url", "host", "safe"),
    [
        ("https://jobs.example/a?b=c", "jobs.example", True),
        ("HTTP://JOBS.example:8080/", "jobs.example", True),
        ("javascript:alert(1)", "", False),
        ("//jobs.example/x", "jobs.example", False),
        ("https://good.example@evil.example/", "evil.example", False),
        ("https://", "", False),
        ("http://[half", "", False),
        ("http://a.example:notaport/", "", False),
        ("https://bücher.example/", "xn--bcher-kva.example", True),
        ("https://a.example/\nx", "a.example", False),
    ],
)
def test_a_link_is_judged_by_its_real_host(url: str, host: str, safe: bool) -> None:
    found = outside(url)
    assert found is not None
    assert (found.host, found.safe) == (host, safe)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_a_link_or_shown(text: str) -> None:
    found = outside(text)
    assert found is None or not found.safe or re.match("https?://", found.url, re.IGNORECASE)
    assert not words.HIDDEN.search(words.visible(text))


@given(
    st.text(alphabet="ab•-* \n:1.", max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=5),
)
@settings(max_examples=200, deadline=None)
def test_blocks_lose_no_word_of_a_text(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(start, end, f"s{number}", "", "stated") for number, (start, end) in enumerate(places)]
    shown = "".join(piece.text for block in blocks(text, spans) for line in block.lines for piece in line)
    assert re.sub(r"[^ab]", "", shown) == re.sub(r"[^ab]", "", text)
    begun = [name for block in blocks(text, spans) for line in block.lines for piece in line for name in piece.begins]
    assert len(begun) == len(set(begun))


def test_a_text_of_a_megabyte_is_shown_whole(tmp_path: Path) -> None:
    text = "word " * 200_000 + "<script>end"
    rows = {"job_detail": [story.job(5, description=text, title="t" * 100_000)]}
    publish_tables(Lake(tmp_path), {"job_detail": contracts()["job_detail"]}, rows)
    answer = client_of(tmp_path).get("/jobs/5")
    assert answer.status_code == 200
    assert answer.text.count("word ") >= 200_000
    assert "&lt;script&gt;end" in answer.text


def test_an_escaped_half_of_a_pair_is_shown_as_a_replacement_and_kept_in_json(tmp_path: Path) -> None:
    raw = r'{"job_title": "half \ud800 pair", "\udfff": "\ud83d\ude00"}'
    rows = {"job_detail": [story.job(5, public_json=raw)]}
    publish_tables(Lake(tmp_path), {"job_detail": contracts()["job_detail"]}, rows)
    client = client_of(tmp_path)
    answer = client.get("/jobs/5")
    assert answer.status_code == 200
    assert "half \ufffd pair" in answer.text
    assert "\U0001f600" in answer.text
    assert client.get("/jobs/5.json").json()["job"]["public_json"] == raw


@given(st.text(alphabet=st.characters(categories=["Cs", "Lu", "Cc"])))
@settings(max_examples=100, deadline=None)
def test_what_is_shown_can_be_encoded(text: str) -> None:
    assert str(words.visible(text)).encode().decode() == words.visible(text)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_reads_are_answered(client: TestClient, method: str) -> None:
    answer = client.request(method, "/jobs")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_head_is_a_read_without_a_body(client: TestClient) -> None:
    answer = client.head("/jobs")
    assert answer.status_code == 200
    assert answer.content == b""


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:8321"])
def test_other_host_names_are_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9", "[::1]:8321", "LOCALHOST:1"])
def test_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_list_may_run_the_script_of_ours_and_no_other(client: TestClient) -> None:
    policy = client.get("/jobs").headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert client.get("/static/visits.js").headers["content-type"].startswith("text/javascript")
    assert "script-src" not in client.get(f"/jobs/{story.HOSTILE}").headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/viewer.css", "/jobs.json"])
def test_every_answer_forbids_scripts_frames_and_referrers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/static/../viewer/snapshot/reader.py", "/static/%2e%2e/reader.py", "/static//etc/passwd"]
)
def test_static_files_stay_in_their_folder(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_engine_is_locked_to_the_snapshot(lake: Lake, tmp_path: Path) -> None:
    snapshot = current(lake)
    assert snapshot is not None
    reader = Reader(snapshot)
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    for sql in (
        f"select * from read_csv('{secret}')",
        f"select * from read_text('{lake.root}/marts/CURRENT')",
        "select * from 'https://jobs.example/x.parquet'",
    ):
        with pytest.raises(duckdb.Error):
            reader.rows(sql)
    with pytest.raises(duckdb.Error):
        reader.run("set enable_external_access = true")
    with pytest.raises(duckdb.Error):
        reader.run(f"copy (select 1) to '{tmp_path}/out.csv'")


def test_half_a_pair_is_an_escape_in_json() -> None:
    said = render.as_json(Page("x.html", "half \ud800", {}), "s")
    assert b'"half \\ud800"' in said
    assert json.loads(said)["title"] == "half \ud800"
