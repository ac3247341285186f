"""A list's filters with its words: what the index says of them is a relation that the list's condition asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from assets.lake.readers.job_filters import JobFilter, read_job_filter
from assets.lake.words.asked import Words, read_words
from assets.lake.words.search import WordIndex

# Whoever asks the condition calls the value of this name and makes it a relation: `job_key`, `score`.
FOUND = "found_words"


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed to: its filters, and the words that its jobs are ranked by; None without words."""

    chosen: JobFilter
    words: Words | None = None


def narrowed(query: Mapping[str, str], besides: Mapping[str, str], index: WordIndex | None) -> Narrowed:
    """The filters of a list.

    Args:
        query: What was asked.
        besides: Further names that are read elsewhere.
        index: The snapshot's words; without them `text` is sought in title, employer and place alone.
    """
    if index is None or not query.get("text", "").strip():
        return Narrowed(read_job_filter(query, besides))
    text = query["text"].strip()[:200]
    words = read_words(text)
    chosen = read_job_filter({name: value for name, value in query.items() if name != "text"}, besides)
    if words.problem:
        chosen.problems.append(words.problem)
    if not words.wanted:
        return Narrowed(chosen)
    in_words = f"job_key in (select job_key from {FOUND})"  # noqa: S608 - our own words
    chosen.add("text", text, in_words, **{FOUND: partial(index.found, words)})
    return Narrowed(chosen, words)
