"""A name that is a list of names is a list: every skill of it gets its row, with its own words."""

from functools import cache

import pytest

from assets.skills.extraction import SkillHit, extract_skills
from assets.skills.phrases.normal_form import normal_phrase
from assets.skills.taxonomy.name_lists import NameLists, names_in, pieces_of, take_apart
from assets.skills.taxonomy.taxonomy import Skill, load_taxonomy
from assets.skills.taxonomy.written_forms import surfaces_of

# Names that two skills have in common and whose pieces are no names: "month-end" alone says too little.
SHARED = {"month-end and year-end"}


@cache
def lists() -> NameLists:
    return take_apart(load_taxonomy().skills)[1]


def read(names: str) -> dict[str, SkillHit]:
    text = f"Requirements\n- Experience with {names}\n- Some years in a similar role\n"
    hits = extract_skills("", text)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    return {hit.skill: hit for hit in hits}


def written_as_lists() -> list[tuple[Skill, str]]:
    """Every name of the taxonomy whose pieces are all names themselves, and not all of one skill."""
    owners: dict[bytes, set[str]] = {}
    for index, skill in enumerate(load_taxonomy().skills):
        for form in surfaces_of(skill, index):
            owners.setdefault(form, set()).add(skill.name)
    found = []
    for skill in load_taxonomy().skills:
        for name in (*skill.aliases, *skill.exact, *skill.ambiguous):
            named = [owners.get(normal_phrase(piece), set()) for piece in pieces_of(name)]
            if len(named) > 1 and all(named) and not set.intersection(*named):
                found.append((skill, name))
    return found


def test_every_list_of_the_taxonomy_gives_a_row_for_each_hard_skill_with_its_own_words() -> None:
    skills, lost = load_taxonomy().skills, {}
    for skill, name in written_as_lists():
        parts = lists().get(normal_phrase(name), ())
        wanted = {skills[part.skill].name for part in parts if skills[part.skill].kind == "hard"}
        rows = read(name)
        spans = [(rows[one].start, rows[one].end) for one in wanted if one in rows and rows[one].text not in SHARED]
        if wanted - set(rows) or len(set(spans)) < len(spans):
            lost[f"{skill.name}: {name}"] = wanted - set(rows)
    assert lost == {}


def test_whatever_looks_like_a_list_is_one_or_is_said_to_be_one_name() -> None:
    found = written_as_lists()
    assert len(found) > 350
    undecided = [n for skill, n in found if normal_phrase(n) not in lists() and n not in skill.whole]
    assert undecided == []


def test_what_is_said_to_be_one_name_is_a_name_of_its_skill() -> None:
    strays = [(s.name, name) for s in load_taxonomy().skills for name in s.whole if name in names_in(s)]
    assert strays == []
    assert all(name in (*s.aliases, *s.exact, *s.ambiguous) for s in load_taxonomy().skills for name in s.whole)


@pytest.mark.parametrize(
    ("names", "skills"),
    [
        ("C/C++", {"C", "C++"}),
        ("HTML/CSS/JavaScript", {"HTML", "CSS", "JavaScript"}),
        ("Python/R", {"Python", "R"}),
        ("AI/ML", {"Artificial Intelligence (AI)", "Machine Learning"}),
        ("Git/GitHub/GitLab", {"Git", "GitHub", "GitLab"}),
        ("Kubernetes/Docker", {"Kubernetes", "Docker"}),
        ("word/excel", {"Microsoft Word", "Microsoft Excel"}),
        ("Excel/PowerPoint/Word", {"Microsoft Excel", "Microsoft PowerPoint", "Microsoft Word"}),
        ("iOS and Android", {"iOS Development", "Android Development"}),
        ("budgeting and forecasting", {"Budgeting", "Forecasting"}),
        ("Node/Express/React", {"Node.js", "Express.js", "React"}),
        ("MATLAB/Simulink", {"MATLAB", "MATLAB Simulink"}),
        ("GMP/GCP", {"Good Manufacturing Practices (GMP)", "Good Clinical Practice (GCP)"}),
        ("Zoom/Teams", {"Zoom", "Microsoft Teams"}),
        ("R/Python/SAS", {"R", "Python", "SAS"}),
        ("Go, Rust and C", {"Go", "Rust", "C"}),
        ("TypeScript & JavaScript", {"TypeScript", "JavaScript"}),
    ],
)
def test_skills_named_together_are_each_read(names: str, skills: set[str]) -> None:
    rows = read(names)
    assert skills <= set(rows)
    assert len({(rows[skill].start, rows[skill].end) for skill in skills}) == len(skills)


def test_the_words_of_each_row_are_its_own() -> None:
    rows = read("C/C++")
    assert (rows["C"].text, rows["C++"].text) == ("C", "C++")


def test_what_only_looks_like_a_list_is_one_name() -> None:
    assert "R" not in read("HVAC/R systems")
    assert "Programming" not in read("billing and coding")


def test_a_list_without_its_owner_among_its_names_stays_a_paraphrase_of_it() -> None:
    row = read("Webex/Zoom")["Video Conferencing"]
    assert (row.text, row.support) == ("Webex/Zoom", "paraphrased")
