"""Employment types: from the source's code list, else its display text in any language, else the description."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import yaml

from assets.postings.source_fields import Job, text_field, texts_field

EMPLOYMENT_TYPES = ("FULLTIME", "PARTTIME", "CONTRACTOR", "INTERN", "TEMPORARY", "VOLUNTEER", "PER_DIEM", "OTHER")

_LABELLED = re.compile(
    r"\b(?:job|employment|position|contract)[ -]?types?:? {0,3}[:\n] {0,3}([^\n]{3,60})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Employment:
    """Employment types, each once, in the source's order; the display text as the source wrote it."""

    types: tuple[str, ...]
    raw: str | None
    source: Literal["listed", "text", "none"]


def read_employment(job: Job, description: str) -> Employment:
    """Read the employment types of a JSearch object.

    `job_employment_types` (codes) goes before `job_employment_type` (localised prose: "Full–time", "Vollzeit",
    "Pekerjaan tetap"); a labelled line of the description ("Job type: part-time") counts where neither says anything.
    """
    raw = text_field(job, "job_employment_type")
    listed = _types_of(texts_field(job, "job_employment_types")) or (_types_of([raw]) if raw else ())
    if listed:
        return Employment(listed, raw, "listed")
    found = _LABELLED.search(description) if "ype" in description else None
    written = tuple(code for code in _types_of([found.group(1)]) if code != "OTHER") if found else ()
    return Employment(written, raw, "text" if written else "none")


def _types_of(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for text in texts for code in _codes_in(text.lower())))


@lru_cache(maxsize=4096)
def _codes_in(text: str) -> tuple[str, ...]:
    """The codes a text names, in its order; OTHER where it names none that is known."""
    flat = re.sub(r"[\s_‐‑‒–—-]+", " ", text).strip()
    hits = [(at, code) for phrase, code in _phrases() if (at := _position(phrase, flat)) >= 0]
    return tuple(dict.fromkeys(code for _, code in sorted(hits))) or (("OTHER",) if flat else ())


def _position(phrase: str, text: str) -> int:
    """Where a phrase stands in a text as whole words, else -1."""
    found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) if phrase in text else None
    return found.start() if found else -1


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    table = yaml.safe_load((Path(__file__).parent / "employment_words.yaml").read_text(encoding="utf-8"))
    return tuple((phrase, code) for code, phrases in table.items() for phrase in phrases)
