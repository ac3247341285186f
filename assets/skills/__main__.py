"""Filter over JSON Lines: postings or JSearch objects in, `{"id", "skills": [...]}` out, line by line.

The skills are listed mention by mention, so that each place of the text that proves one can be looked at and measured.
"""

import argparse
import sys
from typing import Any

from assets.skills.extraction import SkillHit, find_mentions
from assets.text.json_lines import first_given, line_id, read_value, run_filter, written
from assets.text.limit import LONGEST_TEXT, is_beyond, read_to_limit


def answer_line(line: bytes, number: int) -> str:
    """One line of JSON for one line that is not blank; the longest line decides the memory needed."""
    return written(answer(line, number))


def answer(line: bytes, number: int) -> dict[str, Any]:
    """What one input line gives: the skills, or an error that names the line."""
    try:
        posting = read_value(line)
    except ValueError as error:
        return {"error": f"not JSON: {error}", "line": number}
    except RecursionError:
        return {"error": "JSON nested too deeply", "line": number}
    if not isinstance(posting, dict):
        return {"error": f"expected an object, found {type(posting).__name__}", "line": number}
    title = first_given(posting, "title", "job_title")
    description = first_given(posting, "description", "job_description")
    for field, value in (("title", title), ("description", description)):
        if value is not None and not isinstance(value, str):
            return {"error": f"{field}: expected text, found {type(value).__name__}", "line": number}
    skills = find_mentions(read_to_limit(description or ""))
    return {
        "id": line_id(posting),
        **({"read_to": LONGEST_TEXT} if is_beyond(description) else {}),
        "skills": [_row(hit, number) for mentions in skills for number, hit in enumerate(mentions, 1)],
    }


def _row(hit: SkillHit, mention: int) -> dict[str, Any]:
    """One place; mention 1 is a skill's best evidence, the row that the lake holds."""
    return {
        "skill": hit.skill,
        "kind": hit.kind,
        "type": hit.type,
        "source": hit.source,
        "support": hit.support,
        "confidence": hit.confidence,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "requirement": hit.requirement,
        "section": hit.section,
        "years": hit.years,
        "mention": mention,
    }


def main(arguments: list[str] | None = None) -> int:
    """Read standard input to its end."""
    argparse.ArgumentParser(prog="python -m assets.skills", description=__doc__).parse_args(arguments)
    return run_filter(answer_line)


if __name__ == "__main__":
    sys.exit(main())
