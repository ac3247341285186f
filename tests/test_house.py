"""The walls of the house: who may import whom, who may know Dagster, and that every module says what it is.

A room may hold rooms; among them the same holds: each knows only those below it, and says what belongs there.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STAGES = ["search", "postings", "classification", "skills", "marts", "watches"]
GROUND = ["lake", "text", "llm", "sources"]
ASSET_MODULES = {
    "search/raw_search_results.py",
    "postings/job_postings.py",
    "postings/job_openings.py",
    "classification/classified_jobs.py",
    "skills/extracted_skills.py",
    "marts/curated_marts.py",
    "marts/published_marts.py",
    "lake/api_calls.py",
    "watches/watch_alerts.py",
}
# Rooms within a room, the lowest first: each may know those before it. The dot is the outer room's own modules.
ROOMS = {
    "assets/marts": ("warehouse", "files", "."),
    "assets/sources": ("reading", "providers", "."),
    "assets/llm": ("asking", "limits", "exchange", "."),
    "assets/lake": (
        *("tables", "locks", "storage", "calls", "raw", "reuse", "readers", "snapshots", "objects", "words", "."),
    ),
    "assets/search": (
        *("sample/catalogue", "sample", "saved", "answers", "recorded", "connections", "budget", "client", "progress"),
        *("days", ".", "doctor"),
    ),
    "assets/postings": (
        *("objects", "contacts", "texts", "dates", "place", "pay/sums", "pay", "work", "links", "identity", "."),
    ),
    "assets/skills": ("phrases", "taxonomy", "sentences", "finding", "judging", "tongues", "model", ".", "quality"),
    "orchestration": (
        *("installation", "processes", "warehouse", "recording", "alerts", "jobs", "fleet", "ui", ".", "commands"),
    ),
    "viewer": (
        "snapshot",
        "snapshot/jobs",
        "drawing",
        "door",
        "pages/panels",
        "pages/jobs",
        "pages/skills",
        "pages",
        ".",
    ),
    "lineage": ("journal", "columns", "recording", "current", "trace", "."),
}
MOST_MODULES = 10
DOORS = {"__init__", "__main__"}
# Rooms with more modules than that, none of them within it, each with the reason.
LARGER = {
    "assets/text": "a dozen leaves that hardly know each other; each is found by its name",
    "assets/watches": "one way from a watch to a message: every border would be crossed by most of them",
    "assets/classification": "one way from a title to its class: every border would be crossed by most of them",
}
LONGEST_CAPTION = 40  # lines
# Dagster's vocabulary that all asset modules share stands beside the rooms, not in one.
DAGSTER_ALLOWED = {f"assets/{module}" for module in ASSET_MODULES} | {"assets/reporting.py"}


def modules(*folders: str) -> list[Path]:
    """Every module below these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def named(path: Path) -> str:
    """A module's path as people say it."""
    return path.relative_to(ROOT).as_posix()


def names_of(folder: str) -> dict[str, Path]:
    """The modules below a folder by their full names."""
    found = {}
    for path in modules(folder):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def arrows(folder: str) -> dict[str, set[str]]:
    """Which modules below a folder each of them imports."""
    known = names_of(folder)
    return {name: {other for other in imports(path) if other in known} - {name} for name, path in known.items()}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_meets_other_stages_only_through_the_lake(stage: str) -> None:
    others = tuple(f"assets.{other}" for other in STAGES if other != stage)
    strays = [
        f"{named(path)} imports {name}"
        for path in modules(f"assets/{stage}")
        for name in imports(path)
        if name.startswith(others)
    ]
    assert not strays


@pytest.mark.parametrize("room", GROUND)
def test_the_ground_floor_knows_no_stage(room: str) -> None:
    stages = tuple(f"assets.{stage}" for stage in STAGES)
    assert not [
        f"{named(path)} imports {name}"
        for path in modules(f"assets/{room}")
        for name in imports(path)
        if name.startswith(stages)
    ]


def test_no_asset_knows_who_calls_it() -> None:
    above = ("lineage", "orchestration", "viewer", "tests")
    assert not [
        f"{named(path)} imports {name}"
        for path in modules("assets")
        for name in imports(path)
        if name.split(".")[0] in above
    ]


def test_lineage_does_not_know_when_and_where_it_runs() -> None:
    above = ("orchestration", "viewer", "tests")
    assert not [
        f"{named(path)} imports {name}"
        for path in modules("lineage")
        for name in imports(path)
        if name.split(".")[0] in above
    ]


def test_only_the_module_named_after_its_asset_imports_dagster() -> None:
    strays = {
        named(path)
        for path in modules("assets")
        for name in imports(path)
        if name.split(".")[0] in {"dagster", "dagster_dbt", "dagster_duckdb"}
    }
    assert strays == DAGSTER_ALLOWED


def test_the_viewer_imports_of_joblake_only_the_lake() -> None:
    allowed = ("viewer", "assets.lake")
    own = ("assets", "lineage", "orchestration", "dagster", "dbt", "tests")
    assert not [
        f"{named(path)} imports {name}"
        for path in modules("viewer")
        for name in imports(path)
        if name.split(".")[0] in own and not name.startswith(allowed) and name != "assets"
    ]


def test_every_module_opens_with_a_caption() -> None:
    silent = [
        named(path)
        for path in modules("assets", "lineage", "orchestration", "viewer", "benchmarks", "tests")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_no_module_is_called_utils_or_helpers() -> None:
    assert not [
        named(path)
        for path in modules("assets", "lineage", "orchestration", "viewer")
        if path.stem in {"utils", "util", "helpers", "helper", "common", "misc"}
    ]


@pytest.mark.parametrize("outer", ROOMS)
def test_an_inner_room_knows_only_those_below_it(outer: str) -> None:
    folders = {path.parent.relative_to(ROOT / outer).as_posix() for path in modules(outer)}
    assert folders == set(ROOMS[outer]), "every inner room has its place in ROOMS"
    known = names_of(outer)

    def height(name: str) -> int:
        if known[name] == ROOT / outer / "__main__.py":
            return len(ROOMS[outer])  # the door of the whole: it may know every room, and nobody knows it
        return ROOMS[outer].index(known[name].parent.relative_to(ROOT / outer).as_posix())

    packages = {".".join(Path(outer, room).parts) for room in folders}
    assert not [
        f"{named(known[name])} imports {other}, which stands above it"
        for name, others in arrows(outer).items()
        for other in others
        if height(other) > height(name) and other not in packages
    ]


@pytest.mark.parametrize("outer", ROOMS)
def test_no_module_imports_itself_by_a_detour(outer: str) -> None:
    left = arrows(outer)
    while done := [name for name, others in left.items() if not others & left.keys()]:
        for name in done:
            del left[name]
    assert not left, "these import each other in a circle"


@pytest.mark.parametrize("outer", ROOMS)
def test_a_room_says_what_belongs_there_and_holds_few_modules(outer: str) -> None:
    for room in ROOMS[outer]:
        folder = ROOT / outer / room
        own = [path for path in folder.glob("*.py") if path.stem not in DOORS]
        assert len(own) <= MOST_MODULES, f"{outer}/{room} holds {len(own)} modules"
        caption = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert caption.count("\n") < LONGEST_CAPTION
        assert room == "." or "\n\n" in caption, f"{outer}/{room}: say what belongs there, and what does not"


def test_a_room_that_grows_gets_rooms_within_it() -> None:
    counted = {path.parent for path in modules("assets", "lineage", "orchestration", "viewer")}
    large = {
        folder.relative_to(ROOT).as_posix()
        for folder in counted
        if len([path for path in folder.glob("*.py") if path.stem not in DOORS]) > MOST_MODULES
    }
    assert large == set(LARGER)


def test_the_tests_mirror_the_tree() -> None:
    rooms = (path.parent.relative_to(ROOT / "tests") for path in modules("tests") if path.name.startswith("test_"))
    assert not [
        room.as_posix()
        for room in set(rooms)
        if room.parts and room.parts[0] in {"assets", "lineage", "orchestration", "viewer"}
        if not (ROOT / room).is_dir()
    ]
