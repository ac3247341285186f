"""The classifier as a filter over JSON Lines: postings or JSearch objects in, categories out."""

import argparse
import sys
from typing import Any

from assets.classification.rules import classify
from assets.text.json_lines import first_given, line_id, read_value, run_filter, written


def answer_line(line: bytes, number: int) -> str:
    """The answer to one line; a bad line gets an error object."""
    try:
        record = read_value(line)
    except (ValueError, RecursionError) as problem:
        error = f"not JSON: {problem}; expected an object with id, title, description"
        return written({"error": error, "line": number})
    return written(answer(record, number))


def answer(record: object, number: int) -> dict[str, Any]:
    """The category of one record, or what is wrong with it."""
    if not isinstance(record, dict):
        return {
            "error": f"found a {type(record).__name__}, expected an object with id, title, description",
            "line": number,
        }
    title = first_given(record, "title", "job_title")
    description = first_given(record, "description", "job_description")
    wrong = [
        name for name, value in (("title", title), ("description", description)) if not isinstance(value, str | None)
    ]
    if wrong or title is description is None:
        return {"error": f"expected text in title and description; wrong or missing: {wrong or 'both'}", "line": number}
    employer = first_given(record, "employer", "employer_name")
    soc = first_given(record, "onet_soc", "job_onet_soc")
    found = classify(
        title or "", description or "", employer if isinstance(employer, str) else None, str(soc) if soc else None
    )
    return {
        "id": line_id(record),
        "category": found.category,
        "confidence": found.confidence,
        "evidence": found.evidence,
        "runner_up": found.runner_up,
    }


def main(arguments: list[str] | None = None) -> int:
    """Read standard input to its end."""
    argparse.ArgumentParser(prog="python -m assets.classification", description=__doc__).parse_args(arguments)
    return run_filter(answer_line)


if __name__ == "__main__":
    sys.exit(main())
