"""Where a text speaks of work mode, pay or years: one scan for the words that open such a passage, and its sentence.

A gate, not a judge: it says which sentences are worth reading; `work_mode`, `pay` and `seniority` read them. All
offsets count code points of the given text.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import ahocorasick_rs
import yaml

from assets.text.characters import lowered

_TRIGGERS = Path(__file__).with_name("passage_triggers.yaml")
_REACH = 220
_END = re.compile(r"[\n•;]|[*.!?] ")
_DNE = re.compile(r"[\n•;]| [*.!?]")  # the same in a text read backwards


@cache
def _scanner() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    groups: dict[str, list[str]] = yaml.safe_load(_TRIGGERS.read_text("utf-8"))
    pairs = [(str(word), topic) for topic, words in groups.items() for word in words]
    machine = ahocorasick_rs.AhoCorasick(
        [word for word, _ in pairs],
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.DFA,  # 21 microseconds a posting, the default takes 60
    )
    return machine, tuple(topic for _, topic in pairs)


@lru_cache(maxsize=4)
def mentions(text: str) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Spans of the trigger words by topic (`work`, `pay`, `years`), in the order of the text.

    The last texts are remembered, so that the three readers of one posting share one scan.
    """
    machine, topics = _scanner()
    found: dict[str, list[tuple[int, int]]] = {}
    for index, start, end in machine.find_matches_as_indexes(lowered(text)):
        found.setdefault(topics[index], []).append((start, end))
    return {topic: tuple(spans) for topic, spans in found.items()}


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Span of the sentence, bullet or line that holds `text[start:end]`, at most 220 characters to each side."""
    floor, roof = max(0, start - _REACH), min(len(text), end + _REACH)
    last = _DNE.search(text[floor:start][::-1])
    left = start - last.start() if last else floor
    first = _END.search(text, end, roof)
    right = first.start() if first else roof
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right
