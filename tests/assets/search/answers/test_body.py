"""A body is read to its limit, received and decoded, and what is missing of it is said."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.search.answers.body import Body, decoded

LIMIT = 1_000


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("", bytes),
        ("identity", bytes),
        ("gzip", gzip.compress),
        (" X-GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
        ("gzip", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:])),
    ],
)
@pytest.mark.parametrize("data", [b"", b"{}", b'{"data": []}' * 20])
def test_what_fits_arrives_whole(encoding: str, pack: object, data: bytes) -> None:
    assert decoded(pack(data), encoding, LIMIT) == Body(data)  # type: ignore[operator]


def test_what_was_received_beyond_the_limit_is_cut() -> None:
    found = decoded(b"x" * (LIMIT + 1), "", LIMIT)
    assert len(found.content) == LIMIT
    assert "cut at" in (found.flaw or "")
    assert "JOBLAKE_MAX_BODY_MB" in (found.flaw or "")


def test_what_decodes_to_more_than_the_limit_is_cut() -> None:
    found = decoded(gzip.compress(b"x" * 5_000_000), "gzip", 10_000)
    assert found.content == b"x" * 10_000
    assert "decoded, of" in (found.flaw or "")


@pytest.mark.parametrize(
    ("received", "encoding", "words"),
    [
        (b"no gzip", "gzip", "cannot be decoded"),
        (gzip.compress(b"x" * 500)[:-9], "gzip", "ends before its end"),
        (b"\x8b\x01\x80{}\x03", "br", "'br', which was not asked for"),
        (gzip.compress(b"") * 2_000, "gzip", "ends before its end"),
        (gzip.compress(gzip.compress(b"{}")), "gzip, gzip", "not asked for"),
    ],
    ids=["no gzip", "cut", "brotli", "thousands of members", "twice"],
)
def test_what_cannot_be_decoded_is_kept_and_said(received: bytes, encoding: str, words: str) -> None:
    found = decoded(received, encoding, 100_000)
    assert words in (found.flaw or "")


@given(st.binary(max_size=3_000), st.sampled_from(["", "gzip", "deflate", "br", "\0", "gzip, br"]))
def test_no_body_is_longer_than_the_limit(received: bytes, encoding: str) -> None:
    assert len(decoded(received, encoding, LIMIT).content) <= LIMIT
