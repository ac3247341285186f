"""The viewer as files."""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest

from assets.lake.storage.storage import Lake
from tests.viewer import story
from viewer.drawing.addresses import file_of
from viewer.site import export
from viewer.snapshot.shelf import NothingPublishedError


def test_every_link_of_the_site_leads_to_a_file_of_it(lake: Lake, tmp_path: Path) -> None:
    done = export(lake, tmp_path / "site")
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) == done.pages
    assert done.jobs == len(story.jobs())
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<form" not in text
        for link in re.findall(r'(?:href|src)="([^"#]+)', text):
            assert link.startswith("http") or (page.parent / unquote(link)).is_file(), f"{page.name}: {link}"


def test_a_large_lake_is_written_in_part(lake: Lake, tmp_path: Path) -> None:
    done = export(lake, tmp_path / "site", newest=1)
    assert done.jobs == 1
    assert (tmp_path / "site" / "jobs" / f"{story.WHOLE}.html").is_file()
    assert not (tmp_path / "site" / "jobs" / f"{story.BARE}.html").exists()
    assert "the newest 1 are here" in (tmp_path / "site" / "jobs.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("letter", ["a", "é", "鍛"])
def test_a_page_with_a_very_long_name_has_a_file_of_its_own(letter: str) -> None:
    files = {file_of(f"/employers/{letter * 300}{end}") for end in ("", "x", "y")}
    assert len(files) == 3
    assert all(len(PurePosixPath(file).name.encode()) <= 255 for file in files)
    assert file_of("/employers/short") == "employers/short.html"


def test_the_same_snapshot_gives_the_same_bytes(lake: Lake, tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        export(lake, folder)
    first, second = ({p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in folders)
    assert first == second


def test_a_site_is_replaced_and_nothing_else_is(lake: Lake, tmp_path: Path) -> None:
    export(lake, tmp_path / "site")
    export(lake, tmp_path / "site", newest=1)
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter.txt").write_text("words")
    with pytest.raises(FileExistsError, match="no exported site"):
        export(lake, other)
    assert (other / "chapter.txt").exists()


def test_nothing_published_exports_nothing(tmp_path: Path) -> None:
    with pytest.raises(NothingPublishedError):
        export(Lake(tmp_path / "lake"), tmp_path / "site")
    assert not (tmp_path / "site").exists()
