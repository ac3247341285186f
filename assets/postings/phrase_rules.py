"""Rules that name what a sentence says: regular expressions kept in YAML, each behind the literals it can't do without.

A literal test costs a thirtieth of a search, and most rules never get past it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One expression and the literals of which a text must hold one for it to be tried."""

    literals: tuple[str, ...]
    pattern: re.Pattern[str]

    def search(self, words: str) -> re.Match[str] | None:
        """The first match in `words`, which must be in lower case."""
        for literal in self.literals:
            if literal in words:
                return self.pattern.search(words)
        return None


def rules(rows: Iterable[Sequence[str]], parts: Mapping[str, str]) -> tuple[Rule, ...]:
    """Compile rows of (literals separated by "|", expression); `<name>` in an expression stands for a part."""
    compiled = []
    for literals, expression in rows:
        for name, value in parts.items():
            expression = expression.replace(f"<{name}>", f"(?:{value})")
        compiled.append(Rule(tuple(literals.split("|")), re.compile(expression)))
    return tuple(compiled)


def first_match(found_by: Iterable[Rule], words: str) -> re.Match[str] | None:
    """The match of the first rule that matches."""
    for rule in found_by:
        match = rule.search(words)
        if match:
            return match
    return None


def blank_out(noise: Iterable[Rule], words: str, filler: str = " ") -> str:
    """The words with all that the rules match replaced by filler of the same length."""
    for rule in noise:
        if any(literal in words for literal in rule.literals):
            words = rule.pattern.sub(lambda hit: filler * len(hit.group()), words)
    return words
