"""The user's own copies of ESCO, O*NET and Lightcast, read into skills; each file here is written for the test."""

import json
from pathlib import Path

import pytest

from assets.skills.taxonomy.importers import SkillListError, main, read_list
from assets.skills.taxonomy.taxonomy import read_files


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_esco_is_known_by_its_columns_and_keeps_its_ids(tmp_path: Path) -> None:
    text = (
        "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels\n"
        'K,http://x/1,knowledge,sector-specific,glass blowing,"blow glass\nglass art",\n'
        "K,http://x/2,skill/competence,transversal,stay calm,,\n"
    )
    blowing, calm = read_list(write(tmp_path, "whatever.csv", text))
    assert (blowing.skill_id, blowing.kind, blowing.aliases) == ("http://x/1", "hard", ("blow glass", "glass art"))
    assert (calm.kind, calm.type, calm.imported) == ("soft", "competence", True)


@pytest.mark.parametrize(
    "header",
    [
        "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology",
        "O*NET-SOC Code\tWorkplace Example\tElement ID\tElement Name\tHot Technology",
    ],
)
def test_both_layouts_of_onet_give_each_name_once(tmp_path: Path, header: str) -> None:
    rows = "11-1\tQuillPad Pro\t1\tOffice software\tN\n11-2\tQuillPad Pro\t1\tOffice software\tN\n11-2\tZZ\t1\tX\tN\n"
    (skill,) = read_list(write(tmp_path, "t.txt", f"{header}\n{rows}"))
    assert (skill.name, skill.type, skill.family) == ("QuillPad Pro", "tool", "Office software")


def test_lightcast_types_become_kinds(tmp_path: Path) -> None:
    data = [
        {"id": "KS1", "name": "Loom Weaving (Textile)", "type": {"name": "Specialized Skill"}},
        {"id": "KS2", "name": "Patience", "type": {"name": "Common Skill"}},
    ]
    weaving, patience = read_list(write(tmp_path, "l.json", json.dumps({"data": data})))
    assert (weaving.skill_id, weaving.kind, weaving.aliases) == ("KS1", "hard", ("Loom Weaving",))
    assert patience.kind == "soft"


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "{", '{"data": 3}', "[1]", "id,name\n1,x\n"])
def test_an_unknown_file_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(SkillListError, match=r"odd\.csv"):
        read_list(write(tmp_path, "odd.csv", text))


def test_the_command_writes_a_file_the_loader_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JOBLAKE_HOME", str(tmp_path / "home"))
    assert main([str(write(tmp_path, "mine.csv", "id,name,aliases\n7,Basket Weaving,wicker work|osier\n"))]) == 0
    assert "1 skills" in capsys.readouterr().out
    (skill,) = read_files((tmp_path / "home" / "taxonomy").glob("*.json")).skills
    assert (skill.skill_id, skill.imported, skill.aliases) == ("7", True, ("wicker work", "osier"))
    assert main([str(tmp_path / "absent.csv")]) == 1
