"""A `.env` that is no UTF-8 is said before a library trips over it, and nothing of it is shown."""

from pathlib import Path

import pytest

from assets.lake.env_file import require_readable
from assets.lake.storage.damage import DamageError

TEXT = "JSEARCH_API_KEY=canary-0123\nJOBLAKE_LAKE=lake\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "zero bytes"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (TEXT.encode("utf-8-sig"), "byte order mark"),
        (b"NAME=caf\xe9\n", "byte 8 is not UTF-8"),
    ],
    ids=["utf-16", "utf-16 without a mark", "utf-32", "utf-8 with a mark", "latin-1"],
)
def test_settings_in_another_coding_are_named_with_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / ".env").write_bytes(content)
    with pytest.raises(DamageError) as found:
        require_readable(tmp_path)
    assert said in str(found.value)
    assert str(tmp_path / ".env") in str(found.value)
    assert "save it as plain UTF-8" in str(found.value)
    assert "canary" not in str(found.value)


@pytest.mark.parametrize("content", [TEXT.encode(), b"", "NAME=caffè".encode()])
def test_settings_in_utf_8_pass(tmp_path: Path, content: bytes) -> None:
    require_readable(tmp_path)
    (tmp_path / ".env").write_bytes(content)
    require_readable(tmp_path)
