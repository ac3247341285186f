"""A full disk under the home is said in the words of any other file, whatever SQLite calls it."""

import errno
import shutil
import sqlite3
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from orchestration.commands import runs
from orchestration.installation.instance import full_disk_as_os_error
from orchestration.installation.settings import Settings


def failed(words: str) -> OperationalError:
    return OperationalError("select 1", None, sqlite3.OperationalError(words))


@pytest.mark.parametrize("words", ["database or disk is full", "disk I/O error"])
def test_sqlite_on_a_full_disk_is_no_space_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4_096))
    settings = Settings(_env_file=None, home=tmp_path, lake=tmp_path / "lake")
    with pytest.raises(OSError, match="No space left") as raised, full_disk_as_os_error(settings):
        raise failed(words)
    assert raised.value.errno == errno.ENOSPC


def test_an_io_error_of_a_disk_with_room_stays_what_it_is(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, home=tmp_path, lake=tmp_path / "lake")
    with pytest.raises(OperationalError), full_disk_as_os_error(settings):
        raise failed("disk I/O error")


def test_who_shows_the_progress_ends_without_a_word_where_the_history_cannot_be_read() -> None:
    def all_logs(*_: object, **__: object) -> list[object]:
        raise failed("database or disk is full")

    runs._watch(SimpleNamespace(all_logs=all_logs), "a run", threading.Event())  # type: ignore[arg-type]
