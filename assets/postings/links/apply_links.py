"""Apply options of a posting: where each link leads, cleaned of tracking, and whether it seems to lead to this job.

No link is opened. `link_trust` judges the words of the link; what is no plain http(s) address is suspect.

Order of the options: `matches`, `unknown`, `suspect`; within each as the source gave them.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args
from urllib.parse import unquote, urlsplit

from publicsuffixlist import PublicSuffixList

from assets.postings.links.link_trust import LinkTrust, WantedWords, judge_link, wanted_words
from assets.text.yaml_table import yaml_table

HostKind = Literal["employer", "ats", "board", "aggregator", "unknown"]

_HERE = Path(__file__)
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
# The form nearly every link has, read in a tenth of the time that a full parse takes.
_COMMON_LINK = re.compile(
    r"https?://((?:[a-z0-9-]+\.)+[a-z0-9-]+)((?:/[^\x00-\x20\x7f\\?#]*)?)(?:\?([^\x00-\x20\x7f\\#]*))?(?:#[^\x00-\x20\x7f\\]*)?"
)
_MOST_OPTIONS = 50
_LONGEST_NAME, _LONGEST_PATH = 400, 2000
_RANK = {trust: place for place, trust in enumerate(get_args(LinkTrust))}


class ApplyOption(NamedTuple):
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


def read_apply_options(job: Mapping[str, object], title: str, employer: str) -> list[ApplyOption]:
    """Read the apply options, or the one link of a job without any; wrong types count as absent."""
    given = _given(job)
    if not given:
        return []
    wanted = wanted_words(title[:_LONGEST_NAME], employer[:_LONGEST_NAME], _place(job))
    firm = "".join(wanted.firm)
    website = _text(job.get("employer_website"))
    options = [_option(entry, wanted, firm, website) for entry in given]
    return sorted(options, key=lambda option: _RANK[option.link_trust])


def _given(job: Mapping[str, object]) -> list[tuple[str | None, str | None, object]]:
    """Link, publisher and flag of each option that has one of the first two."""
    listed = job.get("apply_options")
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    options = [(_text(one.get("apply_link")), _text(one.get("publisher")), one.get("is_direct")) for one in entries]
    options = [option for option in options if option[0] or option[1]]
    link = _text(job.get("job_apply_link")) if not options else None
    if link:
        options = [(link, _text(job.get("job_publisher")), job.get("job_apply_is_direct"))]
    return options[:_MOST_OPTIONS]


def _option(
    given: tuple[str | None, str | None, object], wanted: WantedWords, firm: str, website: str | None
) -> ApplyOption:
    link, publisher, flag = given
    direct = _flag(flag)
    if link is None:
        return ApplyOption(publisher, None, None, None, "unknown", direct, "suspect", "there is no link")
    parts = _plain_address(link)
    if parts is None:
        return ApplyOption(publisher, None, None, None, "unknown", direct, "suspect", "not a plain http(s) address")
    host, path, query = parts
    url, tracking = _without_tracking(link)
    trust, reason = judge_link(path[:_LONGEST_PATH], query[:_LONGEST_PATH], wanted)
    return ApplyOption(publisher, url, tracking, host, host_kind(host, firm, website), direct, trust, reason)


def _text(value: object) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None


def _flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.strip().lower()) if isinstance(value, str) else None


def _place(job: Mapping[str, object]) -> tuple[str, ...]:
    fields = (job.get("job_city"), job.get("job_state"), job.get("job_country"), job.get("job_location"))
    return tuple([field[:_LONGEST_NAME] for field in fields if isinstance(field, str)])


def _plain_address(link: str) -> tuple[str, str, str] | None:
    """Host, path and query of an http(s) link; None for anything that is, or hides, something else."""
    common = _COMMON_LINK.fullmatch(link)
    if common:
        host, path, query = common.groups("")
        return host.removeprefix("www."), path, query
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
    names: list[str] = yaml_table(_HERE.with_name("apply_words.yaml"))["tracking"]
    exact = frozenset(name for name in names if not name.endswith("*"))
    return exact, tuple(name[:-1] for name in names if name.endswith("*"))


@lru_cache(maxsize=1024)
def _is_tracking(parameter: str) -> bool:
    exact, starts = _tracking()
    name = unquote(parameter.partition("=")[0]).lower()
    return name in exact or name.startswith(starts)


def _without_tracking(link: str) -> tuple[str, str | None]:
    """The link without tracking parameters, every other byte as it stood, and the parameters split off."""
    if "?" not in link:
        return link, None
    address, mark, fragment = link.partition("#")
    base, asked, query = address.partition("?")
    if not asked:
        return link, None
    kept: list[str] = []
    cut: list[str] = []
    for parameter in query.split("&"):
        (cut if _is_tracking(parameter) else kept).append(parameter)
    if not cut:
        return link, None
    return base + ("?" + "&".join(kept) if kept else "") + mark + fragment, "&".join(cut)


@cache
def hosts() -> dict[str, HostKind]:
    """The names of `apply_hosts.yaml`, each with its kind."""
    kinds: dict[HostKind, list[str]] = yaml_table(_HERE.with_name("apply_hosts.yaml"))
    return {name: kind for kind in get_args(HostKind) for name in kinds.get(kind, [])}


def host_kind(host: str, name: str, website: str | None) -> HostKind:
    """What kind of site a host is, by the list of known hosts, the employer's website and its name, run together."""
    kind, domain, own = _host(host)
    if kind is not None:
        return kind
    if website and _site(website) == domain:
        return "employer"
    fits = len(own) >= 3 and len(name) >= 3 and (name.startswith(own) or own.startswith(name))
    return "employer" if fits else "unknown"


@lru_cache(maxsize=4096)
def _host(host: str) -> tuple[HostKind | None, str, str]:
    """The kind of a known host, its registered domain, and the domain's own label as a name would be run together.

    A name of the table without a dot is the label that somebody registered, under any ending: indeed.co.uk is known,
    indeed.com.evil.example is a host of evil.example.
    """
    labels = host.split(".")
    known, domain = hosts(), _registrable(host)
    own = domain.split(".")[0]
    kinds = (known.get(".".join(labels[cut:])) for cut in range(len(labels) - 1))
    return next(filter(None, kinds), None) or known.get(own), domain, own.replace("-", "")


@lru_cache(maxsize=1024)
def _site(website: str) -> str | None:
    try:
        host = urlsplit(website if "//" in website else "//" + website).hostname
    except ValueError:
        return None
    return _registrable(host) if host else None


@cache
def _suffixes() -> PublicSuffixList:
    """The public suffix list that comes with the package, without its private part; 70 ms at the first host."""
    return PublicSuffixList(only_icann=True)


def _registrable(host: str) -> str:
    """The domain that somebody registered: the label before the public suffix, and the suffix."""
    return _suffixes().privatesuffix(host) or host
