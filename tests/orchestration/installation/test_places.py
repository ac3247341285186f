"""A full disk is said with both places and the room they have, also where the error names no file."""

import errno
from pathlib import Path

from orchestration.installation.places import refused_place
from orchestration.installation.settings import Settings


def test_a_full_disk_names_the_places(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", lake=tmp_path / "lake", _env_file=None)
    said = refused_place(OSError(errno.ENOSPC, "No space left on device"), settings)
    assert said.startswith("No space left on device. JOBLAKE_HOME (")
    assert f"JOBLAKE_LAKE ({tmp_path / 'lake'}) has " in said
    assert "None" not in said
    named = refused_place(OSError(errno.ENOSPC, "No space left on device", "marts/a.parquet"), settings)
    assert named.startswith("No space left on device: marts/a.parquet. ")


def test_any_other_refusal_names_its_file_or_where_it_lies(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", lake=tmp_path / "lake", _env_file=None)
    assert refused_place(PermissionError(13, "Permission denied", "/x"), settings).startswith("/x: Permission denied;")
    assert str(tmp_path / "home") in refused_place(OSError(5, "Input/output error"), settings)
