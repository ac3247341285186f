"""Whether a job link seems to lead to this job, judged by its words alone, against title and employer.

* `suspect`: the words name another job or another employer.
* `matches`: the words name this job: all of the title's, or nothing but words of it.
* `unknown`: no words to judge by (an id, a category of jobs), or only the employer's name.

No link is opened, and hosts are no matter here (`apply_links`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypedDict
from urllib.parse import unquote

import yaml

LinkTrust = Literal["matches", "unknown", "suspect"]

_LISTS = Path(__file__).with_name("apply_words.yaml")
_WORD = re.compile(r"[^\W_]+")
_HEX = "[0-9a-fA-F]"
_HEX_ID = re.compile(rf"{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}|(?<![^\W_]){_HEX}{{16,}}(?![^\W_])")
_MAYBE_HEX_ID = re.compile(rf"{_HEX}{{12}}")
_VOWEL = re.compile(r"[aeiouy]|[^\x00-\x7f]")
_TITLE_PARAMETERS = ("title=", "jobtitle=", "job_title=", "jt=", "position=", "t=", "q=")
_LONGEST_QUERY_KEPT = 300
_ONE_WORD = {
    ("machine", "learning"): "machinelearning",
    ("artificial", "intelligence"): "artificialintelligence",
    ("vice", "president"): "vicepresident",
    ("human", "resource"): "humanresource",
}


class _Lists(TypedDict):
    noise: frozenset[str]
    same: dict[str, str]
    places: frozenset[str]
    trades: frozenset[str]


@cache
def _lists() -> _Lists:
    book = yaml.safe_load(_LISTS.read_text("utf-8"))
    return {
        "noise": frozenset(map(str, book["noise"])),
        "same": {str(word): str(other) for word, other in book["same"].items()},
        "places": frozenset(map(str, book["places"])),
        "trades": frozenset(map(str, book["trades"])),
    }


@dataclass(frozen=True, slots=True)
class WantedWords:
    """What a link to this job may say.

    Attributes:
        title: The title's words in one spelling, in order, without ids.
        core: Those of them that tell the job, without places and the employer.
        firm: The employer's words.
        own_place: Words of the job's own place.
        glued: Neighbours of the title run together ("aiml"), with the two words.
        written: The title's words as they stand, lower case.
    """

    title: dict[str, None]
    core: frozenset[str]
    firm: tuple[str, ...]
    own_place: frozenset[str]
    glued: dict[str, tuple[str, str]]
    written: frozenset[str]


def words_of_name(name: str) -> list[str]:
    """The words of a name or title in lower case."""
    return _WORD.findall(name.lower())


@lru_cache(maxsize=512)
def wanted_words(title: str, employer: str, places: frozenset[str]) -> WantedWords:
    """Prepare a job for `judge_link`; `places` are lower-case words of its place."""
    written = words_of_name(title)
    firm = tuple(_content(words_of_name(employer)))
    words = dict.fromkeys([word for word in _joined(_content(written)) if not _is_id(word)])
    core = frozenset([word for word in words if not _says_nothing(word, firm, places)]) or frozenset(words)
    glued = {left + right: (left, right) for left, right in pairwise(written)}
    return WantedWords(words, core, firm, places, glued, frozenset(written))


def _says_nothing(word: str, firm: tuple[str, ...], places: frozenset[str]) -> bool:
    """Whether a word names the employer or a place, and so not the job."""
    return word in firm or word in places or word in _lists()["places"]


def judge_link(path: str, query: str, wanted: WantedWords) -> tuple[LinkTrust, str]:
    """Compare the words of an address (its path and query) with the job; gives the trust and its reason."""
    name, other = _at_employer(_slug(path, query))
    if other and wanted.firm and not _same_firm(wanted.firm, other):
        return "suspect", f"the link names another employer: {' '.join(other)}"
    name = _without_place(name, wanted)
    if not wanted.glued.keys().isdisjoint(name):
        name = [part for word in name for part in wanted.glued.get(word, (word,))]
    return _compare(_joined(_content(name)), wanted)


def _compare(found: list[str], wanted: WantedWords) -> tuple[LinkTrust, str]:
    words = frozenset(found)
    if not wanted.core or words.issubset(wanted.firm):
        return "unknown", "the link names the employer, not the job" if words else "no words to judge by"
    missing = [word for word in wanted.title if word in wanted.core and word not in words and not _kin(words, word)]
    if not missing:
        return "matches", "every word of the title is in the link"
    extra = [
        word
        for word in dict.fromkeys(found)
        if word not in wanted.title
        and not _says_nothing(word, wanted.firm, wanted.own_place)
        and not _kin(wanted.title, word)
    ]
    if len(missing) == len(wanted.core):
        if len(extra) < 3 and _lists()["trades"].isdisjoint(extra):
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


@lru_cache(maxsize=8192)
def _spelling(word: str) -> str | None:
    """One spelling for the forms of a word (short forms spelled out, plurals cut), None for one that says nothing."""
    lists = _lists()
    if word in lists["noise"] or word.isdigit():
        return None
    word = lists["same"].get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _content(words: Iterable[str]) -> list[str]:
    return [spelled for word in words if (spelled := _spelling(word)) is not None]


@lru_cache(maxsize=8192)
def _is_id(word: str) -> bool:
    """Letters and digits mixed, digits, or letters no word is made of."""
    return any(char.isdigit() for char in word) or (len(word) > 5 and not _VOWEL.search(word))


def _slug(path: str, query: str) -> list[str]:
    """The words of the address that may name the job: the part of the path, or the parameter, with most of them."""
    pieces = (_HEX_ID.sub(" ", path) if _MAYBE_HEX_ID.search(path) else path).split("/")
    if query:
        pieces += _titles_in(query) if len(query) <= _LONGEST_QUERY_KEPT else _titles_in.__wrapped__(query)
    pieces.sort(key=len, reverse=True)
    best: list[str] = []
    most = 0
    for piece in pieces:
        if len(piece) <= 3 * most:  # too short to hold more words
            break
        words = [word for word in words_of_name(unquote(piece) if "%" in piece else piece) if not _is_id(word)]
        telling = len(_content(words))
        if telling > most:
            best, most = words, telling
    return best


@lru_cache(maxsize=1024)  # most queries are one of a few dozen sets of tracking parameters
def _titles_in(query: str) -> tuple[str, ...]:
    """Values of the parameters that may hold a title."""
    return tuple(
        parameter.partition("=")[2].replace("+", " ")
        for parameter in query.split("&")
        if parameter.lower().startswith(_TITLE_PARAMETERS)
    )


def _at_employer(words: list[str]) -> tuple[list[str], list[str]]:
    """Splits "<title> at <employer>", the form of several boards, at its last "at"."""
    if "at" not in words:
        return words, []
    cut = len(words) - 1 - words[::-1].index("at")
    return words[:cut], _content(words[cut + 1 :])


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


def _joined(words: list[str]) -> list[str]:
    """Words with "machine learning" and the like as one, as their short forms are spelled."""
    out: list[str] = []
    for word in words:
        together = _ONE_WORD.get((out[-1], word)) if out else None
        if together:
            out[-1] = together
        else:
            out.append(word)
    return out
