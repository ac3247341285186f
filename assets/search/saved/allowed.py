"""What each place of searches.yaml allows, said in plain words: turns a validation error into a sentence.

The rules themselves are `saved_searches`; finding the line is `search_file`'s.
"""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from assets.search.saved.saved_searches import Filters, Panel, SavedSearch, SearchFile
from assets.text.yaml_lines import Place

ITEMS: Mapping[str, str] = {
    "panels": "a mapping with name and searches",
    "searches": "a mapping with name, query and country",  # of a board: name, source and board
}
VALUES: Mapping[str, str] = {
    "panels": "a list with at least one panel",
    "searches": "a list with at least one search",
    "name": "lower-case letters, digits and hyphens, at most 60, the first no hyphen",
    "description": "text",
    "query": "text of 2 to 300 characters",
    "pages": "a whole number from 1 to 20",
    "board": "a company's name at the board, as it stands in the addresses of its postings",
    "employer": "the company's name",
    "where": "a place",
    "filters": f"a mapping with any of {', '.join(Filters.model_fields)}",
    "work_from_home": "true or false",
    "employment_types": "a list of types such as [FULLTIME, PARTTIME]",
    "job_requirements": "a list of requirements such as [no_degree]",
    "radius": "a number of kilometres above 0, at most 20000",
    "exclude_job_publishers": "a list of publishers' names",
}


def sentence(entry: ErrorDetails) -> str:
    """What was found at a place, and what is allowed there."""
    where, kind = entry["loc"], entry["type"]
    name = next((part for part in reversed(where) if isinstance(part, str)), "")
    place = ".".join(str(part) for part in where if not isinstance(part, int)) or "the file"
    if kind == "search":
        return f"{place}.{entry['msg']}"
    if kind == "missing":
        return f"{place} is missing"
    if kind == "extra_forbidden":
        return f"{place} is not known here; allowed: {', '.join(_fields(where))}"
    of = "an item of " if where and isinstance(where[-1], int) else ""
    return f"{of}{place} is {_shown(entry['input'])}; {_expected(entry, name, item=bool(of))}"


def _expected(entry: ErrorDetails, name: str, *, item: bool) -> str:
    if entry["type"] == "literal_error":
        return f"expected one of {entry['ctx']['expected']}"
    if entry["type"] == "value_error":
        return entry["msg"].removeprefix("Value error, ")
    if not entry["loc"]:
        return "expected a mapping with panels"
    return f"expected {ITEMS.get(name, 'text') if item else VALUES.get(name, 'text')}"


def _fields(where: Place) -> Sequence[str]:
    words = [part for part in where[:-1] if isinstance(part, str)]
    models: dict[str, type[BaseModel]] = {"filters": Filters, "searches": SavedSearch, "panels": Panel}
    model = models.get(words[-1] if words else "", SearchFile)
    return [field for field in model.model_fields if not (model is SavedSearch and field == "panel")]


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
