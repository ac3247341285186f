"""A rule that changes changes the version, wherever in the room it stands; a compiled file does not."""

from pathlib import Path

from assets.lake.reuse.code_version import version_of


def room(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name.replace("_dot_", ".")).write_text(text, encoding="utf-8")
    return folder


def test_the_same_files_have_the_same_version_wherever_they_lie(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    first = room(tmp_path / "here" / "postings", pay_dot_py="a", words_dot_yaml="b")
    second = room(tmp_path / "there" / "postings", pay_dot_py="a", words_dot_yaml="b")
    assert version_of(first) == version_of(second)


def test_a_changed_rule_or_word_list_is_another_version(tmp_path: Path) -> None:
    versions = set()
    for number, (code, words) in enumerate([("a", "b"), ("a2", "b"), ("a", "b2")]):
        (tmp_path / str(number)).mkdir()
        versions.add(version_of(room(tmp_path / str(number) / "postings", pay_dot_py=code, words_dot_yaml=words)))
    assert len(versions) == 3


def test_what_python_compiles_beside_the_code_does_not_count(tmp_path: Path) -> None:
    folder = room(tmp_path / "postings", pay_dot_py="a")
    before = version_of(folder)
    (folder / "pay.pyc").write_bytes(b"\0")
    version_of.cache_clear()
    assert version_of(folder) == before


def test_single_files_can_stand_for_their_rules(tmp_path: Path) -> None:
    folder = room(tmp_path / "skills", matching_dot_py="a", quality_dot_py="b")
    before = version_of(folder / "matching.py")
    (folder / "quality.py").write_text("changed", encoding="utf-8")
    version_of.cache_clear()
    assert version_of(folder / "matching.py") == before
