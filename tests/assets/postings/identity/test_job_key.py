"""One job has one key, wherever its docid hides; the content hash follows only what the posting says."""

import base64
import string
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.identity.job_key import content_hash, job_key_of

DOCID = base64.urlsafe_b64encode(bytes([16, 251, 255, 62, 190, 7]) + bytes(10)).decode()  # holds both - and _
QUOTED = quote(DOCID, safe="")
SEARCH = "https://www.google.com/search?q=jobs"
KEY = job_key_of({"job_id": DOCID}).key


def wrapped(docid: str, tail: str = "Q0FFU0FnZ0s") -> str:
    return base64.b64encode(f"{docid}:{tail}".encode()).decode()


SPELLINGS: dict[str, dict[str, object]] = {
    "v1 id": {"job_id": DOCID},
    "v1 id without padding": {"job_id": DOCID.rstrip("=")},
    "v1 id in the standard alphabet": {"job_id": DOCID.replace("-", "+").replace("_", "/")},
    "v1 id in percent encoding": {"job_id": quote(DOCID, safe="")},
    "v2 uid": {"job_uid": DOCID, "job_id": wrapped("x" * 22)},
    "v2 id with a token": {"job_id": wrapped(DOCID)},
    "v2 id with another token": {"job_id": wrapped(DOCID, "b3RoZXI")},
    "v2 id unpadded": {"job_id": wrapped(DOCID).rstrip("=")},
    "v2 id without a token": {"job_id": base64.b64encode(DOCID.encode()).decode()},
    "htidocid": {"job_google_link": f"{SEARCH}&ibp=htl;jobs#htidocid={QUOTED}&hl=en"},
    "vhid": {"job_google_link": f"{SEARCH}&udm=8#vhid=vt%3D20/docid%3D{QUOTED}&vssid=j"},
    "double encoding": {"job_google_link": f"{SEARCH}&x=htidocid%253D{quote(QUOTED)}"},
    "a null uid": {"job_uid": None, "job_id": DOCID},
    "a uid of a wrong type": {"job_uid": ["x"], "job_id": DOCID},
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_hiding_place_gives_the_same_key(spelling: str) -> None:
    assert job_key_of(SPELLINGS[spelling]).key == KEY


def test_the_source_of_the_key_is_named() -> None:
    sources = [job_key_of(SPELLINGS[name]).source for name in ("v2 uid", "v1 id", "htidocid")]
    assert sources == ["job_uid", "job_id", "google_link"]
    assert job_key_of({"job_title": "Welder"}).source == "fingerprint"


def test_a_foreign_id_is_kept_as_identity_and_never_taken_for_a_docid() -> None:
    key = job_key_of({"job_id": "acme-42"})
    assert (key.source, key.docid) == ("job_id", None)
    assert key.key == job_key_of({"job_id": " acme-42 ", "job_title": "other"}).key
    assert key.key != job_key_of({"job_id": "acme-43"}).key


def test_a_link_goes_before_a_foreign_id() -> None:
    assert job_key_of({"job_id": "acme-42", **SPELLINGS["htidocid"]}).key == KEY


def test_a_fingerprint_knows_towns_apart_and_ignores_the_query() -> None:
    job = {"job_title": "Barista", "employer_name": "Fernwick", "job_city": "Leeds", "job_description": "Make coffee."}
    moved = job_key_of({**job, "job_city": "York"}).key
    respaced = job_key_of({**job, "job_google_link": "https://x.example/?q=2", "job_description": "Make  coffee. "}).key
    assert moved != job_key_of(job).key == respaced


@settings(max_examples=200, deadline=None)
@given(
    st.binary(min_size=16, max_size=16), st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=300)
)
def test_any_docid_survives_wrapping(docid: bytes, token: str) -> None:
    plain = base64.urlsafe_b64encode(docid).decode()
    keys = {job_key_of(job).key for job in ({"job_uid": plain}, {"job_id": plain}, {"job_id": wrapped(plain, token)})}
    assert len(keys) == 1
    assert 0 < keys.pop() < 2**63


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["job_id", "job_uid", "job_google_link", "job_title"]),
        st.none() | st.text() | st.integers() | st.floats() | st.lists(st.text()),
    )
)
def test_no_value_breaks_the_key(job: dict[str, object]) -> None:
    assert 0 < job_key_of(job).key < 2**63
    assert job_key_of(job) == job_key_of(dict(job))


def test_the_content_hash_follows_words_and_not_line_breaks() -> None:
    assert content_hash("Welder", "Fernwick", "Weld\n\nwell") == content_hash("Welder", "Fernwick", "Weld well")
    assert content_hash("Welder", "Fernwick", "Weld well") != content_hash("Welder", "Fernwick", "Weld badly")
    assert content_hash("Welder", None, "") != content_hash("", "Welder", "")
