"""Whether a job link seems to lead to this job, judged by its words alone, against title and employer.

* `suspect`: the words name another job or another employer.
* `matches`: the words name this job: all of the title's, or nothing but words of it.
* `unknown`: no words to judge by (an id, a category of jobs), or only the employer's name.

No link is opened, and hosts are no matter here (`apply_links`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from assets.postings.links.link_words import is_id, joined, slug, spelled, word_lists, words_of_name

LinkTrust = Literal["matches", "unknown", "suspect"]

_ALL_THERE = "every word of the title is in the link"


@dataclass(frozen=True, slots=True)
class WantedWords:
    """What a link to this job may say.

    Attributes:
        title: The title's words in one spelling, in order, without ids.
        core: Those of them that tell the job, without places and the employer.
        firm: The employer's words.
        firm_words: The set of them.
        own_place: Words of the job's own place.
        glued: Neighbours of the title run together ("aiml"), with the two words.
        written: The title's words as they stand, lower case.
    """

    title: dict[str, None]
    core: frozenset[str]
    firm: tuple[str, ...]
    firm_words: frozenset[str]
    own_place: frozenset[str]
    glued: dict[str, tuple[str, str]]
    written: frozenset[str]


@lru_cache(maxsize=512)
def wanted_words(title: str, employer: str, place: tuple[str, ...]) -> WantedWords:
    """Prepare a job for `judge_link`; `place` is what its fields say of where it is."""
    written = words_of_name(title)
    places = frozenset(word for field in place for word in words_of_name(field))
    firm = tuple(spelled(words_of_name(employer)))
    words = dict.fromkeys([word for word in joined(spelled(written)) if not is_id(word)])
    core = frozenset([word for word in words if not _says_nothing(word, firm, places)]) or frozenset(words)
    glued = {left + right: (left, right) for left, right in pairwise(written)}
    return WantedWords(words, core, firm, frozenset(firm), places, glued, frozenset(written))


def _says_nothing(word: str, firm: tuple[str, ...], places: frozenset[str]) -> bool:
    """Whether a word names the employer or a place, and so not the job."""
    return word in firm or word in places or word in word_lists()["places"]


def judge_link(path: str, query: str, wanted: WantedWords) -> tuple[LinkTrust, str]:
    """Compare the words of an address (its path and query) with the job; gives the trust and its reason."""
    words, telling = slug(path, query)
    if not telling:
        return "unknown", "no words to judge by"
    name, other = _at_employer(words)
    if other and wanted.firm and not _same_firm(wanted.firm, other):
        return "suspect", f"the link names another employer: {' '.join(other)}"
    name = _without_place(name, wanted)
    if not wanted.glued.keys().isdisjoint(name):
        name = [part for word in name for part in wanted.glued.get(word, (word,))]
    return _compare(joined(telling if name is words else spelled(name)), wanted)


def _compare(found: list[str], wanted: WantedWords) -> tuple[LinkTrust, str]:
    words = frozenset(found)
    if not wanted.core or words <= wanted.firm_words:
        return "unknown", "the link names the employer, not the job" if words else "no words to judge by"
    if wanted.core <= words:
        return "matches", _ALL_THERE
    missing = [word for word in wanted.title if word in wanted.core and word not in words and not _kin(words, word)]
    if not missing:
        return "matches", _ALL_THERE
    extra = [
        word
        for word in dict.fromkeys(found)
        if word not in wanted.title
        and not _says_nothing(word, wanted.firm, wanted.own_place)
        and not _kin(wanted.title, word)
    ]
    if len(missing) == len(wanted.core):
        if len(extra) < 3 and word_lists()["trades"].isdisjoint(extra):
            return "unknown", "too few words to judge by"
        return "suspect", f"the link names another job: {' '.join(found[:8])}"
    if not extra:
        return "matches", f"the link holds a shortened title (without {', '.join(missing[:4])})"
    return "suspect", f"the link says {', '.join(extra[:4])}, not {', '.join(missing[:4])}"


def _kin(words: Iterable[str], word: str) -> bool:
    """Whether a word cut from this one is there, or a long one that begins alike (engineer, engineering)."""
    start, long = word[:-1], len(word) > 4
    for other in words:  # noqa: SIM110 - a third of the time of any(), and it is asked some forty times a posting
        if (long and other.startswith(start)) or (len(other) > 4 and word.startswith(other[:-1])):
            return True
    return False


def _at_employer(words: list[str]) -> tuple[list[str], list[str]]:
    """Splits "<title> at <employer>", the form of several boards, at its last "at"."""
    if "at" not in words:
        return words, []
    cut = len(words) - 1 - words[::-1].index("at")
    return words[:cut], spelled(words[cut + 1 :])


def _without_place(words: list[str], wanted: WantedWords) -> list[str]:
    """Cuts "in <place>" off the end, where the title does not say so too."""
    if "in" not in words:
        return words
    cut = len(words) - 1 - words[::-1].index("in")
    return words if cut == 0 or wanted.written.intersection(words[cut + 1 :]) else words[:cut]


def _same_firm(ours: tuple[str, ...], other: list[str]) -> bool:
    """One name holds a word of the other, both run together alike, or one is the other's initials."""
    if set(ours) & set(other):
        return True
    left, right = "".join(ours), "".join(other)
    initials = ("".join(word[0] for word in ours), "".join(word[0] for word in other))
    return left in right or right in left or left == initials[1] or right == initials[0]
