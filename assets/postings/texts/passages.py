"""Where a text speaks of work mode, pay or years: one scan for the words that open such a passage, and its sentence.

A gate, not a judge: it says which sentences are worth reading; `work_mode`, `pay` and `seniority` read them. All
offsets count code points of the given text. The same scan sees whether the text is cleaned and free of spelled-out
addresses, as nearly all are, so that cleaning and masking need no look of their own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs

from assets.postings.contacts.privacy import SPELLED_SIGNS
from assets.text.characters import lowered_utf8, unusual_characters
from assets.text.clean import UNEVEN
from assets.text.yaml_table import yaml_table

_TRIGGERS = Path(__file__).with_name("passage_triggers.yaml")
_REACH = 220
# A sentence ends at a line break, a bullet, or a stop with a space behind it. Both begin with a set of characters, over
# which the engine runs at three times the speed of alternatives.
_END = re.compile(r"[\n•;*.!?](?:(?<=[\n•;])| )")
_DNE = re.compile(r"[\n•;*.!?](?:(?<=[\n•;])|(?<= [*.!?]))")  # the same in a text read backwards
_STOPS = "*.!?"

Spans = Mapping[str, Sequence[tuple[int, int]]]


class Look(NamedTuple):
    """What one scan of a text shows.

    Attributes:
        is_even: Its white space is as `clean_text` leaves it.
        may_spell_contact: It holds one of the signs that no spelled-out e-mail address goes without.
        mentions: Spans of the trigger words by topic (`work`, `pay`, `years`, `level`), in the order of the text.
    """

    is_even: bool
    may_spell_contact: bool
    mentions: Spans


class _Scanner:
    """A machine for words, each with its topic."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        pairs = [(word, topic) for topic, some in words.items() for word in some]
        self._machine = ahocorasick_rs.BytesAhoCorasick(
            [word.encode() for word, _ in pairs],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.DFA,  # 15 microseconds a posting, the default takes 60
        )
        self._found = [(topic, len(word)) for word, topic in pairs]

    def spans(self, text: bytes) -> dict[str, list[tuple[int, int]]]:
        """Spans of the words by topic, counted in code points. A text begins as a line does."""
        found: dict[str, list[tuple[int, int]]] = {}
        before = b"" if text[:1].isspace() else b"\n"  # before a space it would be taken for uneven
        data = before + text
        seen, position = 0, -len(before)
        for index, start, _ in self._machine.find_matches_as_indexes(data):
            position += len(data[seen:start].decode("utf-8", "surrogatepass"))
            seen = start
            topic, length = self._found[index]
            spans = found.get(topic)
            if spans is None:
                spans = found[topic] = []
            spans.append((max(0, position), position + length))
        return found


@cache
def _triggers() -> dict[str, list[str]]:
    """The words by topic; one with a space before it stands at the beginning of a line, too."""
    groups = {topic: list(map(str, words)) for topic, words in yaml_table(_TRIGGERS).items()}
    return {
        topic: words + [word.replace(" ", "\n", 1) for word in words if word.startswith(" ")]
        for topic, words in groups.items()
    }


@cache
def _telling_letters() -> frozenset[str]:
    """Letters beyond ASCII, of each trigger word that has any the first in code: a text without them holds no such."""
    words = chain.from_iterable(_triggers().values())
    return frozenset(min(char for char in word if not char.isascii()) for word in words if not word.isascii())


@cache
def _scanner(*, with_signs: bool, all_letters: bool) -> _Scanner:
    """The machine for all trigger words, or for those in ASCII: it is smaller, and takes two thirds of the time."""
    signs: dict[str, Iterable[str]] = {"uneven": UNEVEN, "spelled": SPELLED_SIGNS} if with_signs else {}
    words = {
        topic: [word for word in some if all_letters or word.isascii()]
        for topic, some in {**_triggers(), **signs}.items()
    }
    return _Scanner(words)


@lru_cache(maxsize=4)
def look_at(text: str) -> Look:
    """Scan a text. The last texts are remembered, so that all readers of one posting share one scan."""
    data = lowered_utf8(text)
    unusual = unusual_characters(text)
    all_letters = not _telling_letters().isdisjoint(unusual + unusual.lower())
    found = _scanner(with_signs=True, all_letters=all_letters).spans(data)
    is_uneven, is_spelled = "uneven" in found, "spelled" in found
    if is_uneven or is_spelled:  # a sign may have hidden a word that it touches
        found = _scanner(with_signs=False, all_letters=all_letters).spans(data)
    return Look(not is_uneven, is_spelled, found)


def mentions(text: str) -> Spans:
    """Spans of the trigger words of a text by topic."""
    return look_at(text).mentions


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Span of the sentence, bullet or line that holds `text[start:end]`, at most 220 characters to each side."""
    floor, roof = max(0, start - _REACH), min(len(text), end + _REACH)
    last = _DNE.search(text[floor:start][::-1])
    left = start - last.start() + (last[0] in _STOPS) if last else floor
    first = _END.search(text, end, roof)
    right = first.start() if first else roof
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right
