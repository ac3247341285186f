"""JSearch, v1 and v2, on either host; the sample and recorded answers speak the same."""

from collections.abc import Mapping

from assets.lake.raw.envelope import Envelope, read_envelope
from assets.sources.reading.source import Ask, Job, Source, Wanted

ENDPOINT = "search-v2"


class JSearch(Source):
    """Queries at OpenWeb Ninja's JSearch. Every other source's jobs are read into its words."""

    name = "jsearch"
    title = "JSearch"
    base_url = "https://api.openwebninja.com/jsearch"
    needs = ("query", "country")
    takes = ("language", "filters", "fallback")
    windows = (("3days", 2), ("week", 6), ("month", 29))
    key_variables = ("JSEARCH_API_KEY",)

    def plan(self, wanted: Wanted, window: str | None = None) -> Ask:
        """`search-v2`; pages are asked one by one, for a page that fails costs one credit and not all."""
        asked = {"query": wanted.query or "", "country": wanted.country or "", "language": wanted.language}
        return Ask(ENDPOINT, asked | wanted.filter_params() | ({"date_posted": window} if window else {}))

    def page(self, first: Ask, cursor: str) -> Ask:
        """The same request with the cursor."""
        return Ask(first.endpoint, {**first.params, "cursor": cursor})

    def results(self, body: bytes, asked: Ask) -> Envelope:
        """Envelopes of v1 and v2, bare objects, lists and JSON Lines."""
        return read_envelope(body)

    def identity(self, result: object) -> str:
        """In v2 `job_id` holds a token of the one search, `job_uid` does not."""
        named = result.get("job_uid") or result.get("job_id") if isinstance(result, dict) else None
        return named if isinstance(named, str) else ""

    def read(self, result: Job, about: Mapping[str, str]) -> Job:
        """As it is."""
        return result
