"""What changed between the contents a posting has had: fields, and the lines of its text."""

from collections.abc import Sequence
from difflib import unified_diff

from viewer.snapshot.reader import Row

FIELDS = ("title", "employer", "posted_date", "pay_min", "pay_max", "pay_currency", "pay_period", "work_mode")
# Comparing texts takes the square of their length; longer ones are only said to differ.
LONGEST_TEXT = 40_000
MOST_LINES = 60


def changes(versions: Sequence[Row], description: str | None) -> list[Row]:
    """Each content beside the one it followed, newest first; the first content has nothing before it.

    Args:
        versions: The contents as published, newest first; the latest one without its text.
        description: That text.
    """
    texts = [description if version["is_latest"] else version["description"] for version in versions]
    whole = [{**version, "description": text} for version, text in zip(versions, texts, strict=True)]
    return [
        {
            "first_seen": newer["first_seen"],
            "last_seen": newer["last_seen"],
            "content_hash": newer["content_hash"],
            "fields": [
                {"field": field, "before": older[field], "after": newer[field]}
                for field in FIELDS
                if older is not None and older[field] != newer[field]
            ],
            "text": text_change(older, newer) if older is not None else None,
        }
        for newer, older in zip(whole, [*whole[1:], None][: len(whole)], strict=True)
    ]


def text_change(older: Row, newer: Row) -> Row | None:
    """Lines that came and went; None where both texts are the same."""
    before, after = older["description"], newer["description"]
    if before is None or after is None or before == after:
        return None
    if len(before) + len(after) > LONGEST_TEXT:
        return {"lines": [], "too_long": True, "left_out": 0}
    lines = [
        {"sign": line[0], "text": line[1:]}
        for line in unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
        if line[0] in "+-" and not line.startswith(("+++", "---")) and line[1:].strip()
    ]
    return {"lines": lines[:MOST_LINES], "too_long": False, "left_out": max(len(lines) - MOST_LINES, 0)}
