"""What people read: every link leads somewhere, every command exists, and the README stays short."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
MOST_LINES = 180
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"\bmake ([a-z]+)(?=[\s`;,)]|$)")
PYTHON = re.compile(r"python -m ((?:assets|orchestration|viewer|benchmarks)(?:\.\w+)*)")
PYTEST = re.compile(r"pytest ((?:tests/[\w/.]+ ?)+)")
SQLFLUFF = re.compile(r"sqlfluff lint (dbt_project/[\w/.]+)(?=\s|`|$)")

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def anchors(document: Path) -> set[str]:
    """The places of a document that a link may name: its headings as GitHub names them."""
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(document: Path) -> Iterator[str]:
    """Links of a document that lead nowhere in this repository; links to elsewhere are not followed."""
    for link in LINK.findall(FENCE.sub("", document.read_text(encoding="utf-8"))):
        path, _, anchor = link.partition("#")
        if path.startswith(("http:", "https:", "mailto:")):
            continue
        file = (document.parent / path).resolve() if path else document
        if not file.exists() or not file.is_relative_to(ROOT) or (anchor and anchor not in anchors(file)):
            yield link


def is_module(name: str) -> bool:
    """Whether `python -m` finds it; nothing is imported."""
    file = ROOT.joinpath(*name.split("."))
    return file.with_suffix(".py").is_file() or (file / "__main__.py").is_file()


def unknown(text: str, targets: set[str]) -> Iterator[str]:
    """Commands of a text that there are not."""
    yield from (f"make {target}" for target in MAKE.findall(text) if target not in targets)
    yield from (f"python -m {module}" for module in PYTHON.findall(text) if not is_module(module))
    for paths in [*PYTEST.findall(text), *SQLFLUFF.findall(text)]:
        yield from (path for path in paths.split() if not (ROOT / path.rstrip(".")).exists())


@each_document
def test_every_link_leads_somewhere(document: Path) -> None:
    assert list(broken(document)) == []


@each_document
def test_every_command_exists(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    text = document.read_text(encoding="utf-8")
    code = " ".join([*FENCE.findall(text), *re.findall(r"`[^`\n]+`", FENCE.sub("", text))])
    assert list(unknown(code, targets)) == []


def test_links_and_commands_that_are_wrong_are_found(tmp_path: Path) -> None:
    assert list(unknown("make nothing; python -m assets.nothing; pytest tests/nothing.py", {"run"})) == [
        "make nothing",
        "python -m assets.nothing",
        "tests/nothing.py",
    ]
    document = ROOT / "docs" / "speed.md"
    assert "where-the-time-of-a-run-goes" in anchors(document)
    page = tmp_path / "page.md"
    page.write_text("[a](nowhere.md) [b](#nowhere) [c](https://example.org)", encoding="utf-8")
    assert list(broken(page)) == ["nowhere.md", "#nowhere"]


def test_the_readme_is_read_in_a_few_minutes() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= MOST_LINES
