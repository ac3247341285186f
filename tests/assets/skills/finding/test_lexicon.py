"""The compiled taxonomy: when it is read, when it is compiled anew, and what it knows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assets.skills.extraction import extract_skills
from assets.skills.finding import lexicon as lexicon_module
from assets.skills.finding.candidates import scan
from assets.skills.finding.lexicon import build_lexicon, lexicon
from assets.skills.phrases.normal_form import normal_form
from assets.skills.taxonomy.compiler import compile_taxonomy, written
from assets.skills.taxonomy.files import COMPILED_FILE, shipped_files, version_in_use
from assets.skills.taxonomy.taxonomy import load_taxonomy, read_files

OWN = '{"skills": [{"name": "Zyxograph Tuning", "kind": "hard", "type": "tool", "family": "Own", "imported": true}]}'


def test_the_shipped_file_is_what_the_taxonomy_compiles_to() -> None:
    fresh = written(compile_taxonomy(read_files(shipped_files())))
    assert COMPILED_FILE.read_bytes() == fresh, "the taxonomy changed: run `python -m assets.skills.taxonomy.compiler`"


def test_reading_a_posting_needs_neither_yaml_nor_pydantic_for_the_taxonomy() -> None:
    code = (
        "import sys; from assets.skills.finding.lexicon import lexicon; lexicon(); "
        "print([m for m in ('pydantic', 'assets.skills.taxonomy.taxonomy') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_a_users_list_is_compiled_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_taxonomy()  # the taxonomy without the list was read before it was imported
    monkeypatch.setenv("JOBLAKE_HOME", str(tmp_path))
    (tmp_path / "taxonomy").mkdir()
    (tmp_path / "taxonomy" / "own.json").write_text(OWN, encoding="utf-8")
    try:
        lexicon.cache_clear()
        assert "Zyxograph Tuning" in {skill.name for skill in lexicon().skills}
        (kept,) = (tmp_path / "cache").glob("lexicon-*.json")
        assert json.loads(kept.read_bytes())["version"] == version_in_use() == lexicon().version
        monkeypatch.setattr(lexicon_module, "_compile", lambda _: pytest.fail("compiled again"))
        lexicon.cache_clear()
        assert "Zyxograph Tuning" in {skill.name for skill in lexicon().skills}
    finally:
        lexicon.cache_clear()


@pytest.mark.parametrize("content", ["", "[]", "{", '{"version": "old"}'])
def test_a_compiled_file_that_does_not_fit_is_not_used(tmp_path: Path, content: str) -> None:
    path = tmp_path / "lexicon.json"
    path.write_text(content, encoding="utf-8")
    assert lexicon_module._read(path, ("new", "new")) is None


def test_strings_over_the_end_of_a_sentence_name_nothing() -> None:
    words = lexicon()
    text = "machine. Learning\nsql"
    found = scan(words, text, normal_form(text))
    names = {mention.skill.name for _, _, _, mention in found.named}
    assert names == {"SQL"}


def test_a_lexicon_survives_being_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("family: F\nkind: hard\nskills: [{name: Pastry, type: method, unless: [pastry shop*]}]")
    built = build_lexicon(json.loads(written(compile_taxonomy(read_files([path])))))
    text = "pastry, pastry shops"
    found = scan(built, text, normal_form(text))
    assert [(start, -minus_end) for start, minus_end, *_ in found.named] == [(0, 6), (8, 14)]
    assert found.excluded == {0: [(8, 19)]}


def test_a_home_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("JOBLAKE_HOME", str(blocked))
    assert extract_skills("", "Requirements\nPython")
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208


def test_a_skills_own_name_is_no_other_skills_plural() -> None:
    found = {hit.skill for hit in extract_skills("", "Requirements\n• SSRS reports and Sass")}
    assert {"SSRS", "Sass"} <= found
    assert not found & {"Server-Side Rendering", "SAS"}
