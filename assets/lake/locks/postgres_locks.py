"""Locks that hold across machines: advisory locks of Postgres, each held by a session of its own.

A session ends with its process, and the server frees what it held: 8 ms after a kill -9, within half a minute where a
machine or its network is gone and only the server's keepalives can tell.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from assets.lake.locks.kernel_lock import Waiting, since_now

if TYPE_CHECKING:
    from psycopg2.extensions import connection

LONGEST_NAME = 63  # bytes of an application's name
KEEPALIVES = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
DIALECT = "postgresql+psycopg2://"


class PostgresLocks:
    """The locks of one lake, in a database that all its machines reach.

    Args:
        url: `postgresql://...`, or SQLAlchemy's form of it.
        lake: Of which lake: two lakes of one database do not wait for each other.
    """

    reach = "all machines (JOBLAKE_POSTGRES_URL)"

    def __init__(self, url: str, lake: str) -> None:
        self._url = _address(url)
        self._lake = lake

    @contextmanager
    def hold(self, name: str, what: str, who: str) -> Iterator[None]:
        """Hold a lock, waiting as long as its holder lives."""
        with self._session(who) as session:
            waiting = Waiting(what)
            while not self._taken(session, name):
                waiting.wait(f"held by {self._holder(session, name)}")
            yield

    @contextmanager
    def hold_if_free(self, name: str, who: str) -> Iterator[bool]:
        """Hold a lock unless somebody else does; whether it is held."""
        with self._session(who) as session:
            yield self._taken(session, name)

    def is_held(self, name: str) -> bool:
        """Whether somebody alive holds a lock."""
        with self._session("a look") as session:
            return self._holder(session, name) is not None

    @contextmanager
    def _session(self, who: str) -> Iterator["connection"]:
        """A connection whose name is what others read while it holds a lock; its end lets go of the lock."""
        import psycopg2

        named = since_now(who).encode()[:LONGEST_NAME].decode("utf-8", "ignore")
        session = psycopg2.connect(
            self._url, application_name=named, options=KEEPALIVES, keepalives_idle=10, keepalives_interval=5,
            keepalives_count=3, connect_timeout=10,
        )  # fmt: skip
        session.autocommit = True
        try:
            yield session
        finally:
            with suppress(psycopg2.Error):  # a session that is gone holds nothing
                session.close()

    def _taken(self, session: "connection", name: str) -> bool:
        return bool(_one(session, "select pg_try_advisory_lock(%s)", self._number(name)))

    def _holder(self, session: "connection", name: str) -> str | None:
        number = self._number(name) % 2**64
        found = _one(
            session,
            "select application_name from pg_locks join pg_stat_activity using (pid) "
            "where locktype = 'advisory' and granted and objsubid = 1 "
            "and classid::bigint = %s and objid::bigint = %s "
            "and pg_locks.database = (select oid from pg_database where datname = current_database())",
            number >> 32,
            number % 2**32,
        )
        return None if found is None else str(found)

    def _number(self, name: str) -> int:
        """The number of a lock, of 64 bits with a sign."""
        digest = hashlib.sha256(f"{self._lake}\0{name}".encode()).digest()
        return int.from_bytes(digest[:8], "big", signed=True)


def _address(url: str) -> str:
    """The form that psycopg2 takes: SQLAlchemy names the driver in it, too."""
    return url.replace(DIALECT, "postgresql://", 1)


def _one(session: "connection", question: str, *values: object) -> Any:
    with session.cursor() as cursor:
        cursor.execute(question, values)
        row = cursor.fetchone()
        return row[0] if row else None


def require_reachable(url: str) -> None:
    """Connect and let go.

    Raises:
        ValueError: It cannot be reached, or what it takes is not installed; the message holds no password.
    """
    try:
        import psycopg2
    except ModuleNotFoundError:
        raise ValueError("JOBLAKE_POSTGRES_URL needs the optional dependencies. Next: `make fleet`") from None
    try:
        psycopg2.connect(_address(url), connect_timeout=10).close()
    except psycopg2.Error as error:
        said = " ".join(str(error).split())
        raise ValueError(
            f"JOBLAKE_POSTGRES_URL cannot be reached: {said}. Next: start it, or correct the URL"
        ) from None
