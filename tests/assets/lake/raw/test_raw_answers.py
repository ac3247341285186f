"""A raw answer is its body byte for byte with its request in the same file, written once, the same bytes each time."""

import hashlib
import json
import shutil
import subprocess
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import HEADER, SKIPPABLE_MAGIC, RawRequest, pack, request_key, unpack_request
from assets.lake.storage.damage import DamageError
from assets.lake.storage.storage import Lake

DAY = date(2026, 3, 28)
REQUEST = RawRequest(
    endpoint="search-v2",
    params={"query": "fitter", "cursor": "é"},
    provider="openwebninja",
    search_name="fitter-york",
    search_version="1",
    panel="rail",
    called_at=datetime(2026, 3, 28, 2, 30, tzinfo=UTC),
)


def landed(tmp_path: Path, body: bytes, name: str = "a") -> str:
    return raw_answers.land(Lake(tmp_path), DAY, name, REQUEST, body)


@given(st.binary(max_size=3_000))
@settings(max_examples=100, deadline=None)
def test_any_body_comes_back_as_it_was(body: bytes) -> None:
    packed = pack(REQUEST, body)
    assert packed == pack(REQUEST, body)
    request, start = unpack_request(packed, "k")
    assert request == REQUEST
    assert zstandard.ZstdDecompressor().decompress(packed[start:]) == body


def test_request_and_body_land_together_and_are_never_changed(tmp_path: Path) -> None:
    key = landed(tmp_path, b"first")
    assert landed(tmp_path, b"second") == key
    answer = raw_answers.read(Lake(tmp_path), key)
    assert answer.body == b"first"
    assert answer.request.params == REQUEST.params
    assert (answer.request_key, answer.search_name) == ("a", "fitter-york")


@pytest.mark.skipif(shutil.which("zstd") is None, reason="the zstd command is not installed")
def test_the_zstd_command_prints_exactly_the_body(tmp_path: Path) -> None:
    body = b'{"data": []}\n\x00\xff'
    path = tmp_path / landed(tmp_path, body)
    assert subprocess.run(["zstd", "-dc", str(path)], capture_output=True, check=True).stdout == body


@pytest.mark.parametrize("damage", [b"", b"short", b"not a raw answer at all"])
def test_a_file_that_is_no_raw_answer_is_named(tmp_path: Path, damage: bytes) -> None:
    key = landed(tmp_path, b"body")
    Lake(tmp_path).replace(key, damage)
    with pytest.raises(ValueError, match=key):
        raw_answers.read(Lake(tmp_path), key)


def test_a_body_that_is_not_the_one_written_is_found_out(tmp_path: Path) -> None:
    lake, key = Lake(tmp_path), landed(tmp_path, b"body")
    lake.replace(key, pack(REQUEST.model_copy(update={"body_sha256": "0" * 64}), b"body"))
    with pytest.raises(ValueError, match="does not match its digest"):
        raw_answers.read(lake, key)


def test_a_request_key_is_readable_and_depends_on_the_request_alone() -> None:
    key = request_key("fitter-york", 2, "search-v2", {"query": "fitter", "cursor": "x"})
    assert key == request_key("fitter-york", 2, "search-v2", {"cursor": "x", "query": "fitter"})
    assert key.startswith("fitter-york-02-")
    assert key != request_key("fitter-york", 2, "search-v2", {"query": "fitter", "cursor": "y"})
    assert "/" not in request_key("../up", 1, "file", {})


def test_answers_come_in_order_of_their_keys(tmp_path: Path) -> None:
    for name in ("c", "a", "b"):
        landed(tmp_path, name.encode(), name)
    assert [answer.body for answer in raw_answers.answers(Lake(tmp_path), DAY)] == [b"a", b"b", b"c"]
    assert raw_answers.landed_days(Lake(tmp_path)) == [DAY]


def test_a_request_written_by_a_later_release_is_still_read(tmp_path: Path) -> None:
    lake, key = Lake(tmp_path), landed(tmp_path, b"body")
    head = json.dumps({**REQUEST.model_dump(mode="json"), "of_a_later_release": 1}).encode()
    lake.replace(key, HEADER.pack(SKIPPABLE_MAGIC, len(head)) + head)
    assert raw_answers.read_request(lake, key) == REQUEST


def read_or_error(lake: Lake, key: str) -> tuple[bytes | None, DamageError | None]:
    try:
        return raw_answers.read(lake, key).body, None
    except DamageError as error:
        return None, error


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_happens_to_a_file_it_is_whole_or_named_with_the_way_out(data: st.DataObject) -> None:
    whole = pack(REQUEST.model_copy(update={"body_sha256": hashlib.sha256(b"body" * 50).hexdigest()}), b"body" * 50)
    start = data.draw(st.integers(0, len(whole) - 1))
    new = data.draw(st.binary(max_size=12))
    end = data.draw(st.sampled_from([start + len(new), len(whole)]))
    with tempfile.TemporaryDirectory() as root:
        lake, key = Lake(Path(root)), "raw/search_results/search_date=2026-03-28/a.json.zst"
        lake.replace(key, whole[:start] + new + whole[end:])
        found, error = read_or_error(lake, key)
        if error is None:
            assert found == b"body" * 50
        else:
            assert error.file == key
            assert "Raw answers are never rewritten. Next: restore the file" in str(error)
            assert "\n" not in str(error)


def test_a_frame_that_claims_to_be_endless_is_not_decompressed(tmp_path: Path) -> None:
    lake, key = Lake(tmp_path), landed(tmp_path, b"body")
    _request, start = unpack_request(lake.get(key), key)
    frame = bytearray(zstandard.ZstdCompressor().compress(b"x" * 100_000))
    frame[5:9] = b"\xff" * 4
    lake.replace(key, lake.get(key)[:start] + bytes(frame))
    with pytest.raises(DamageError, match="claims to be longer"):
        raw_answers.read(lake, key)
