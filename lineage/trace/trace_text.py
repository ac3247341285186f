"""A trace as text for people and as JSON for programs. It checks nothing itself (`trace`)."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from assets.lake.readers.job_key_text import with_text_keys
from lineage.trace.trace_nodes import Node

SHORT = 12
LONGEST = 60
HASHES = ("version", "code_version", "body_sha256", "content_hash")


def as_json(root: Node) -> str:
    """The whole tree, with `intact` saying whether the chain holds."""
    problems = root.all_problems()
    said = with_text_keys({"intact": not problems, "problems": problems, "trace": asdict(root)})
    return json.dumps(said, default=str, indent=2)


def as_text(root: Node) -> str:
    """The tree, one line a node, and at its end what is broken."""
    problems = root.all_problems()
    verdict = [f"BROKEN: {problem}" for problem in problems] or ["intact: every digest, span and position holds"]
    return "\n".join([root.name, *_below(root, ""), "", *verdict])


def _below(node: Node, indent: str) -> Iterator[str]:
    shown = [child for child in node.below if not _is_repeated(child, node)]
    for position, child in enumerate(shown):
        last = position == len(shown) - 1
        yield f"{indent}{'└─' if last else '├─'} {_line(child)}"
        yield from _below(child, f"{indent}{'   ' if last else '│  '}")


def _is_repeated(child: Node, parent: Node) -> bool:
    """A sound skill of an earlier day: the same text has the same skills, and the last day's are shown."""
    return child.kind == "skill" and not child.problems and not parent.facts.get("latest")


def _line(node: Node) -> str:
    words = [f"{node.kind} {node.name}" if node.kind not in node.name else node.name]
    facts = {name: value for name, value in node.facts.items() if value is not None and name != "latest"}
    words += [f"{name} {_short(name, value)}" for name, value in facts.items()]
    if node.made_by:
        run, version = str(node.made_by["run"])[:8], _short("version", node.made_by["version"])
        words.append(f"run {run} version {version}")
    words += ["BROKEN"] if node.problems else []
    return " · ".join(words)


def _short(name: str, value: object) -> str:
    text = f"{value:%Y-%m-%d %H:%M:%SZ}" if hasattr(value, "tzinfo") else " ".join(str(value).split())
    longest = SHORT if name in HASHES else LONGEST
    return text if len(text) <= longest else f"{text[:longest]}…" if name not in HASHES else text[:longest]
