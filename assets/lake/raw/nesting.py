"""Nesting: takes out of a JSON text the list items that nest too deeply to be parsed, so that the others can be.

Python's parser gives up a whole text at about a thousand levels. One job nested deeper must cost itself only.
"""

import json
import re

DEEPEST = 200  # levels inside one item; a real job has four
EXCERPT = 80
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def without_deep_items(body: bytes) -> bytes:
    """The text with each outermost list item that nests deeper than 200 levels replaced by a text that says so.

    The other items keep their positions. A body that is no JSON comes back as it is, or is no JSON afterwards either.
    """
    pieces: list[bytes] = []
    done = 0
    for start, end, deepest in _outermost_items(body):
        if deepest > DEEPEST:
            said = f"nested {deepest} levels deep: {body[start : start + EXCERPT].decode(errors='replace')}"
            pieces += [body[done:start], json.dumps(said).encode()]
            done = end
    return b"".join([*pieces, body[done:]])


def _outermost_items(body: bytes) -> list[tuple[int, int, int]]:
    """Start, end and depth of each container that stands in a list and in no other container that does."""
    found: list[tuple[int, int, int]] = []
    open_lists: list[bool] = []  # for each open container, whether it is a list
    start, base, deepest = 0, 0, 0  # of the item that is open; a base of 0 is none
    for token in _TOKEN.finditer(body):
        sign = token[0]
        if sign in (b"[", b"{"):
            if not base and open_lists and open_lists[-1]:
                start, base, deepest = token.start(), len(open_lists), 0
            open_lists.append(sign == b"[")
            deepest = max(deepest, len(open_lists) - base)
        elif sign in (b"]", b"}") and open_lists:
            open_lists.pop()
            if base and len(open_lists) == base:
                found.append((start, token.end(), deepest))
                base = 0
    return found
