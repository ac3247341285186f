"""Labelled postings: read from JSON Lines, with their texts or with ids and offsets into texts that lie elsewhere."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from assets.skills.phrases.normal_form import normal_phrase

FOLDS = 5
_DIGITS = 16  # of the digest that tells whether a text is the one that was labelled


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of a text; `label` is `hard`, `soft`, or SkillSpan's `knowledge` or `skill`."""

    start: int
    end: int
    label: str
    support: str = ""


@dataclass(frozen=True, slots=True)
class LabelledPosting:
    """A posting with everything an annotator marked.

    Attributes:
        group: Postings of one group share sentences: none of them may teach what is measured on another.
    """

    posting_id: str
    text: str
    spans: tuple[Span, ...]
    category: str = ""
    group: str = ""

    @property
    def fold(self) -> int:
        """Which fifth it belongs to, by its group, or its id where it stands alone."""
        return crc32((self.group or self.posting_id).encode()) % FOLDS

    @property
    def has_kinds(self) -> bool:
        """Whether its labels tell hard skills from soft ones; SkillSpan's do not."""
        return any(span.label in ("hard", "soft") for span in self.spans)


def read_postings(paths: Iterable[Path], texts: Path | None = None) -> list[LabelledPosting]:
    """Read labelled postings.

    Args:
        paths: JSON Lines of `{"id", "text", "spans": [{"start", "end", "label" | "kind"}]}`, or with `job_id`, `file`
            and `sha256` in place of the text.
        texts: Folder in which `file` lies: JSON Lines of JSearch job objects.

    Raises:
        ValueError: A line is not in the format, or its text is not there; names file and line.
    """
    known: dict[str, dict[str, str]] = {}
    return [_posting(entry, where, texts, known) for path in paths for where, entry in _entries(path)]


def _entries(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}, line {number}"
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise ValueError(f"{where}: not JSON: {error}") from error
        yield where, entry


def _posting(
    entry: dict[str, Any], where: str, texts: Path | None, known: dict[str, dict[str, str]]
) -> LabelledPosting:
    try:
        spans = tuple(
            Span(s["start"], s["end"], s.get("label") or s["kind"], s.get("support", "")) for s in entry["spans"]
        )
        if "text" in entry:
            category = entry.get("category", "")  # our own samples: those of a category have sentences in common
            return LabelledPosting(str(entry["id"]), entry["text"], spans, category, group=category)
        job_id, file, digest = str(entry["job_id"]), str(entry["file"]), str(entry["sha256"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"{where}: expected id, text and spans, or job_id, file, sha256: {error!r}") from error
    if texts is None:
        raise ValueError(f"{where}: holds offsets only; name the folder of {file}")
    if file not in known:
        known[file] = _descriptions(texts / file)
    text = known[file].get(job_id, "")
    if hashlib.sha256(text.encode()).hexdigest()[:_DIGITS] != digest:
        raise ValueError(f"{where}: {file} does not hold the text that was labelled as {job_id}")
    return LabelledPosting(job_id, text, spans, str(entry.get("category", "")))


def _descriptions(path: Path) -> dict[str, str]:
    """Job id -> description; the first where a job stands twice."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            job = json.loads(line)
            found.setdefault(str(job.get("job_id")), job.get("job_description") or "")
    return found


def confirms(span: Span, start: int, end: int, kind: str, share: float = 0.5) -> bool:
    """Whether a marked span says that the evidence `[start, end)` is a skill of this kind.

    Labels `hard` and `soft` must be the same kind. SkillSpan has `knowledge` and `skill`, which is any competence:
    there a soft skill is right on either, a hard one on knowledge or as this `share` of a competence.
    """
    shared = min(span.end, end) - max(span.start, start)
    if shared <= 0:
        return False
    if span.label in ("hard", "soft"):
        return span.label == kind
    return kind == "soft" or span.label == "knowledge" or shared >= share * (span.end - span.start)


def is_right(posting: LabelledPosting, start: int, end: int, kind: str, share: float = 0.5) -> bool:
    """Whether evidence is of a marked skill: a span confirms it, or a span of its kind holds the very same words.

    Annotators of gold with kinds mark one or two mentions of a skill; further ones are no errors.
    """
    if any(confirms(span, start, end, kind, share) for span in posting.spans):
        return True
    words = normal_phrase(posting.text[start:end])
    return any(
        span.label == kind and normal_phrase(posting.text[span.start : span.end]) == words for span in posting.spans
    )
