"""Rules that name what a sentence says: regular expressions kept in YAML, each behind the literals it can't do without.

One scan for all literals of a book costs less than one expression, and few rules get past it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick_rs

Row = Sequence[str]

MOST_CLAUSES = 3


class Rule:
    """One expression and its bit in the sets of open rules of its book."""

    __slots__ = ("_compiled", "_expression", "bit")

    def __init__(self, bit: int, expression: str) -> None:
        """Keep the expression: in a short run few are tried, and to compile all takes a fifth of a second."""
        self.bit = bit
        self._expression = expression
        self._compiled: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first tried."""
        if self._compiled is None:
            self._compiled = re.compile(self._expression)
        return self._compiled


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one name in the order of their file, and the set of them all."""

    each: tuple[Rule, ...]
    bits: int

    def open_in(self, is_open: int) -> Iterator[re.Pattern[str]]:
        """The expressions of those that are open."""
        if is_open & self.bits:
            for rule in self.each:
                if is_open & rule.bit:
                    yield rule.pattern


class RuleBook:
    """Named groups of rules in the order of their file, what is noise to them, and one machine for all literals.

    A row is one to three clauses and an expression. A clause is literals separated by "|"; a text must hold one of each
    clause for the expression to be tried. Sets of rules are integers: a bit a rule.
    """

    def __init__(
        self,
        noise: Iterable[Row],
        groups: Mapping[str, Iterable[Row]],
        parts: Mapping[str, str],
        literals: Mapping[str, str] | None = None,
    ) -> None:
        """Compile the rows; `<name>` stands for a part in an expression, and for an entry of `literals` in a clause."""
        rows = {"": list(noise), **{name: list(rows) for name, rows in groups.items()}}
        self._width = sum(map(len, rows.values()))
        self._without = 0
        self._bits: dict[str, int] = {}
        self._count = 0
        compiled = {name: self._compiled(some, parts, literals or {}) for name, some in rows.items()}
        self.noise = compiled.pop("")
        self.groups = tuple(compiled.items())
        self._by_index = tuple(self._bits.values())
        # For one sentence the smallest machine is the fastest: the table of a DFA must first come from memory.
        small = ahocorasick_rs.Implementation.ContiguousNFA
        self._machine = ahocorasick_rs.AhoCorasick(list(self._bits), implementation=small)

    def _compiled(self, rows: Iterable[Row], parts: Mapping[str, str], literals: Mapping[str, str]) -> Rules:
        compiled = []
        for *clauses, expression in rows:
            bit = 1 << self._count
            for place in range(MOST_CLAUSES):
                shifted = bit << place * self._width
                if place >= len(clauses):
                    self._without |= shifted
                    continue
                for literal in _filled(clauses[place], literals).split("|"):
                    self._bits[literal] = self._bits.get(literal, 0) | shifted
            compiled.append(Rule(bit, _filled(expression, {name: f"(?:{parts[name]})" for name in parts})))
            self._count += 1
        return Rules(tuple(compiled), sum(rule.bit for rule in compiled))

    def open_for(self, words: str) -> int:
        """The set of rules of whose every clause `words`, in lower case, hold a literal."""
        held = self._without
        for index, _, _ in self._machine.find_matches_as_indexes(words, overlapping=True):
            held |= self._by_index[index]
        return held & (held >> self._width) & (held >> 2 * self._width) & ((1 << self._width) - 1)


def _filled(text: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(f"<{name}>", value)
    return text


def first_match(found_by: Rules, words: str, is_open: int) -> re.Match[str] | None:
    """The match of the first rule that matches, of those that are open."""
    if not is_open & found_by.bits:
        return None
    for rule in found_by.each:
        match = rule.pattern.search(words) if is_open & rule.bit else None
        if match is not None:
            return match
    return None


def blank_out(noise: Rules, words: str, is_open: int, filler: str = " ") -> str:
    """The words with all that the open rules match replaced by filler of the same length."""
    for pattern in noise.open_in(is_open):
        words = pattern.sub(lambda hit: filler * len(hit.group()), words)
    return words
