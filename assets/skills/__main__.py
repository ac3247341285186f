"""Filter: JSON Lines of `{"id", "title", "description"}` in, `{"id", "skills": [...]}` out, line by line."""

import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from assets.skills.extraction import SkillHit, extract_skills


def answer(line: bytes, number: int) -> dict[str, Any]:
    """What one input line gives: the skills, or an error that names the line."""
    try:
        posting = json.loads(line)
    except ValueError as error:  # bad JSON, bad UTF-8
        return {"error": f"not JSON: {error}", "line": number}
    except RecursionError:
        return {"error": "JSON nested too deeply", "line": number}
    if not isinstance(posting, dict):
        return {"error": f"expected an object, found {type(posting).__name__}", "line": number}
    title, description = posting.get("title"), posting.get("description")
    for field, value in (("title", title), ("description", description)):
        if value is not None and not isinstance(value, str):
            return {"error": f"{field}: expected text, found {type(value).__name__}", "line": number}
    hits = extract_skills(title or "", description or "")
    return {"id": posting.get("id"), "skills": [_row(hit) for hit in hits]}


def _row(hit: SkillHit) -> dict[str, Any]:
    return {
        "skill": hit.skill,
        "kind": hit.kind,
        "source": hit.source,
        "support": hit.support,
        "confidence": hit.confidence,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "requirement": hit.requirement,
        "section": hit.section,
        "years": hit.years,
    }


def answers(lines: BinaryIO) -> Iterator[str]:
    """One line of JSON per non-empty input line; the longest line decides the memory needed."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.dumps(answer(line, number), ensure_ascii=True)


def main() -> None:
    """Read standard input to its end."""
    for text in answers(sys.stdin.buffer):
        print(text, flush=True)


if __name__ == "__main__":
    main()
