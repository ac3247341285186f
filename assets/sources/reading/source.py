"""The interface of a source: plan, page, results, read. Each source is one module that fills it in.

* `plan`: the first request of a search. A search costs at most a credit for each of its pages.
* `page`: the request that follows an answer.
* `results`: the job objects of an answer, without trusting its shape.
* `read`: a job object in the words of JSearch's, so that text, place, pay and work mode are read by the same rules.

A source holds no key, opens no connection and knows no setting. Raw keeps what it sent, byte for byte; what `read` made
of an object is derived, and made again whenever that changes.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from assets.lake.raw.envelope import Envelope

Job = Mapping[str, object]
# A redirect concerns the one board: the others still answer where they did.
_MOVED = "the board has moved; no address but the API's is followed. Next: mend `board` in searches.yaml."
MOVED = dict.fromkeys((301, 302, 303, 307, 308), _MOVED)


@dataclass(frozen=True)
class Ask:
    """One request: the path below the source's base, quoted, and the parameters that are sent, without any key."""

    endpoint: str
    params: dict[str, str]


@dataclass(frozen=True)
class Quota:
    """At most so many requests in any so many days."""

    days: int
    requests: int


class Wanted(Protocol):
    """What a saved search says of what it wants; what does not concern its source is None."""

    @property
    def query(self) -> str | None:
        """Words, place included."""

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2, lower case."""

    @property
    def language(self) -> str:
        """ISO 639-1."""

    @property
    def board(self) -> str | None:
        """A company's name at a board."""

    @property
    def employer(self) -> str | None:
        """The company's name for people, where the board does not say it."""

    @property
    def where(self) -> str | None:
        """A place, for sources that ask for it apart."""

    @property
    def region(self) -> str | None:
        """Where a board's tenants live, for sources that have more than one host."""

    def filter_params(self) -> dict[str, str]:
        """Filters as JSearch takes them."""


class Source(ABC):
    """A source; what it leaves as it stands here is no matter for it.

    Attributes:
        name: As searches.yaml, raw and the ledger name it.
        title: As people do.
        base_url: Without a slash at the end.
        needs: What a search must say for it, and all that it may say beside name, source and pages.
        takes: What a search may say.
        windows: Look-back windows, each with the days it reaches; none where the source only knows today.
        is_board: One answer is a company's whole board: what is missing from two whole ones in a row is gone.
        per_second: Requests a second at one host, at most; None for the setting's.
        timeout_seconds: For one answer, whole.
        key_variables: The environment variables of its keys; none where it takes none.
        quotas: What its terms allow, beside what the plan of a person does.
        usage_path: Where it tells what is left of the plan, at no cost; None where nowhere.
        key_params: The parameters by which its keys are sent; none where they go into headers.
        credits: What a request costs: nothing at a board.
        longest_body_mb: What an answer may hold at least; boards come whole.
        spent: Words of a 429 that say that the plan is used up, lower case.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    base_url: ClassVar[str]
    needs: ClassVar[tuple[str, ...]]
    takes: ClassVar[tuple[str, ...]] = ()
    windows: ClassVar[tuple[tuple[str, int], ...]] = ()
    is_board: ClassVar[bool] = False
    per_second: ClassVar[float | None] = None
    timeout_seconds: ClassVar[float | None] = None
    key_variables: ClassVar[tuple[str, ...]] = ()
    quotas: ClassVar[tuple[Quota, ...]] = ()
    usage_path: ClassVar[str | None] = None
    key_params: ClassVar[tuple[str, ...]] = ()
    credits: ClassVar[int] = 1
    longest_body_mb: ClassVar[int] = 1
    spent: ClassVar[tuple[str, ...]] = ()

    @property
    def advice(self) -> Mapping[int, str]:
        """What a status means and what to do about it, where it concerns one search alone, by status."""
        return {}

    def plan(self, wanted: Wanted, window: str | None = None) -> Ask:
        """The first request of a search, with the window of a look-back fetch in place of its own.

        Raises:
            TypeError: The source is not asked: its answers are files that somebody has.
        """
        raise TypeError(f"{self.title} is not asked for anything; its answers are imported files")

    def base_of(self, wanted: Wanted) -> str:
        """The host to ask, for a source that has several."""
        return self.base_url

    def page(self, first: Ask, cursor: str) -> Ask:
        """The request after an answer that named this cursor, given the first of its search."""
        return first

    def about(self, wanted: Wanted) -> dict[str, str]:
        """What the search says of its results that no answer does; kept in raw beside the answer."""
        return {}

    @abstractmethod
    def results(self, body: bytes, asked: Ask) -> Envelope:
        """The job objects of an answer; a shape that is not known is said in the envelope, never raised."""

    def left(self, content: object) -> int | None:
        """What is left of the plan, by the content of its usage answer."""
        return None

    def identity(self, result: object) -> str:
        """What names a job in any answer; empty where nothing does."""
        named = result.get("id") if isinstance(result, dict) else None
        return str(named) if isinstance(named, str | int) else ""

    @abstractmethod
    def read(self, result: Job, about: Mapping[str, str]) -> Job:
        """A job object in the words of JSearch's; wrong types count as absent.

        Args:
            result: As the answer holds it.
            about: What the search said of its results.
        """


class Board(Source):
    """A company's board that answers whole, to everybody: free of charge, asked slowly, known by its name.

    Attributes:
        unknown: What to do where the source knows no board of a name.
    """

    unknown: ClassVar[str]

    needs: ClassVar[tuple[str, ...]] = ("board",)
    is_board = True
    per_second = 1.0
    timeout_seconds = 60
    credits = 0
    longest_body_mb = 64  # one had 42.8 MB

    @property
    def advice(self) -> Mapping[int, str]:
        """A board that is not there, or elsewhere; the others still answer. Its jobs count as unseen, not as gone."""
        return {404: self.unknown, **MOVED}

    def about(self, wanted: Wanted) -> dict[str, str]:
        """The board, and the company's name where the search gives it."""
        said = {"board": wanted.board, "employer": wanted.employer, "region": wanted.region}
        return {name: value for name, value in said.items() if value}
