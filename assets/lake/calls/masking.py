"""Masking: overwrites a key in text and bytes in whatever form a server may echo it, before anything is kept or shown.

It stands on the ground floor because the search and the model's client both keep what strangers send. It knows the keys
it is given and no setting.
"""

import base64
import re
from functools import cached_property
from urllib.parse import quote

MASK = "[key]"
# A shorter form stands in ordinary text by accident: four letters of Base64 are three bytes.
SHORTEST_DISGUISE = 8
# Without one of these a form is the key itself; to search for it alone takes a hundredth of the time.
ESCAPES = (b"\\", b"%", b"&#")
LONGEST_ESCAPE = 12  # of one character: `%25u00e9` and `&#x000e9;` have fewer


class KeyMask:
    """Keys in every form that a server may echo.

    Plain or escaped as in JSON, URLs and HTML (also mixed), in hexadecimal, and in Base64 of any text around it, which
    in its turn may stand in JSON or a URL.

    Args:
        keys: Each as it is sent; None or empty masks nothing.
    """

    def __init__(self, *keys: str | None) -> None:
        self._keys = sorted(filter(None, keys), key=lambda key: (-len(key), key))

    def __bool__(self) -> bool:
        return bool(self._keys)

    @property
    def longest(self) -> int:
        """No form of the key is longer, in bytes."""
        return LONGEST_ESCAPE * 2 * max(map(len, self._keys), default=0)

    def text(self, text: str) -> str:
        """Text in which each form of the key is replaced by `[key]`."""
        if not self._keys:
            return text
        clean = self._pattern.sub(MASK.encode(), text.encode("utf-8", "surrogatepass"))
        for form in self._disguises:
            clean = clean.replace(form, MASK.encode())
        return clean.decode("utf-8", "surrogatepass")

    def body(self, body: bytes) -> bytes:
        """Bytes in which each form of the key is overwritten by as many asterisks, so that nothing else moves."""
        if not self._keys:
            return body
        clean = body
        if any(key.encode() in body for key in self._keys) or any(sign in body for sign in ESCAPES):
            clean = self._pattern.sub(lambda found: b"*" * len(found[0]), body)
        for form in self._disguises:
            clean = clean.replace(form, b"*" * len(form))
        return clean

    @cached_property
    def _pattern(self) -> re.Pattern[bytes]:
        return re.compile("|".join("".join(map(_any_escape, key)) for key in self._keys).encode())

    @cached_property
    def _disguises(self) -> list[bytes]:
        plain = [form for key in self._keys for form in disguises(key) if len(form) >= SHORTEST_DISGUISE]
        written = {how(form) for form in plain for how in (str, _slashes_escaped, _quoted)}
        return [form.encode() for form in sorted(written, key=lambda form: (-len(form), form))]


def disguises(key: str) -> list[str]:
    """The key in hexadecimal and, whatever stands before and after it, in both alphabets of Base64.

    Base64 turns three bytes into four characters, so the key looks different at each of three offsets; the characters
    that its neighbours have a part in are left out.
    """
    data = key.encode()
    found = [data.hex(), data.hex().upper()]
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + data)
        whole = encoded[-(-offset * 8 // 6) : (offset + len(data)) * 8 // 6]
        found += [whole.decode(), whole.translate(bytes.maketrans(b"+/", b"-_")).decode()]
    return found


def _slashes_escaped(text: str) -> str:
    return text.replace("/", "\\/")


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _any_escape(character: str) -> str:
    """A pattern of every way to write one ASCII character in JSON, a URL (also encoded twice) and HTML.

    A row of backslashes is tried once, from its first: 30 MB of nothing else were tried from each, which never ended.
    """
    number = ord(character)
    digits = "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in f"{number:02x}")
    return (
        rf"(?:\\?{re.escape(character)}|(?<!\\)\\++(?:u00|x){digits}|%(?:25)?{digits}"
        rf"|&#0{{0,4}}{number};|&#[xX]0{{0,4}}{digits};)"
    )
