"""The classifier as a filter over JSON Lines: postings or JSearch objects in, categories out."""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from assets.classification.rules import classify


def answers(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """One answer per line that is not blank; a bad line gets an error object and the rest goes on."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as problem:
            yield {"error": f"not JSON: {problem}; expected an object with id, title, description", "line": number}
            continue
        yield answer(record, number)


def answer(record: object, number: int) -> dict[str, Any]:
    """The category of one record, or what is wrong with it."""
    if not isinstance(record, dict):
        return {
            "error": f"found a {type(record).__name__}, expected an object with id, title, description",
            "line": number,
        }
    title, description = _first(record, "title", "job_title"), _first(record, "description", "job_description")
    wrong = [
        name for name, value in (("title", title), ("description", description)) if not isinstance(value, str | None)
    ]
    if wrong or title is description is None:
        return {"error": f"expected text in title and description; wrong or missing: {wrong or 'both'}", "line": number}
    employer = _first(record, "employer", "employer_name")
    soc = _first(record, "onet_soc", "job_onet_soc")
    found = classify(
        title or "", description or "", employer if isinstance(employer, str) else None, str(soc) if soc else None
    )
    return {
        "id": _first(record, "id", "job_key", "job_id"),
        "category": found.category,
        "confidence": found.confidence,
        "evidence": found.evidence,
        "runner_up": found.runner_up,
    }


def _first(record: dict[str, Any], *names: str) -> Any:
    return next((record[name] for name in names if record.get(name) is not None), None)


def main() -> None:
    """Stream standard input to standard output."""
    for found in answers(sys.stdin.buffer):
        sys.stdout.write(json.dumps(found, ensure_ascii=True) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
