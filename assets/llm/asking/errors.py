"""Why a question got no answer. The message becomes the row's fallback reason, so it names cause and remedy briefly."""


class LlmError(Exception):
    """A question stays unanswered.

    Attributes:
        status: What the ledger calls the attempt.
        http_status: Of the endpoint's response, where there was one.
        retry_after: Seconds that the endpoint asks to wait.
    """

    status = "failed"
    may_retry = False

    def __init__(self, message: str, *, http_status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.http_status = http_status
        self.retry_after = retry_after


class BusyError(LlmError):
    """408, 409, 429, 5xx or a broken connection: the same call may succeed later."""

    may_retry = True

    @property
    def throttled(self) -> bool:
        """Whether the endpoint said to slow down."""
        return self.http_status == 429


class TimedOutError(BusyError):
    """No whole answer in time; it may have been billed."""

    status = "timeout"


class RejectedError(LlmError):
    """400 or 422: the endpoint does not understand this form of request, or the text is too long for it."""


class OverlongError(RejectedError):
    """The answer was longer than what is read of one; it was billed.

    Attributes:
        received: Bytes read of it.
    """

    def __init__(self, message: str, received: int) -> None:
        super().__init__(message, http_status=200)
        self.received = received


class LockedOutError(LlmError):
    """401, 402, 403 or 404: key, account, model or address is wrong; no other question will fare better."""

    status = "refused"


class RefusedError(LlmError):
    """The model declined to answer."""

    status = "refused"


class InvalidAnswerError(LlmError):
    """The answer does not fit the schema, not even after a repair turn."""


class CapReachedError(LlmError):
    """A cap on money or calls is reached; nothing was sent."""


class CircuitOpenError(LlmError):
    """Several calls in a row failed; for a while nothing more is sent."""
