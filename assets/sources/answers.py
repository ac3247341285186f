"""Landed answers read by who gave them: their envelope and their results."""

from assets.lake.raw.envelope import Envelope
from assets.lake.raw.raw_answers import RawAnswer
from assets.sources.reading.source import Ask
from assets.sources.registry import source_of


def results_of(answer: RawAnswer) -> list[object]:
    """The results of a landed answer; a result's position in this list is its `raw_position`."""
    return read_answer(answer).results


def read_answer(answer: RawAnswer) -> Envelope:
    """The envelope of a landed answer; what was cut or never decoded holds no results that could be trusted."""
    flaw = answer.request.flaw
    if flaw:
        return Envelope("unreadable", [], problem=flaw)
    request = answer.request
    return source_of(request.provider).results(answer.body, Ask(request.endpoint, request.params))
