"""The filter `python -m assets.postings`: a job object a line in, its normalised posting a line out."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime

import orjson

from assets.lake.readers.job_key_text import with_text_keys
from assets.postings.objects.json_text import compact_json
from assets.postings.posting import Quarantined, Sighting, read_posting
from assets.sources.reading.source import Source
from assets.sources.registry import JSEARCH, SPEAKERS
from assets.text.json_lines import decoded, run_filter

_PROVENANCE = frozenset(name for name in Sighting.__slots__ if name not in ("observed_at", "query_country"))


def normalise_line(
    line: bytes, number: int, sighting: Sighting, source: Source = JSEARCH, about: Mapping[str, str] | None = None
) -> str:
    """One line of output for one line of input; a line that is no JSON gives an error object."""
    try:
        given = _parsed(line)
    except (ValueError, RecursionError) as error:
        return compact_json({"error": f"not a JSON value: {error}"[:300], "line": number})
    job = source.read(given, about or {}) if isinstance(given, dict) else given
    found = read_posting(job, sighting, None, given)
    if isinstance(found, Quarantined):
        return compact_json({"quarantined": found.reason, "field": found.field, "detail": found.detail})
    row = {name: _plain(value) for name, value in found.row().items() if name not in _PROVENANCE}
    return orjson.dumps(with_text_keys(row)).decode()


def _parsed(line: bytes) -> object:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:  # lone surrogates and NaN, which the standard library reads
        return json.loads(decoded(line))


def _plain(value: object) -> object:
    """Dates as ISO strings, times of UTC with a Z."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def main(arguments: list[str] | None = None) -> int:
    """Read standard input to its end."""
    parser = argparse.ArgumentParser(prog="python -m assets.postings", description=__doc__)
    parser.add_argument("--observed-at", type=_time, help="when the answers were fetched, ISO 8601")
    parser.add_argument("--country", help="the search's country, ISO 3166-1 alpha-2")
    parser.add_argument("--source", choices=sorted(SPEAKERS), default=JSEARCH.name, help="whose objects they are")
    parser.add_argument("--employer", help="for boards that do not name it")
    options = parser.parse_args(arguments)
    about = {"employer": options.employer or "", "country": (options.country or "").lower()}
    sighting = Sighting(observed_at=options.observed_at, query_country=options.country)
    source = SPEAKERS[options.source]
    return run_filter(lambda line, number: normalise_line(line, number, sighting, source, about))


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


if __name__ == "__main__":
    sys.exit(main())
