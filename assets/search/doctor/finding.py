"""Findings: what the doctor saw, one line each, and how they stand on a screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Mark = Literal["ok", "note", "FIX"]


@dataclass(frozen=True)
class Finding:
    """One line: fine (`ok`), worth knowing (`note`), or to be put right before a run can work (`FIX`)."""

    topic: str
    mark: Mark
    text: str


def render(findings: Iterable[Finding]) -> str:
    """The screen: one line a finding, its topic only where it changes."""
    lines, last = [], ""
    for finding in findings:
        topic, last = ("" if finding.topic == last else finding.topic), finding.topic
        lines.append(f"{topic:<11}{finding.mark:<6}{finding.text}")
    return "\n".join(lines)


def exit_code(findings: Iterable[Finding]) -> int:
    """1 where something must be put right."""
    return int(any(finding.mark == "FIX" for finding in findings))
