"""Reading taxonomy files: defaults, versions, problems by file and entry, written forms; and the one that ships."""

from collections import defaultdict
from pathlib import Path

import pytest

from assets.skills.extraction import extract_skills
from assets.skills.taxonomy.taxonomy import Skill, TaxonomyError, add_imported, load_taxonomy, read_files, slug
from assets.skills.taxonomy.vocabulary import Case
from assets.skills.taxonomy.written_forms import surfaces_of

GOOD = """
family: Cooking
kind: hard
skills:
  - {name: Pastry, type: method, aliases: [pastries]}
  - {name: Kindness, kind: soft, type: competence, patterns: ["kind* to ~2 guest*"]}
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_gives_its_skills_with_defaults_and_ids(tmp_path: Path) -> None:
    taxonomy = read_files([write(tmp_path, "a.yaml", GOOD)])
    assert [(s.name, s.kind, s.skill_id) for s in taxonomy.skills] == [
        ("Kindness", "soft", "kindness"),
        ("Pastry", "hard", "pastry"),
    ]


def test_every_byte_counts_for_the_version(tmp_path: Path) -> None:
    one = read_files([write(tmp_path, "a.yaml", GOOD)]).version
    assert one == read_files([tmp_path / "a.yaml"]).version
    assert one != read_files([write(tmp_path, "a.yaml", GOOD.replace("pastries", "pies"))]).version


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("skills: 3", "expected a mapping"),
        ("- x", "expected a mapping"),
        ("family: [", "not YAML"),
        ("family: F\nkind: hard\nskills: [{name: A, type: spell}]", r"a.yaml: entry 1 \(A\): type"),
        ("family: F\nkind: hard\nskills: [{name: A, type: tool, alias: [b]}]", r"entry 1 \(A\): alias"),
        ("family: F\nkind: hard\nskills: [{name: A, type: tool, patterns: ['~2 x']}]", r"entry 1 \(A\): pattern"),
        ("family: F\nkind: hard\nskills: [3]", "entry 1: expected a mapping, found 3"),
    ],
)
def test_a_problem_names_the_file_and_the_entry(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TaxonomyError, match=message):
        read_files([write(tmp_path, "a.yaml", text)])


def test_a_name_may_stand_once_over_all_files(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    write(tmp_path, "b.yaml", GOOD)
    with pytest.raises(TaxonomyError, match=r"b.yaml: 'Pastry' stands already in a.yaml"):
        read_files(tmp_path.glob("*.yaml"))


@pytest.mark.parametrize(("name", "expected"), [("C++", "c-plus-plus"), ("C#", "c-sharp"), ("Node.js", "node-js")])
def test_ids_tell_signs_apart(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_the_shipped_taxonomy_is_valid_and_broad() -> None:
    taxonomy = load_taxonomy()
    assert len(taxonomy.skills) >= 2_500
    assert {skill.kind for skill in taxonomy.skills} == {"hard", "soft"}
    assert len({skill.skill_id for skill in taxonomy.skills}) == len(taxonomy.skills)


# Names that state each of their skills in full.
BOTH = (
    {".NET", "C#"},
    {"Accounts Payable (AP)", "Accounts Receivable (AR)"},
    {"Algorithms", "Data Structures"},
    {"Database Management Systems", "NoSQL"},
    {"English", "Verbal Communication", "Written Communication"},
    {"Month-End Close", "Year-End Close"},
    {"Offboarding", "Onboarding"},
    {"React", "Redux"},
    {"Series 7 License", "Series 65 License", "Series 66 License"},
)


def test_one_wording_states_one_skill() -> None:
    owners: defaultdict[bytes, set[str]] = defaultdict(set)
    for index, skill in enumerate(load_taxonomy().skills):
        for name, surface in surfaces_of(skill, index).items():
            if not surface.writings:
                owners[name].add(skill.name)
    shared = {name: skills for name, skills in owners.items() if len(skills) > 1}
    assert {name: skills for name, skills in shared.items() if not any(skills <= both for both in BOTH)} == {}
    assert shared


def test_no_entry_says_a_thing_twice() -> None:
    keys = ("aliases", "exact", "ambiguous", "near", "unless", "patterns", "cues", "fields")
    twice = {
        (skill.name, key, said)
        for skill in load_taxonomy().skills
        for key in keys
        for said in getattr(skill, key)
        if getattr(skill, key).count(said) > 1
    }
    assert twice == set()


def test_a_degrees_field_belongs_to_one_skill() -> None:
    named = [field for skill in load_taxonomy().skills for field in skill.fields]
    assert len(named) == len(set(named)) > 100


def test_names_are_inflected_spelt_both_ways_and_cased_where_they_must_be() -> None:
    skill = Skill(
        name="Query Optimization", type="method", kind="hard", family="F", aliases=("query tuner",), ambiguous=("Go",)
    )
    surfaces = surfaces_of(skill, 0)
    assert {b"query optimization", b"query optimisation", b"query tuners"} <= surfaces.keys()
    assert surfaces[b"go"].case == Case.AMBIGUOUS


def test_a_name_in_brackets_states_the_skill_when_it_is_an_abbreviation() -> None:
    skill = Skill(name="Large Language Models (LLMs)", type="knowledge", kind="hard", family="F")
    assert {b"llms", b"llm", b"large language models"} <= surfaces_of(skill, 0).keys()
    assert b"go" not in surfaces_of(Skill(name="Go (game)", type="knowledge", kind="hard", family="F"), 0)


def test_a_shipped_skill_keeps_its_names_when_a_list_is_imported(tmp_path: Path) -> None:
    shipped = read_files([write(tmp_path, "a.yaml", GOOD)])
    extra = GOOD.replace("Pastry", "Pies").replace("Kindness", "Care")
    both = add_imported(shipped, read_files([write(tmp_path, "b.yaml", extra)]))
    assert [skill.name for skill in both.skills] == ["Care", "Kindness", "Pastry", "Pies"]
    assert both.by_name["Pies"].aliases == ()
    assert both.version != shipped.version


@pytest.mark.parametrize("product", ["Zustand", "Gradio", "Deno", "Wix", "n8n", "OR-Tools", "Starlette", "Ubuntu"])
def test_a_product_is_shown_under_its_own_name(product: str) -> None:
    found = [hit.skill for hit in extract_skills("", f"Requirements\n• Experience with {product} and SQL")]
    assert product in found


def test_a_products_name_that_is_a_plain_word_needs_more_than_the_word() -> None:
    text = "Requirements\n• Make leaflets, behave well at events with a bottle of chai\n• Experience with make.com"
    found = {hit.skill: hit.text for hit in extract_skills("", text)}
    assert found["Make"] == "make.com"
    assert not found.keys() & {"Leaflet", "Behave", "Bottle", "Chai"}
