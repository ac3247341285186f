"""The skills that somebody says to have, found among those that postings of the snapshot name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from assets.lake.readers.folding import folded
from viewer.snapshot.jobs.job_lines import skills_by_number
from viewer.snapshot.reader import Reader, Row

MOST_HAD = 200
MOST_ALIKE = 3


@dataclass
class Had:
    """What is had.

    Attributes:
        skills: The hard skills: `skill`, `slug`.
        soft: The soft ones, which are shown and not counted.
        unknown: The words that no posting of the snapshot names as a skill, each as `word`, with the `skills` whose
            names hold it.
        numbers: The numbers of the hard skills.
    """

    skills: list[Row] = field(default_factory=list)
    soft: list[Row] = field(default_factory=list)
    unknown: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The same as it stands in an address, each skill once."""
        return ",".join(row["slug"] for row in (*self.skills, *self.soft))


def had_skills(reader: Reader, text: str) -> Had:
    """The skills of a list with commas, each by its name or by the last part of its address, in any case.

    The rule is that of the filter `have` (`assets/lake/readers/job_filters.py`).
    """
    known = reader.noted("skills by word", lambda: _by_word(reader))
    names = skills_by_number(reader)
    had = Had()
    seen: set[int] = set()
    for word in [word for word in map(str.strip, text.split(",")) if word][:MOST_HAD]:
        numbers = known.get(folded(word), [])
        if not numbers:
            had.unknown.append({"word": word[:100], "skills": _alike(names, folded(word))})
        for number in numbers:
            if number in seen:
                continue
            seen.add(number)
            skill = {"skill": names[number]["skill"], "slug": names[number]["slug"]}
            if names[number]["kind"] == "hard":
                had.skills.append(skill)
                had.numbers.append(number)
            else:
                had.soft.append(skill)
    return had


def _alike(names: Mapping[int, Row], word: str) -> list[Row]:
    """The skills whose names hold a word, those that most jobs name first."""
    held = (number for number in sorted(names) if word in folded(names[number]["skill"]))
    return [{"skill": names[number]["skill"], "slug": names[number]["slug"]} for number in islice(held, MOST_ALIKE)]


def _by_word(reader: Reader) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, skill in skills_by_number(reader).items():
        for word in {folded(skill["skill"]), skill["slug"]}:
            found.setdefault(word, []).append(number)
    return found
