"""What a failed call means: transient (try again), permanent (stop, with what to do next), or a cool-down (stop until).

A search refused for itself (`BadRequestError`) stops alone; what concerns the key, the plan or the path stops the
whole run (`AccountError`). A 200 is no error, whatever it holds: it was paid for and lands. Messages are clean of keys
before they get here (`scrub`).
"""

from datetime import datetime


class SearchError(Exception):
    """A call that brought no answer.

    Attributes:
        status: The ledger's word for it.
        http_status: The response's status; None where there was no response.
        credits: What the attempt counts as spent.
    """

    status = "failed"
    credits = 1

    def __init__(self, message: str, http_status: int | None = None) -> None:
        super().__init__(message)
        self.http_status = http_status


class TransientError(SearchError):
    """May go well the next time; tried again a bounded number of times.

    Attributes:
        retry_after: Seconds the source asked to wait; None where it did not say.
    """

    def __init__(self, message: str, http_status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message, http_status)
        self.retry_after = retry_after


class TimeoutBilledError(TransientError):
    """No whole answer in time. The source bills it all the same."""

    status = "timeout"


class ConnectionLostError(TransientError):
    """No connection, or one that broke before the answer was whole."""


class ThrottledError(TransientError):
    """429 for too many requests a second."""

    status = "throttled"


class ServerError(TransientError):
    """5xx, or 408."""


class PermanentError(SearchError):
    """Will fail again however often it is tried."""


class BadRequestError(PermanentError):
    """400 or another 4xx about this one search."""


class AccountError(PermanentError):
    """Concerns the key, the plan or the path: every further call of the run would fail too."""

    status = "refused"
    credits = 0


class BadKeyError(AccountError):
    """401, or a key of the wrong kind for the host."""


class NotSubscribedError(AccountError):
    """403."""


class BlockedError(AccountError):
    """401 or 403 of a source that takes no key."""


class RetiredPathError(AccountError):
    """404 of the gateway."""

    status = "failed"


class RedirectedError(AccountError):
    """3xx: the source has another address. The key is not sent after it."""

    status = "failed"


class MonthSpentError(AccountError):
    """429 because the plan's month is used up; may be counted by the source."""

    status = "throttled"
    credits = 1


class CoolDownError(AccountError):
    """403 soon after 429s: not about the subscription but a pause imposed on the key.

    Attributes:
        until: No call should be made before.
    """

    status = "throttled"

    def __init__(self, message: str, until: datetime, http_status: int | None = 403) -> None:
        super().__init__(message, http_status)
        self.until = until


class LongPauseError(CoolDownError):
    """A Retry-After beyond what a run waits out; the attempt counts like any other."""

    credits = 1


class BudgetSpentError(AccountError):
    """Our own cap is reached; no call was made."""
