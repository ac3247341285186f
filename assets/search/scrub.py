"""Scrub: takes a key out of text and bytes before they are shown, logged or kept."""

import json
from urllib.parse import quote

from pydantic import SecretStr

MASK = "[key]"


def scrub(text: str, secret: SecretStr | None, limit: int | None = None) -> str:
    """Text on one line without the key, plain, URL-encoded or JSON-escaped; cut to a length only afterwards."""
    for form in _forms(secret):
        text = text.replace(form, MASK)
    text = " ".join(text.split())
    return text if limit is None or len(text) <= limit else text[: limit - 1] + "…"


def overwrite(body: bytes, secret: SecretStr | None) -> tuple[bytes, bool]:
    """A body in which an echoed key is overwritten by asterisks of the same length, and whether there was one."""
    clean = body
    for form in _forms(secret):
        clean = clean.replace(form.encode(), b"*" * len(form.encode()))
    return clean, clean != body


def _forms(secret: SecretStr | None) -> list[str]:
    key = secret.get_secret_value() if secret else ""
    if not key:
        return []
    return sorted({key, quote(key, safe=""), json.dumps(key)[1:-1]}, key=len, reverse=True)
