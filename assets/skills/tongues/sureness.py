"""How sure a piece of evidence in one of the six languages is: how often such evidence was right in labelled postings.

The counts stand in `sureness.yaml`, made by `python -m assets.skills.quality.tongues --accept` from the gold of all six
languages; what they say of a language is measured with its own postings left out.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assets.skills.finding.mention_kinds import Mention
from assets.skills.judging.scoring import CEILING, IMPORTED_CEILING
from assets.text.sections import SectionLabel
from assets.text.yaml_table import yaml_table

COUNTS_FILE = Path(__file__).parent / "sureness.yaml"
# Lists and gold are of one hand: what texts of other hands hold is right less often (of some 110 rows in sample
# postings that no list was made for, nine in ten were).
_CEILING = {"name": CEILING, "stated": 0.9, "paraphrased": 0.9}
_ASKED = frozenset({"requirements", "nice_to_have"})
Counts = Mapping[str, Mapping[str, int]]  # stratum -> {right, of}


def stratum(mention: Mention, section: SectionLabel) -> str:
    """What is counted together: kind, how it is named, where it stands."""
    skill = mention.skill
    name = "name" if skill.type in ("tool", "language") else mention.told[6]
    place = "asked" if section in _ASKED else "duties" if section == "duties" else "other"
    return f"{skill.kind} {name} {place}"


def sureness(mention: Mention, section: SectionLabel) -> float:
    """The confidence of a piece of evidence, 0 to below 1."""
    if mention.skill.imported:
        return IMPORTED_CEILING
    return _frequency(stratum(mention, section))


@cache
def _frequency(name: str) -> float:
    return frequency(counts(), name)


def frequency(table: Counts, name: str) -> float:
    """The share of a stratum that was right, drawn to the average of its kind by five examples of it."""
    kind, named, _ = name.split(" ")
    alike = [row for other, row in table.items() if other.startswith(kind)]
    usual = (sum(row["right"] for row in alike) + 1) / (sum(row["of"] for row in alike) + 2)
    row = table.get(name, {"right": 0, "of": 0})
    return round(min((row["right"] + 5 * usual) / (row["of"] + 5), _CEILING[named]), 3)


@cache
def counts() -> Counts:
    """The shipped counts."""
    table: Counts = yaml_table(COUNTS_FILE)
    return table
