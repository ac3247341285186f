"""The door for a CV: who may pass it, what comes out, and that nothing of the text stays anywhere."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.testclient import TestClient

from assets.lake.storage.storage import Lake
from viewer import cv
from viewer.application import application
from viewer.cv import LONGEST_BODY, PROJECT, NotReadError, skills_in

CANARY = "Quillfeather-Zzyzx-4711"
CV = f"{CANARY}\nFive years of Python and ranking models. I mentor colleagues. {CANARY}@example.org"
START_SECONDS = 40


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the served viewer may write: its home, its temporary files and what it says."""
    return tmp_path_factory.mktemp("cv")


@pytest.fixture(scope="module")
def home(lake: Lake, place: Path) -> Iterator[str]:
    """The viewer as people start it, on a lake of the story."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (place / "tmp").mkdir()
    environment = {**os.environ, "TMPDIR": str(place / "tmp"), "HOME": str(place)}
    command = [sys.executable, "-m", "viewer", "--lake", str(lake.root), "--port", str(port)]
    with (place / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=said, stderr=said)
    address = f"http://127.0.0.1:{port}"
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        try:
            httpx.get(f"{address}/match")
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait()


def own(home: str) -> dict[str, str]:
    return {"Origin": home}


def test_a_text_becomes_an_address_of_skills_and_stays_nowhere(home: str, place: Path, lake: Lake) -> None:
    answer = httpx.post(f"{home}/match/cv", data={"cv": CV}, headers=own(home), timeout=90)
    assert answer.status_code == 303
    address = answer.headers["location"]
    assert set(parse_qs(urlsplit(address).query)["have"][0].split(",")) >= {"python"}
    page = httpx.get(f"{home}{address}")
    assert "Sound Engineer" in page.text
    refused = httpx.post(f"{home}/match/cv", data={"cv": CV}, headers={"Origin": "http://evil.example"})
    assert refused.status_code == 403
    seen = b"".join(part.content + repr(part.headers).encode() for part in (answer, page, refused))
    folders = (place, lake.root)
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert place / "said" in files
    for held in (seen, address.encode(), *(path.read_bytes() for path in files)):
        assert CANARY.encode() not in held
        assert CANARY.lower().encode() not in held.lower()


def test_a_text_without_a_skill_is_said(home: str) -> None:
    answer = httpx.post(f"{home}/match/cv", data={"cv": "Nothing."}, headers=own(home), timeout=90)
    assert answer.headers["location"] == "/match?cv=none"
    assert "No skill that postings here name was found" in httpx.get(f"{home}/match?cv=none").text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:1"}, 403),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}, 415),
        ({"Sec-Fetch-Site": "same-origin", "Content-Type": "text/plain"}, 415),
    ],
)
def test_only_a_form_of_our_own_page_passes(home: str, headers: dict[str, str], status: int) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = httpx.post(f"{home}/match/cv", content=b"cv=Python", headers={**form, **headers})
    assert answer.status_code == status


def test_a_text_in_the_address_or_at_another_address_is_refused(home: str) -> None:
    assert httpx.post(f"{home}/match/cv?cv=Python", data={"cv": "x"}, headers=own(home)).status_code == 415
    assert httpx.post(f"{home}/match", data={"cv": "x"}, headers=own(home)).status_code == 405
    assert httpx.get(f"{home}/match/cv").status_code == 404


def test_another_machine_is_refused_even_under_a_name_it_may_read_by(lake: Lake) -> None:
    app = application(lake.root, {"jobs.example", "127.0.0.1"})
    form = {"Sec-Fetch-Site": "same-origin"}
    far = TestClient(app, base_url="http://127.0.0.1", client=("192.0.2.7", 5000))
    assert far.post("/match/cv", data={"cv": "Python"}, headers=form).status_code == 403
    named = TestClient(app, base_url="http://jobs.example", client=("127.0.0.1", 5000))
    assert named.get("/match").status_code == 200
    assert named.post("/match/cv", data={"cv": "Python"}, headers=form).status_code == 403


def test_a_text_has_a_longest_length_and_bytes_that_are_no_form_are_refused(lake: Lake) -> None:
    near = TestClient(application(lake.root), base_url="http://127.0.0.1", client=("127.0.0.1", 5000))
    form = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    assert near.post("/match/cv", content=b"cv=" + b"a" * LONGEST_BODY, headers=form).status_code == 413
    assert near.post("/match/cv", content=b"cv=\xff", headers=form).status_code == 400
    assert near.post("/match/cv", content=b"&a=1" * 50, headers=form).status_code == 400


def test_an_extractor_that_fails_is_said_without_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv, "PATIENCE_SECONDS", 0.001)
    with pytest.raises(NotReadError, match="was not kept") as raised:
        skills_in(CV)
    assert CANARY not in str(raised.value)
    assert raised.value.__context__ is None
