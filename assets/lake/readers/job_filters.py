"""What a list of jobs is narrowed to, in the words of its address: `skill=python,sql&country=gb&work_mode=remote`.

The one reading of these words, for pages, feeds and whoever else names a list. It asks nothing: the condition it makes
is asked of a snapshot's index (`job_index`, `skill_index`, `job_skill_index`, `job_required_index`)
where the macro FOLDED_MACRO is known.
How a list is sorted and cut into pages is not its business.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from assets.lake.readers.folding import FOLDED

FOLDED_MACRO = f"create or replace macro folded(text) as {FOLDED}"
LONGEST_VALUE = 200
MOST_WORDS = 8
MOST_SKILLS = 8
LONGEST = {"have": 4_000}
DEFAULT_MIN_MATCH = 75
# Codes of one case; a category is compared without its case.
CODES = {"country": str.upper, "work_mode": str.lower, "seniority": str.lower}
DAYS = {"posted_since": "posted_date", "found_since": "first_seen"}
FLAGS = {"has_pay": "has_pay", "contradiction": "work_mode_contradiction", "repost": "is_repost"}
# What only says more of another filter.
OF = {"min_match": "have"}
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
# The skills that $have names: each by its name, or by the last part of its address, in any case.
HAD = """
select skill_no from skill_index
where slug in (select folded(name) from (select unnest($have::varchar[]) as name))
    or folded(skill) in (select folded(name) from (select unnest($have::varchar[]) as name))
"""
COVERED = f"""
job_no in (
    select job_no from job_required_index
    where len(hard) > 0
        and 100 * len(list_intersect(hard, coalesce((select list(skill_no) from ({HAD})), [])))
            >= $min_match * len(hard)
)
"""  # noqa: S608 - our own words
# Every filter, and what it means: for those who have to be told.
FILTERS: Mapping[str, str] = {
    "text": 'words, "words in a row" and -words that must not be there, in titles, employers, places, skills and texts',
    "category": "a category, such as Data Engineering",
    "country": "a country's two letters",
    "work_mode": "remote, hybrid, onsite or unclear",
    "seniority": "a seniority, such as senior",
    "panel": "a panel of searches",
    "employer": "the last part of the address of an employer's page",
    "skill": "a skill's name or the last part of its address; several, apart by commas, are all asked for",
    "have": "skills that one has, apart by commas: only jobs whose required hard skills they cover, up to `min_match`",
    "min_match": f"how much of what a job requires must be covered, in percent; {DEFAULT_MIN_MATCH} if it is not said",
    "posted_since": "a day, such as 2026-11-23: posted then or later",
    "found_since": "a day: first found by these searches then or later",
    "has_pay": "1: only jobs that state their pay",
    "contradiction": "1: only jobs whose remote flag and text disagree",
    "repost": "1: only reposted jobs",
}


@dataclass
class JobFilter:
    """A list's filters.

    Attributes:
        asked: The filters in use, by name, as they stand in an address.
        clauses: The SQL of each, by its name.
        values: The parameters that the clauses name, and the relations: those are functions that make a table.
        problems: What could not be understood, in sentences; it was left out.
    """

    asked: dict[str, str] = field(default_factory=dict)
    clauses: dict[str, str] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, name: str, value: str, clause: str, **values: object) -> None:
        """One more filter; `clause` names its values as parameters."""
        self.asked[name] = value
        self.clauses[name] = f"{self.clauses[name]} and {clause}" if name in self.clauses else clause
        self.values |= values

    @property
    def where(self) -> str:
        """The condition."""
        return " and ".join(self.clauses.values()) or "true"

    def without(self, name: str) -> "JobFilter":
        """The same without one of its filters."""
        left = {kept: clause for kept, clause in self.clauses.items() if kept != name}
        used = {value: held for value, held in self.values.items() if any(_names(c, value) for c in left.values())}
        asked = {kept: value for kept, value in self.asked.items() if kept in left or OF.get(kept) in left}
        return JobFilter(asked, left, used)


def read_job_filter(query: Mapping[str, str], besides: Mapping[str, str] | None = None) -> JobFilter:
    """The filters of a list, by their names.

    Args:
        query: What was asked. Empty values ask for nothing; long ones are cut.
        besides: Further names that stand beside filters and are read elsewhere, such as `sort`.
    """
    chosen = JobFilter()
    asked = {name: value.strip()[: LONGEST.get(name, LONGEST_VALUE)] for name, value in query.items() if value.strip()}
    _add_text(chosen, asked.get("text", ""))
    if "category" in asked:
        chosen.add("category", asked["category"], "lower(category) = lower($category)", category=asked["category"])
    for name, in_case in CODES.items():
        if name in asked:
            value = in_case(asked[name])
            chosen.add(name, value, f"{name} = ${name}", **{name: value})
    if "panel" in asked:
        chosen.add("panel", asked["panel"], "list_contains(panels, $panel)", panel=asked["panel"])
    if "employer" in asked:
        chosen.add("employer", asked["employer"], "employer_slug = $employer", employer=asked["employer"])
    _add_skills(chosen, asked.get("skill", ""))
    _add_match(chosen, asked)
    for name, column in DAYS.items():
        if name in asked:
            _add_since(chosen, name, column, asked[name])
    for name, column in FLAGS.items():
        if asked.get(name, "").lower() in YES:
            chosen.add(name, "1", column)
    chosen.problems += _not_understood(asked, besides or {})
    return chosen


def _add_text(chosen: JobFilter, text: str) -> None:
    """Jobs that hold every one of these words."""
    for number, word in enumerate(text.split()[:MOST_WORDS]):
        chosen.add("text", text, f"contains(words, folded($word{number}))", **{f"word{number}": word})


def _add_skills(chosen: JobFilter, text: str) -> None:
    """Jobs that ask for every one of these skills."""
    names = [name for name in map(str.strip, text.split(",")) if name]
    for number, name in enumerate(names[:MOST_SKILLS]):
        clause = (
            "job_no in (select job_no from job_skill_index where skill_no in (select skill_no from skill_index "  # noqa: S608
            f"where slug = $skill{number} or folded(skill) = folded($skill{number})))"
        )
        chosen.add("skill", ",".join(names), clause, **{f"skill{number}": name})
    if len(names) > MOST_SKILLS:
        chosen.problems.append(f"A list is narrowed to at most {MOST_SKILLS} skills; the others were left out.")


def read_min_match(text: str) -> tuple[int] | tuple[int, str]:
    """A share in percent, from 1 to 100; with a sentence where the text is none, and the usual share stands for it."""
    given = text.strip().removesuffix("%").strip()
    if given.isascii() and given.isdecimal() and len(given) <= 3 and 1 <= int(given) <= 100:
        return (int(given),)
    if not given:
        return (DEFAULT_MIN_MATCH,)
    return (
        DEFAULT_MIN_MATCH,
        f"min_match is a percentage from 1 to 100, not “{given[:40]}”; {DEFAULT_MIN_MATCH} was taken.",
    )


def _add_match(chosen: JobFilter, asked: Mapping[str, str]) -> None:
    """Jobs that require a hard skill, and whose required ones are covered to the share asked for."""
    names = [name for name in map(str.strip, asked.get("have", "").split(",")) if name]
    least, *wrong = read_min_match(asked.get("min_match", ""))
    chosen.problems += wrong
    if names:
        chosen.add("have", ",".join(names), COVERED, have=names, min_match=least)
        if "min_match" in asked and not wrong:
            chosen.asked["min_match"] = str(least)
    elif "min_match" in asked and not wrong:
        chosen.problems.append("min_match says how much of a job `have` must cover; without it, it was left out.")


def _add_since(chosen: JobFilter, name: str, column: str, text: str) -> None:
    try:
        since = date.fromisoformat(text)
    except ValueError:
        chosen.problems.append(f"“{text}” is no day; write it as 2026-11-23. That filter was left out.")
        return
    chosen.add(name, text, f"{column} >= ${name}::date", **{name: since.isoformat()})


def _not_understood(asked: Mapping[str, str], besides: Mapping[str, str]) -> Iterator[str]:
    """What the list does without, so that nobody takes a mistyped filter for an answer."""
    known = {*FILTERS, *besides}
    for name, value in asked.items():
        if name not in known:
            yield f"“{name[:40]}” is no filter; there are {', '.join(sorted(known))}. It was left out."
        elif name in FLAGS and value.lower() not in (*YES, *NO):
            yield f"{name} is 1 or 0, not “{value}”. That filter was left out."


def _names(clause: str, value: str) -> bool:
    """Whether a clause names this parameter or relation, and not only one that begins like it."""
    return re.search(rf"(\$|\bfrom ){re.escape(value)}\b", clause) is not None
