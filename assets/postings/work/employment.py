"""Employment types: from the source's code list, else its display text in any language, else the description."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from assets.postings.objects.source_fields import Job, text_field, texts_field
from assets.postings.texts.passages import mentions
from assets.text.yaml_table import yaml_table

EMPLOYMENT_TYPES = ("FULLTIME", "PARTTIME", "CONTRACTOR", "INTERN", "TEMPORARY", "VOLUNTEER", "PER_DIEM", "OTHER")

_HOURS = ("FULLTIME", "PARTTIME")
_LASTING = "LASTING"
_AFTER_LABEL = re.compile(r"s? {0,3}[:：\n] {0,3}([^\n]{2,60})")
_LINE = re.compile(r" {0,3}([^\n]{2,60})")
_DASHES = re.compile(r"[\s_‐‑‒–—-]+")
# Scripts that write no blanks between words: there a phrase may stand within a longer run of letters.
_NO_BLANKS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Employment:
    """Employment types, each once; the display text as the source wrote it.

    Codes keep the source's order. Of prose the working hours go first, as "Contract · Full-time" ranks neither.
    """

    types: tuple[str, ...]
    raw: str | None
    source: Literal["listed", "text", "none"]


def read_employment(job: Job, description: str) -> Employment:
    """Read the employment types of a JSearch object.

    `job_employment_types` (codes) goes before `job_employment_type` (localised prose: "Full–time", "Vollzeit",
    "Pekerjaan tetap"); a labelled line of the description ("Job type: part-time") counts where neither says anything.
    """
    raw = text_field(job, "job_employment_type")
    listed = _types_of(texts_field(job, "job_employment_types")) or (_in_prose(raw) if raw else ())
    if listed:
        return Employment(listed, raw, "listed")
    written = _in_description(description)
    return Employment(written, raw, "text" if written else "none")


def _types_of(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for text in texts for code in _in_prose(text)))


def _in_description(description: str) -> tuple[str, ...]:
    """The types on the first labelled line that names any; under an open label a line must name nothing else."""
    labels = mentions(description)
    for _, end in labels.get("employment", ()):
        line = _AFTER_LABEL.match(description, end)
        codes = tuple(code for code in _in_prose(line.group(1)) if code != "OTHER") if line else ()
        if codes:
            return codes
    for _, end in labels.get("engagement", ()):
        line = _LINE.match(description, end)
        if line and _is_nothing_else(_flat(line.group(1))):
            return tuple(code for code in _in_prose(line.group(1)) if code != "OTHER")
    return ()


def _flat(text: str) -> str:
    return _DASHES.sub(" ", text.lower().replace("’", "'")).strip()


def _is_nothing_else(flat: str) -> bool:
    """Whether a line names types and nothing else that matters."""
    words = _words()
    rest = words.phrase.sub(" ", words.denied.sub(" ", flat))
    return rest != flat and not re.sub(r"[\W\d_]+", "", words.besides.sub(" ", rest))


@lru_cache(maxsize=4096)
def _in_prose(text: str) -> tuple[str, ...]:
    """The codes a text names; OTHER where it names none that is known."""
    words, flat = _words(), _flat(text)
    found = [words.code_of[hit.group()] for hit in words.phrase.finditer(words.denied.sub(" ", flat))]
    codes = list(dict.fromkeys(code for code in found if code != _LASTING))
    if _LASTING in found and not {*codes} - {"CONTRACTOR", "TEMPORARY", "OTHER"}:
        codes.insert(0, "FULLTIME")
    ordered = sorted(codes, key=lambda code: _HOURS.index(code) if code in _HOURS else len(_HOURS))
    return tuple(ordered) or (("OTHER",) if flat else ())


@dataclass(frozen=True, slots=True)
class _Words:
    code_of: Mapping[str, str]
    phrase: re.Pattern[str]
    denied: re.Pattern[str]
    besides: re.Pattern[str]


@cache
def _words() -> _Words:
    book = yaml_table(Path(__file__).parent / "employment_words.yaml")
    code_of = {phrase: code for code, phrases in book["types"].items() for phrase in phrases}
    code_of |= dict.fromkeys(book["lasting"], _LASTING)
    phrase = _any_of(code_of)
    return _Words(
        code_of,
        re.compile(phrase),
        re.compile(rf"{_any_of(book['denied'])} {phrase}"),
        re.compile(_any_of(book["besides"])),
    )


def _any_of(phrases: Iterable[str]) -> str:
    """Any of the phrases, the longest first, as whole words where the script parts words."""
    ordered = sorted(phrases, key=len, reverse=True)
    bound = "|".join(re.escape(phrase) for phrase in ordered if not _NO_BLANKS.search(phrase))
    free = "|".join(re.escape(phrase) for phrase in ordered if _NO_BLANKS.search(phrase))
    return rf"(?:(?<!\w)(?:{bound})(?!\w){f'|{free}' if free else ''})"
