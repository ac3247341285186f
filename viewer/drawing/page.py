"""One page before it is drawn: what it says, as plain JSON values, and which template draws it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from starlette.datastructures import QueryParams

from viewer.snapshot.reader import Reader, Row


@dataclass(frozen=True)
class Asked:
    """What a request asks for: the parts of the path and the query."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: QueryParams = field(default_factory=QueryParams)


@dataclass(frozen=True)
class Page:
    """A page's content.

    Attributes:
        template: The template that draws it.
        title: Its title.
        data: Everything it says; the JSON form of the page is exactly this.
        drawn: What only the template needs: text in blocks, charts.
        script: Whether the page loads a script of ours; all others may run none.
        rows: The rows of its list, for CSV; None for a page that is no list.
        status: HTTP status.
    """

    template: str
    title: str
    data: Row
    drawn: Row = field(default_factory=dict)
    rows: Callable[[], Iterable[Row]] | None = None
    script: bool = False
    status: int = 200


PageMaker = Callable[[Reader, Asked], Page]


class NotFoundError(Exception):
    """There is no such job, skill or employer in this snapshot."""
