"""Rules that name what a sentence says: regular expressions kept in YAML, each behind the literals it can't do without.

One scan for all literals of a book costs less than one expression, and few rules get past it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick_rs

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One expression and its number in its book."""

    number: int
    pattern: re.Pattern[str]


class RuleBook:
    """Named groups of rules in the order of their file, what is noise to them, and one machine for all literals."""

    def __init__(self, noise: Iterable[Row], groups: Mapping[str, Iterable[Row]], parts: Mapping[str, str]) -> None:
        """Compile rows of (literals separated by "|", expression); `<name>` in an expression stands for a part."""
        self._owners: dict[str, set[int]] = {}
        self._count = 0
        self.noise = self._compiled(noise, parts)
        self.groups = tuple((name, self._compiled(rows, parts)) for name, rows in groups.items())
        self._rules_by_literal = tuple(self._owners.values())
        self._machine = ahocorasick_rs.AhoCorasick(list(self._owners), implementation=ahocorasick_rs.Implementation.DFA)

    def _compiled(self, rows: Iterable[Row], parts: Mapping[str, str]) -> tuple[Rule, ...]:
        compiled = []
        for literals, expression in rows:
            for literal in literals.split("|"):
                self._owners.setdefault(literal, set()).add(self._count)
            compiled.append(Rule(self._count, _pattern(expression, parts)))
            self._count += 1
        return tuple(compiled)

    def open_for(self, words: str) -> set[int]:
        """Numbers of the rules that `words`, in lower case, hold a literal of."""
        found = {index for index, _, _ in self._machine.find_matches_as_indexes(words, overlapping=True)}
        return set().union(*[self._rules_by_literal[index] for index in found])


def _pattern(expression: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    for name, value in parts.items():
        expression = expression.replace(f"<{name}>", f"(?:{value})")
    return re.compile(expression)


def first_match(found_by: Iterable[Rule], words: str, is_open: set[int]) -> re.Match[str] | None:
    """The match of the first rule that matches, of those that are open."""
    for rule in found_by:
        if rule.number in is_open:
            match = rule.pattern.search(words)
            if match:
                return match
    return None


def blank_out(noise: Iterable[Rule], words: str, is_open: set[int], filler: str = " ") -> str:
    """The words with all that the open rules match replaced by filler of the same length."""
    for rule in noise:
        if rule.number in is_open:
            words = rule.pattern.sub(lambda hit: filler * len(hit.group()), words)
    return words
