"""The sources there are, by the names of searches.yaml and of the providers that raw and the ledger know."""

from assets.sources.providers.adzuna import Adzuna
from assets.sources.providers.arbeitnow import Arbeitnow
from assets.sources.providers.ashby import Ashby
from assets.sources.providers.greenhouse import Greenhouse
from assets.sources.providers.imported import Imported
from assets.sources.providers.jobspy import JobSpy
from assets.sources.providers.jsearch import JSearch
from assets.sources.providers.lever import Lever
from assets.sources.providers.serpapi import SerpApi
from assets.sources.reading.source import Source

JSEARCH = JSearch()
CALLED: tuple[Source, ...] = (JSEARCH, SerpApi(), Adzuna(), Greenhouse(), Lever(), Ashby(), Arbeitnow())
# Those that a search may name.
SOURCES: dict[str, Source] = {source.name: source for source in CALLED}
# Whoever's answers may lie in raw.
SPEAKERS: dict[str, Source] = {source.name: source for source in (*CALLED, JobSpy(), Imported())}


def source_of(provider: str) -> Source:
    """Who speaks as this provider does: JSearch for its two hosts, the sample and recorded answers."""
    return SPEAKERS.get(provider, JSEARCH)
