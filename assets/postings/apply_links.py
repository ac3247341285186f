"""Apply options of a posting: where each link leads, cleaned of tracking, and whether it seems to lead to this job.

No link is opened. The trust is judged by the words of the link alone, against title and employer:

* `suspect`: the words name another job or another employer, or the link is no plain http(s) address.
* `matches`: the words name this job (all of the title's, or what room a cut-off address left for them).
* `unknown`: no words to judge by (an id), or only the employer's name.

Order: `matches`, `unknown`, `suspect`; within each as the source gave them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypedDict, get_args
from urllib.parse import unquote, urlsplit

import yaml

HostKind = Literal["employer", "ats", "board", "aggregator", "unknown"]
LinkTrust = Literal["matches", "unknown", "suspect"]

_HERE = Path(__file__)
_WORD = re.compile(r"[^\W_]+")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_HEX_ID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![^\W_])[0-9a-f]{16,}(?![^\W_])", re.IGNORECASE
)
_MOST_OPTIONS = 50


@dataclass(frozen=True, slots=True)
class ApplyOption:
    """One way to apply.

    Attributes:
        publisher: The site's name as the source gives it.
        url: The http(s) address without tracking parameters, else null.
        tracking: The parameters split off, as they stood, joined by `&`.
        host: The address's host, lower case, without `www.`.
        host_kind: What kind of site that is.
        is_direct: The source's flag (it marks sites with an own application form, not the employer's site).
        link_trust: Whether the link's words fit the job.
        trust_reason: Why, in words for a reader.
    """

    publisher: str | None
    url: str | None
    tracking: str | None
    host: str | None
    host_kind: HostKind
    is_direct: bool | None
    link_trust: LinkTrust
    trust_reason: str


class _Words(TypedDict):
    noise: frozenset[str]
    same: dict[str, str]
    places: frozenset[str]
    trades: frozenset[str]


def read_apply_options(job: Mapping[str, object], title: str, employer: str) -> list[ApplyOption]:
    """Read the apply options, or the one link of a job without any; wrong types count as absent."""
    options = [_option(given, job, title, employer) for given in _given(job)]
    rank = {trust: place for place, trust in enumerate(get_args(LinkTrust))}
    return sorted(options, key=lambda option: rank[option.link_trust])


def _given(job: Mapping[str, object]) -> list[Mapping[str, object]]:
    listed = job.get("apply_options")
    options = [entry for entry in listed if isinstance(entry, Mapping)] if isinstance(listed, list) else []
    options = [entry for entry in options if _text(entry.get("apply_link")) or _text(entry.get("publisher"))]
    if not options and _text(job.get("job_apply_link")):
        options = [
            {
                "apply_link": job.get("job_apply_link"),
                "publisher": job.get("job_publisher"),
                "is_direct": job.get("job_apply_is_direct"),
            }
        ]
    return options[:_MOST_OPTIONS]


def _option(given: Mapping[str, object], job: Mapping[str, object], title: str, employer: str) -> ApplyOption:
    publisher, direct = _text(given.get("publisher")), _flag(given.get("is_direct"))
    link = _text(given.get("apply_link"))
    parts = _plain_address(link) if link else None
    if link is None:
        return ApplyOption(publisher, None, None, None, "unknown", direct, "suspect", "there is no link")
    if parts is None:
        return ApplyOption(publisher, None, None, None, "unknown", direct, "suspect", "not a plain http(s) address")
    host, path, query = parts
    url, tracking = _without_tracking(link)
    trust, reason = judge_link(path, query, title, employer, _places(job))
    kind = host_kind(host, employer, _text(job.get("employer_website")))
    return ApplyOption(publisher, url, tracking, host, kind, direct, trust, reason)


def _text(value: object) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None


def _flag(value: object) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def _places(job: Mapping[str, object]) -> frozenset[str]:
    fields = (job.get(name) for name in ("job_city", "job_state", "job_country", "job_location"))
    return frozenset(word for field in fields if isinstance(field, str) for word in _split(field))


def _plain_address(link: str) -> tuple[str, str, str] | None:
    """Host, path and query of an http(s) link; None for anything that is, or hides, something else."""
    if _UNSAFE.search(link):
        return None
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").rstrip(".")
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or "@" in parts.netloc or "." not in host:
        return None
    return host.removeprefix("www."), parts.path, parts.query


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    names: list[str] = yaml.safe_load(_HERE.with_name("apply_words.yaml").read_text("utf-8"))["tracking"]
    exact = frozenset(name for name in names if not name.endswith("*"))
    return exact, tuple(name[:-1] for name in names if name.endswith("*"))


def _is_tracking(parameter: str) -> bool:
    exact, starts = _tracking()
    name = unquote(parameter.partition("=")[0]).lower()
    return name in exact or name.startswith(starts)


def _without_tracking(link: str) -> tuple[str, str | None]:
    """The link without tracking parameters, every other byte as it stood, and the parameters split off."""
    address, mark, fragment = link.partition("#")
    base, asked, query = address.partition("?")
    if not asked:
        return link, None
    parameters = query.split("&")
    kept = [entry for entry in parameters if not _is_tracking(entry)]
    cut = [entry for entry in parameters if _is_tracking(entry)]
    if not cut:
        return link, None
    return base + ("?" + "&".join(kept) if kept else "") + mark + fragment, "&".join(cut)


@cache
def _hosts() -> dict[str, HostKind]:
    kinds: dict[HostKind, list[str]] = yaml.safe_load(_HERE.with_name("apply_hosts.yaml").read_text("utf-8"))
    return {name: kind for kind in get_args(HostKind) for name in kinds.get(kind, [])}


def host_kind(host: str, employer: str, website: str | None) -> HostKind:
    """What kind of site a host is, by the list of known hosts, the employer's website and the employer's name."""
    labels = host.split(".")
    known = _hosts()
    for cut in range(len(labels) - 1):
        kind = known.get(".".join(labels[cut:])) or known.get(labels[cut])
        if kind:
            return kind
    if website and _site(website) and _site(website) == _registrable(labels):
        return "employer"
    name = "".join(_employer_words(employer))
    own = _registrable(labels).split(".")[0].replace("-", "")
    fits = len(own) >= 3 and len(name) >= 3 and (name.startswith(own) or own.startswith(name))
    return "employer" if fits else "unknown"


def _site(website: str) -> str | None:
    try:
        host = urlsplit(website if "//" in website else "//" + website).hostname
    except ValueError:
        return None
    return _registrable(host.split(".")) if host else None


def _registrable(labels: list[str]) -> str:
    """The domain somebody registered: two labels, three under endings such as co.uk."""
    short_second = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in ("co", "com", "org", "ac", "gov", "net")
    return ".".join(labels[-3:] if short_second else labels[-2:])


@cache
def _words() -> _Words:
    book = yaml.safe_load(_HERE.with_name("apply_words.yaml").read_text("utf-8"))
    return {
        "noise": frozenset(map(str, book["noise"])),
        "same": book["same"],
        "places": frozenset(map(str, book["places"])),
        "trades": frozenset(map(str, book["trades"])),
    }


def _split(text: str) -> Iterator[str]:
    return (word.lower() for word in _WORD.findall(text))


def _stem(word: str) -> str:
    """One spelling for the forms of a word: short forms spelled out, plural and -ing endings cut."""
    word = _words()["same"].get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _content(words: Iterable[str]) -> list[str]:
    noise = _words()["noise"]
    return [_stem(word) for word in words if word not in noise and not word.isdigit()]


def _employer_words(employer: str) -> list[str]:
    return _content(_split(employer))


def _is_id(word: str) -> bool:
    """Digits, or letters and digits mixed, or letters no word is made of."""
    if any(char.isdigit() for char in word):
        return True
    return len(word) > 5 and not re.search(r"[aeiouy]", word)


def _slug(path: str, query: str) -> list[str]:
    """The words of the address that may name the job: the part of the path, or the parameter, with most of them."""
    pieces = [unquote(piece) for piece in _HEX_ID.sub(" ", path).split("/")]
    pieces += [unquote(entry.partition("=")[2].replace("+", " ")) for entry in query.split("&") if _names_job(entry)]
    words = [[word for word in _split(piece) if not _is_id(word)] for piece in pieces]
    return max(words, key=lambda found: len(_content(found)), default=[])


def _names_job(parameter: str) -> bool:
    return parameter.partition("=")[0].lower() in ("title", "jobtitle", "job_title", "jt", "position", "t", "q")


def judge_link(
    path: str, query: str, title: str, employer: str, places: frozenset[str] = frozenset()
) -> tuple[LinkTrust, str]:
    """Compare the words of an address with title and employer.

    Args:
        path: The address's path.
        query: Its query string.
        title: The posting's title.
        employer: The employer's name.
        places: Lower-case words of the posting's place, which say nothing about the job.

    Returns:
        The trust and its reason.
    """
    raw = _slug(path, query)
    name, at, other = _at_employer(raw)
    firm = _employer_words(employer)
    if at and firm and other and not _same_firm(firm, other):
        return "suspect", f"the link names another employer: {' '.join(other)}"
    written = list(_split(title))
    ours = _joined(_content(written))
    found = _joined(_content(_unglued(_without_place(name, written), written)))
    return _compare(ours, found, set(firm), places)


def _at_employer(words: list[str]) -> tuple[list[str], bool, list[str]]:
    """Splits "<title> at <employer>", the form of several boards, at its last "at"."""
    if "at" not in words:
        return words, False, []
    cut = len(words) - 1 - words[::-1].index("at")
    return words[:cut], True, _content(words[cut + 1 :])


def _without_place(words: list[str], title: list[str]) -> list[str]:
    """Cuts "in <place>" off the end, where the title does not say so too."""
    if "in" not in words:
        return words
    cut = len(words) - 1 - words[::-1].index("in")
    return words if cut == 0 or set(words[cut + 1 :]) & set(title) else words[:cut]


def _unglued(words: list[str], title: list[str]) -> list[str]:
    """Takes apart what a link glued together of two neighbours in the title ("AI/ML" as "aiml")."""
    glued = {left + right: (left, right) for left, right in pairwise(title)}
    return [part for word in words for part in glued.get(word, (word,))]


def _same_firm(ours: list[str], other: list[str]) -> bool:
    """One name holds a word of the other, both run together alike, or one is the other's initials."""
    if set(ours) & set(other):
        return True
    left, right = "".join(ours), "".join(other)
    initials = ("".join(word[0] for word in ours), "".join(word[0] for word in other))
    return left in right or right in left or left == initials[1] or right == initials[0]


def _joined(words: list[str]) -> list[str]:
    """Words with "machine learning" and the like as one, as their short forms are spelled."""
    pairs = {"machine learning": "machinelearning", "artificial intelligence": "artificialintelligence"}
    pairs |= {"vice president": "vicepresident", "human resource": "humanresource"}
    out: list[str] = []
    for word in words:
        if out and f"{out[-1]} {word}" in pairs:
            out[-1] = pairs[f"{out[-1]} {word}"]
        else:
            out.append(word)
    return out


def _compare(ours: list[str], found: list[str], firm: set[str], places: frozenset[str]) -> tuple[LinkTrust, str]:
    ignored = firm | places | _words()["places"]
    title = {word for word in ours if not _is_id(word)}
    core = {word for word in title if word not in ignored} or title
    words = set(found)
    if not words - firm or not core:
        return "unknown", "the link names the employer, not the job" if words & firm else "no words to judge by"
    missing = [word for word in dict.fromkeys(ours) if word in core and not _has(words, word)]
    extra = [word for word in dict.fromkeys(found) if word not in ignored and not _has(title, word)]
    if not missing:
        return "matches", "every word of the title is in the link"
    if len(missing) == len(core):
        if len(extra) < 3 and not _words()["trades"] & set(extra):
            return "unknown", "too few words to judge by"
        return "suspect", f"the link names another job: {' '.join(found[:8])}"
    if not extra:
        return "matches", f"the link holds a shortened title (without {', '.join(missing[:4])})"
    return "suspect", f"the link says {', '.join(extra[:4])}, not {', '.join(missing[:4])}"


def _has(words: set[str], word: str) -> bool:
    """Whether a word is there, one cut from it, or a long one that begins alike (engineer, engineering)."""
    if word in words:
        return True
    return any(
        (len(word) > 4 and other.startswith(word[:-1])) or (len(other) > 4 and word.startswith(other[:-1]))
        for other in words
    )
