"""A key is overwritten in whatever form it is echoed, and nothing else is."""

import base64
import json
import time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.lake.calls.masking import MASK, KeyMask

KEY = "canary-Zq7+/x=Hopper-1906"
keys = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=8, max_size=60)


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(character):04X}" for character in text)


FORMS = {
    "plain": KEY,
    "JSON": json.dumps(KEY)[1:-1],
    "JSON of a JSON": json.dumps(json.dumps(KEY)[1:-1])[1:-1],
    "a slash escaped": KEY.replace("/", "\\/"),
    "code points": escaped(KEY),
    "some code points": KEY[:3] + escaped(KEY[3:9]).lower() + KEY[9:],
    "code points escaped twice": escaped(KEY).replace("\\", "\\\\"),
    "URL": quote(KEY, safe=""),
    "URL of a URL": quote(quote(KEY, safe=""), safe=""),
    "URL in lower case": "".join(f"%{ord(character):02x}" for character in KEY),
    "HTML": "".join(f"&#{ord(character)};" for character in KEY),
    "HTML, hexadecimal": "".join(f"&#x{ord(character):X};" for character in KEY),
    "hexadecimal": KEY.encode().hex(),
    "Base64": base64.b64encode(KEY.encode()).decode(),
    "Base64 for URLs": base64.urlsafe_b64encode(KEY.encode()).decode(),
    "Base64 in a URL": quote(base64.b64encode(KEY.encode()).decode(), safe=""),
    "Base64 with escaped slashes": base64.b64encode(KEY.encode()).decode().replace("/", "\\/"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_overwritten_and_no_byte_moves(form: str) -> None:
    body = f'{{"said":"{FORMS[form]}","more":1}}'.encode()
    clean = KeyMask(KEY).body(body)
    assert len(clean) == len(body)
    assert clean.startswith(b'{"said":"')
    assert clean.endswith(b'","more":1}')
    inside = clean[9:-11].decode()
    assert inside.count("*") >= len(FORMS[form]) - 7, "the last character of Base64 and its padding may stay"
    assert len(KeyMask(KEY).text(body.decode())) <= len(body) - len(FORMS[form]) + len(MASK) + 7


@given(keys, st.binary(max_size=7), st.binary(max_size=7))
def test_base64_of_a_text_around_the_key_gives_no_character_of_it(key: str, before: bytes, after: bytes) -> None:
    echoed = base64.b64encode(before + key.encode() + after)
    left = KeyMask(key).body(echoed)
    shown = base64.b64decode(left.replace(b"*", b"A"))[len(before) : len(before) + len(key)]
    assert b"*" in left
    assert shown[1:-1].strip(b"\0") == b"", "only the first and the last character may share bits with their neighbours"


@given(keys, st.text(max_size=30), st.text(max_size=30))
def test_the_key_is_in_no_masked_text(key: str, before: str, after: str) -> None:
    masked = KeyMask(key).text(f"{before}{key}{after}")
    assert key not in masked.replace(MASK, "")


@pytest.mark.parametrize("sign", [b"\\", b"%", b"&#0", b"\\u00", b"\\c"])
def test_megabytes_of_nothing_but_signs_of_an_escape_are_read_in_time(sign: bytes) -> None:
    body, began = sign * 1_000_000, time.process_time()
    assert KeyMask(KEY).body(body) == body
    assert time.process_time() - began < 5, "trying each backslash of a million from each other takes hours"


def test_a_key_behind_any_number_of_backslashes_is_overwritten() -> None:
    for number in (1, 2, 40):
        echoed = b"x" + b"\\" * number + escaped(KEY).encode().removeprefix(b"\\") + b"x"
        assert b"u00" not in KeyMask(KEY).body(echoed)


@given(st.binary(max_size=200))
def test_what_holds_no_key_stays_as_it_is(body: bytes) -> None:
    assert KeyMask(KEY).body(body) == body
    assert KeyMask(None).body(body) == body
    assert KeyMask("").body(body) == body


def test_a_short_key_is_not_looked_for_in_disguise() -> None:
    assert KeyMask("abcd").body(base64.b64encode(b"abcd")) == base64.b64encode(b"abcd")
