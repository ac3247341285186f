"""Answers that list jobs in one place: the jobs, or in words why there are none that could be read."""

from dataclasses import replace

from assets.lake.raw.envelope import Envelope, content_of, kind_of, names_of, words_of_error


def read_listing(body: bytes, under: str | None, marks: frozenset[str]) -> tuple[Envelope, object]:
    """The jobs of an answer, and its content for what else it says.

    Args:
        body: As received.
        under: The key that holds the list; None where the answer is the list itself.
        marks: Fields by any of which a job of this source is known.
    """
    content, fault = content_of(body)
    if fault is not None:
        return fault, None
    listed = content if under is None else content.get(under) if isinstance(content, dict) else None
    if not isinstance(listed, list):
        return Envelope("unknown", [], problem=_not_listed(content, under)), content
    found = Envelope("listing", listed)
    if not listed or any(isinstance(one, dict) and marks & one.keys() for one in listed):
        return found, content
    first = f"an object with {names_of(listed[0])}" if isinstance(listed[0], dict) else f"a {kind_of(listed[0])}"
    said = f"none of {len(listed)} results looks like a job; the first is {first}"
    return replace(found, shape="foreign", problem=said), content


def whole_board(envelope: Envelope, total: object = None) -> Envelope:
    """The envelope of a board that comes in one answer: whole if it lists jobs, and as many as it says it has.

    A board without any job is not taken for whole: some hosts answer so for a name that never was.
    """
    if envelope.unread or envelope.problem:
        return envelope
    if not envelope.results:
        return replace(envelope, problem="the board lists no job; it may be empty, or there is no such board")
    if isinstance(total, int) and total != len(envelope.results):
        said = f"the board says that it has {total} jobs and lists {len(envelope.results)}"
        return replace(envelope, problem=said)
    return replace(envelope, is_whole=True)


def _not_listed(content: object, under: str | None) -> str:
    wanted = "a list of jobs" if under is None else f"an object with a list `{under}`"
    if isinstance(content, dict):
        said = words_of_error(content)
        return said or f"no list of jobs in the answer; its keys are {names_of(content)}; expected {wanted}"
    return f"the answer is a {kind_of(content)}; expected {wanted}"
