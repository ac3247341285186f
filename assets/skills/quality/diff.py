"""What a change of the extractor changes: skills that came and went between two versions of it, with examples.

`python -m assets.skills.quality.diff OLD [NEW] [--postings FILE]`: each version a commit, or a file that `python -m
assets.skills` wrote; without NEW these files as they are. What is not asked for counts as absent.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assets.skills.quality.versions import SAMPLE, output_here, output_of, postings_of

EXAMPLES = 3

Output = Mapping[str, Mapping[str, str]]  # posting id -> skill -> evidence text


@dataclass(frozen=True, slots=True)
class SkillChange:
    """One skill in two outputs.

    Attributes:
        before: Postings that had it in the old output.
        after: Postings that have it in the new one.
        came: `(posting id, evidence)` of some postings that have it only now.
        went: The same of those that had it only then.
    """

    skill: str
    before: int
    after: int
    came: tuple[tuple[str, str], ...]
    went: tuple[tuple[str, str], ...]
    came_count: int
    went_count: int


def compare(old: Output, new: Output) -> list[SkillChange]:
    """Changes per skill over the postings that both outputs hold, the largest change first."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    came: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    went: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for posting in sorted(old.keys() & new.keys()):
        for skill, text in sorted(old[posting].items()):
            counts[skill][0] += 1
            if skill not in new[posting]:
                went[skill].append((posting, text))
        for skill, text in sorted(new[posting].items()):
            counts[skill][1] += 1
            if skill not in old[posting]:
                came[skill].append((posting, text))
    changes = [
        SkillChange(
            skill,
            before,
            after,
            tuple(came[skill][:EXAMPLES]),
            tuple(went[skill][:EXAMPLES]),
            len(came[skill]),
            len(went[skill]),
        )
        for skill, (before, after) in counts.items()
        if came[skill] or went[skill]
    ]
    return sorted(changes, key=lambda change: (-change.came_count - change.went_count, change.skill))


def read_output(lines: Iterable[str]) -> dict[str, dict[str, str]]:
    """What the filter wrote; lines that report an error are left out.

    Raises:
        ValueError: A line is not from the filter.
    """
    output: dict[str, dict[str, str]] = {}
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            if "error" not in row:
                output[str(row["id"])] = _asked_for(row["skills"])
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"line {number}: expected a line of `python -m assets.skills`: {error!r}") from error
    return output


def _asked_for(mentions: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Skill -> evidence text of its first mention, which speaks for it, where that asks for it."""
    first: dict[str, Mapping[str, str]] = {}
    for mention in mentions:
        first.setdefault(mention["skill"], mention)
    return {skill: said["text"] for skill, said in first.items() if said.get("requirement") != "context"}


def lines_of(changes: Iterable[SkillChange]) -> list[str]:
    """The changes as text, one skill a line and its examples below."""
    lines = []
    for change in changes:
        lines.append(f"{change.skill}: {change.before} -> {change.after} (+{change.came_count} -{change.went_count})")
        lines += [f"  + {posting}: {' '.join(text.split())}" for posting, text in change.came]
        lines += [f"  - {posting}: {' '.join(text.split())}" for posting, text in change.went]
    return lines or ["no skill came or went"]


def main(arguments: Sequence[str]) -> int:
    """Print the difference of two versions."""
    parser = argparse.ArgumentParser(prog="python -m assets.skills.quality.diff", description=__doc__)
    parser.add_argument("--postings", type=Path, default=SAMPLE, help="lines of postings; else those of the gold")
    parser.add_argument("old")
    parser.add_argument("new", nargs="?")
    asked = parser.parse_args(arguments)
    try:
        old, new = (read_output(_output(version, asked.postings)) for version in (asked.old, asked.new))
    except (OSError, ValueError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    sys.stdout.write("\n".join(lines_of(compare(old, new))) + "\n")
    return 0


def _output(version: str | None, postings: Path) -> list[str]:
    if version is None:
        return output_here(postings_of(postings))
    if version.endswith(".jsonl"):
        return Path(version).read_text(encoding="utf-8").splitlines()
    return output_of(version, postings_of(postings))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
