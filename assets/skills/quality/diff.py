"""What a change of the extractor changes: skills that came and went between two outputs of the filter, with examples.

`python -m assets.skills.quality.diff OLD.jsonl NEW.jsonl`, both written by `python -m assets.skills` from the same
postings.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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
                output[str(row["id"])] = {skill["skill"]: skill["text"] for skill in row["skills"]}
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"line {number}: expected a line of `python -m assets.skills`: {error!r}") from error
    return output


def lines_of(changes: Iterable[SkillChange]) -> list[str]:
    """The changes as text, one skill a line and its examples below."""
    lines = []
    for change in changes:
        lines.append(f"{change.skill}: {change.before} -> {change.after} (+{change.came_count} -{change.went_count})")
        lines += [f"  + {posting}: {' '.join(text.split())}" for posting, text in change.came]
        lines += [f"  - {posting}: {' '.join(text.split())}" for posting, text in change.went]
    return lines or ["no skill came or went"]


def main(arguments: Sequence[str]) -> int:
    """Print the difference of two outputs."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m assets.skills.quality.diff OLD.jsonl NEW.jsonl\n")
        return 2
    old, new = (read_output(Path(argument).read_text(encoding="utf-8").splitlines()) for argument in arguments)
    sys.stdout.write("\n".join(lines_of(compare(old, new))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
