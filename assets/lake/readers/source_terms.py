"""What each source asks of whoever shows its postings: a line to show, and whether they may be shown in public at all.

On the ground floor because searches are configured by it and pages are written by it. No legal advice: what is said
here was found in the sources' published terms or is the careful reading of their silence; the terms themselves count.
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """The terms of one source.

    Attributes:
        title: Its name for people.
        said: Its terms in a line, for whoever configures a search.
        attribution: What stands wherever its postings are shown; None where nothing must.
        link: Where the attribution leads.
        is_public: Whether its postings may be published again: on the static site, in feeds.
    """

    title: str
    said: str
    attribution: str | None = None
    link: str | None = None
    is_public: bool = True


TERMS: dict[str, Terms] = {
    "jsearch": Terms(
        "JSearch",
        "your key and your plan's terms; the texts are their publishers': look at them before a site is made public",
    ),
    "serpapi": Terms(
        "SerpApi",
        "your key and SerpApi's terms; the texts are their publishers': for your own lake, not published again",
        is_public=False,
    ),
    "adzuna": Terms(
        "Adzuna",
        'free key, 250 requests a day and 2,500 a month; listings may be shown with the line "Jobs by Adzuna"; '
        "commercial, government and academic use beyond that, and derived counts, need Adzuna's consent",
        attribution="Jobs by Adzuna",
        link="https://www.adzuna.com",
    ),
    "greenhouse": Terms(
        "Greenhouse", "public boards without a key; the texts are the employers': link to their posting"
    ),
    "lever": Terms("Lever", "published postings are public and may be read by others, says Lever; link to the posting"),
    "ashby": Terms(
        "Ashby", "made for the company's own careers page: for your own tracking; link to the posting", is_public=False
    ),
    "arbeitnow": Terms(
        "Arbeitnow",
        "free feed without a key; name Arbeitnow and link to its page wherever its jobs are shown",
        attribution="Jobs by Arbeitnow",
        link="https://www.arbeitnow.com",
    ),
    "jobspy": Terms(
        "JobSpy", "sites that it reads forbid that in their terms: your own file, not published again", is_public=False
    ),
    "import": Terms("Imported file", "whatever holds for your file", is_public=False),
}


def terms_of(source: str | None) -> Terms:
    """The terms of a source; of one that is not known, that its postings are not published again."""
    known = TERMS.get(source or "jsearch")
    return known or Terms(source or "", "its terms are not known here: not published again", is_public=False)


def withheld(sources: Collection[str], allowed: Collection[str] = ()) -> list[str]:
    """Of these sources those whose postings are kept out of what is published, unless they are allowed by name."""
    return sorted(source for source in sources if source not in allowed and not terms_of(source).is_public)
