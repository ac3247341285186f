"""Addresses of lakes that lie in a bucket of an object store."""

from pathlib import Path
from urllib.parse import urlsplit

SCHEME = "s3"


def is_address(place: str | Path) -> bool:
    """Whether a place is an address and no folder."""
    return "://" in str(place)


def checked_address(text: str) -> str:
    """An address without a slash at its end.

    Raises:
        ValueError: It is none that a lake can lie at.
    """
    parts = urlsplit(text)
    if parts.scheme != SCHEME or not parts.netloc or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(
            f"JOBLAKE_LAKE: {parts.scheme}://... is no address of a lake; expected s3://bucket/prefix, and credentials "
            "in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Next: correct it, or name a folder"
        )
    return text.rstrip("/")
