"""The pieces of a trace and what is checked on each of them alone. How they hang together is `trace`."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assets.lake.raw.raw_answers import RawAnswer, RawRequest
from assets.postings.identity.job_key import job_key_of
from assets.postings.objects.json_text import compact_json
from assets.sources.answers import results_of
from assets.sources.registry import source_of

Row = dict[str, Any]


@dataclass
class Node:
    """A piece of the chain.

    Attributes:
        kind: mart | skills | skill | class | posting | raw | call | search.
        name: What it is, in a few words.
        facts: What is worth knowing of it.
        made_by: Asset, partition, version, code version and run of the materialization that made it.
        problems: Where the chain is broken here, in sentences.
        below: What it is made from.
    """

    kind: str
    name: str
    facts: Row = field(default_factory=dict)
    made_by: Row | None = None
    problems: list[str] = field(default_factory=list)
    below: list["Node"] = field(default_factory=list)

    def all_problems(self) -> list[str]:
        """The problems of this node and of everything below."""
        return [*self.problems, *(problem for node in self.below for problem in node.all_problems())]


def skill_node(row: Row, text: str | None) -> Node:
    """A skill, with its evidence looked for at its span of that day's text."""
    start, end, evidence = row["evidence_start"], row["evidence_end"], row["evidence_text"]
    facts = {name: row[name] for name in ("kind", "source", "support", "confidence")}
    node = Node("skill", row["skill"], {**facts, "span": f"{start}-{end}", "evidence": evidence})
    if text is None or text[start:end] != evidence:
        node.problems.append(f"skill {row['skill']!r}: its evidence does not stand at {start}-{end} of that day's text")
    return node


def not_this_job(answer: RawAnswer, row: Row) -> list[str]:
    """Whether the object at the raw position is the one that was read as this posting."""
    key, position, results = row["raw_file"], row["raw_position"], results_of(answer)
    if position >= len(results):
        return [f"{key} holds {len(results)} results; none at position {position}"]
    found = results[position]
    if not isinstance(found, dict):
        return [f"{key}: what stands at position {position} is no job object"]
    found_key = job_key_of(source_of(answer.request.provider).read(found, answer.request.about)).key
    if found_key != row["job_key"]:
        return [f"{key}: the job at position {position} is {found_key}, not {row['job_key']}"]
    if compact_json(found) != row["raw_json"]:
        return [f"{key}: the object at position {position} is not the one that job_postings read there"]
    return []


def search_node(request: RawRequest) -> Node:
    """The saved search that asked."""
    facts = {
        "panel": request.panel,
        "query": request.query,
        "country": request.country,
        "version": request.search_version,
    }
    return Node("search", f"saved search {request.search_name}", facts)


def speaking_rows(postings: list[Row]) -> list[Row]:
    """The row whose text speaks for each day: a whole text before a summary, then the longest, then the first."""
    best: dict[date, tuple[tuple[bool, int, int], Row]] = {}
    for position, row in enumerate(postings):
        rank = (bool(row["is_summary"]), -len(row["description"] or ""), position)
        known = best.get(row["search_date"])
        if known is None or rank < known[0]:
            best[row["search_date"]] = (rank, row)
    return [row for _, row in best.values()]
