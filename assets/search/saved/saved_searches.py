"""Saved searches: what is asked every day and of whom, grouped in panels.

A panel is what trends are computed within: it keeps its identity (its name) when a search in it changes. A changed
search is a new version of it. What is sent is its source's (`assets.sources`); reading the YAML file, and naming the
line of an error, is `search_file`'s.
"""

import hashlib
import json
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from assets.search.saved.iso_codes import countries, languages
from assets.sources.reading.source import Source
from assets.sources.registry import JSEARCH, SOURCES

DatePosted = Literal["all", "today", "3days", "week", "month"]
EmploymentType = Literal["FULLTIME", "CONTRACTOR", "PARTTIME", "INTERN"]
Requirement = Literal["under_3_years_experience", "more_than_3_years_experience", "no_experience", "no_degree"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
NARROWING = ("senior ", "junior ", "mid level ", "mid-level ", "entry level ", "lead ")
# What only some sources take; each says which.
OF_SOME = ("query", "country", "language", "filters", "board", "employer", "region", "where", "fallback")
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]


def _country(value: object) -> object:
    """`uk` is what people write and the source understands; its ISO code is `gb`, and rows join on the ISO code."""
    if isinstance(value, str):
        code = value.strip().lower()
        code = "gb" if code == "uk" else code
        if code in countries():
            return code
    raise ValueError("expected an ISO 3166-1 alpha-2 code such as gb, us, de, ca (`no`, Norway, needs quotes in YAML)")


def _language(value: object) -> object:
    if isinstance(value, str) and value.strip().lower() in languages():
        return value.strip().lower()
    raise ValueError("expected an ISO 639-1 code such as en, de, fr (`no`, Norwegian, needs quotes in YAML)")


def _source(value: object) -> object:
    if isinstance(value, str) and value in SOURCES:
        return value
    raise ValueError(f"expected one of {', '.join(SOURCES)}")


def _no_flag(value: object) -> object:
    """`yes` is true in YAML and would count as 1."""
    if isinstance(value, bool):  # pydantic makes sentences of a ValueError only
        raise ValueError(f"{str(value).lower()} is no number (`yes` and `no` are true and false in YAML)")  # noqa: TRY004
    return value


class Filters(BaseModel):
    """Filters of a search. Each can empty the answer, and an empty answer costs a credit too."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date_posted: DatePosted | None = None
    work_from_home: bool | None = None
    employment_types: tuple[EmploymentType, ...] = ()
    job_requirements: tuple[Requirement, ...] = ()
    radius: Annotated[Annotated[float, Field(gt=0, le=20_000)] | None, BeforeValidator(_no_flag)] = None
    exclude_job_publishers: tuple[str, ...] = ()

    def params(self) -> dict[str, str]:
        """The filters as they are sent; unset ones are not."""
        sent = {
            "date_posted": self.date_posted,
            "work_from_home": None if self.work_from_home is None else str(self.work_from_home).lower(),
            "employment_types": ",".join(sorted(set(self.employment_types))),
            "job_requirements": ",".join(sorted(set(self.job_requirements))),
            "radius": None if self.radius is None else f"{self.radius:g}",
            "exclude_job_publishers": ",".join(self.exclude_job_publishers),
        }
        return {name: value for name, value in sent.items() if value}


class SavedSearch(BaseModel):
    """One search, asked once a day.

    Attributes:
        name: Unique, lower-case; it begins the names of its raw files.
        panel: The panel it stands in.
        query: Free text with title and place, as one would type it.
        country: ISO 3166-1 alpha-2, lower case.
        language: ISO 639-1. English by default even elsewhere: with another language (or none) the source localises the
            employment type, the age and the place, glues the publisher to the place and drops city, country and dates.
        pages: At most this many pages; each costs one credit.
        source: Who is asked; None for the source of the settings.
        board: A company's name at a board, as it stands in the addresses of its postings.
        employer: The company's name for people, for boards that do not say it.
        region: Where the board lives; None for the source's main host.
        where: The place, for sources that ask for it apart from the query.
        fallback: Who is asked instead where the source has spent its month.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    panel: str = ""
    query: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=300)] | None = None
    country: Annotated[str, BeforeValidator(_country)] | None = None
    language: Annotated[str, BeforeValidator(_language)] = "en"
    pages: Annotated[int, Field(ge=1, le=20), BeforeValidator(_no_flag)] = 1
    filters: Filters = Filters()
    source: Annotated[str, BeforeValidator(_source)] | None = None
    board: Words | None = None
    employer: Words | None = None
    region: Literal["eu"] | None = None
    where: Words | None = None
    fallback: Annotated[str, BeforeValidator(_source)] | None = None

    @model_validator(mode="after")
    def _fits_its_source(self) -> Self:
        source = self.speaks
        missing = [name for name in source.needs if getattr(self, name) is None]
        if missing:
            of = f", which {source.name} needs" if self.source else ""
            said = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing{of}"
            raise PydanticCustomError("search", "{said}", {"said": said})
        for name in OF_SOME:
            if name in self.model_fields_set and name not in (*source.needs, *source.takes):
                takes = ", ".join((*source.needs, *source.takes))
                raise PydanticCustomError(
                    "search", "{said}", {"said": f"{name} is not taken by {source.name}; allowed: {takes}"}
                )
        second = SOURCES[self.fallback] if self.fallback else None
        if second and (second is source or any(getattr(self, name) is None for name in second.needs)):
            said = f"fallback is {self.fallback}; expected another source that needs what the search says"
            raise PydanticCustomError("search", "{said}", {"said": said})
        return self

    @property
    def speaks(self) -> Source:
        """The source whose words it is written in; one that names none is written as for JSearch."""
        return SOURCES[self.source] if self.source else JSEARCH

    def filter_params(self) -> dict[str, str]:
        """The filters as they are sent."""
        return self.filters.params()

    @property
    def version(self) -> str:
        """Changes with what is asked for (pages included), and with nothing else."""
        ask, source = self.speaks.plan(self), self.speaks
        asked: list[object] = [ask.params, self.pages]
        if source is not JSEARCH:
            asked = [source.name, ask.endpoint, ask.params, source.about(self), self.pages]
        return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]


class Panel(BaseModel):
    """Searches whose counts are compared with each other over time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    description: str = ""
    searches: Annotated[tuple[SavedSearch, ...], Field(min_length=1)]


class SearchFile(BaseModel):
    """The whole of searches.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    panels: Annotated[tuple[Panel, ...], Field(min_length=1)]

    def searches(self) -> list[SavedSearch]:
        """All searches, each knowing its panel, in the order of the file."""
        return [search.model_copy(update={"panel": panel.name}) for panel in self.panels for search in panel.searches]


def warnings(searches: list[SavedSearch]) -> list[str]:
    """Sentences about filters known to empty results; seen in live use, not rules of the source."""
    found = []
    for search in searches:
        if search.filters.work_from_home and search.country != "us":
            found.append(
                f"{search.name}: work_from_home with country {search.country} was empty whenever tried outside the "
                "US; put the word remote into the query instead"
            )
        if search.filters.job_requirements:
            found.append(f"{search.name}: job_requirements drops postings whose requirements the source could not read")
        if search.filters.date_posted in {"today", "3days"} and search.filters.radius:
            found.append(f"{search.name}: a short date window with a radius is often empty; an empty page costs too")
        if (
            (search.query or "")
            .lower()
            .startswith(("senior ", "junior ", "mid level ", "mid-level ", "entry level ", "lead "))
        ):
            found.append(f"{search.name}: a level at the start of the query narrows it; such queries were often empty")
        if search.pages > 4:
            found.append(f"{search.name}: {search.pages} pages asked for; queries usually end after 3 or 4")
    return found
