"""Scrub: text of a stranger on one line, without the key, at a length that can be shown. The forms are `masking`'s."""

from assets.lake.calls.masking import KeyMask


def scrub(text: str, mask: KeyMask, limit: int | None = None) -> str:
    """Text on one line without the key in any form; cut to a length only afterwards."""
    text = " ".join(mask.text(text).split())
    return text if limit is None or len(text) <= limit else text[: limit - 1] + "…"
