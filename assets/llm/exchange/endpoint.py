"""One POST to the endpoint: bytes out, bytes in, and errors sorted by what can be done about them."""

import asyncio
import json
from typing import Any

import httpx

from assets.lake.calls.masking import KeyMask
from assets.llm.asking.errors import BusyError, LlmError, LockedOutError, OverlongError, RejectedError, TimedOutError
from assets.llm.limits.settings import LlmSettings

LARGEST_ANSWER = 2_000_000
EXCERPT = 200
# Servers of one's own take any key, such as "none": overwriting that word in an answer would spoil its quotes.
SHORTEST_SECRET = 8


class Endpoint:
    """The chat completions of one OpenAI-compatible server. Follows no redirect, sends nothing but the request."""

    def __init__(self, settings: LlmSettings, http: httpx.AsyncClient) -> None:
        self.settings = settings
        self.http = http
        key = settings.api_key.get_secret_value() if settings.api_key else ""
        self.mask = KeyMask(key)
        self.mask_of_answers = KeyMask(key if len(key) >= SHORTEST_SECRET else None)

    async def post(self, body: dict[str, Any]) -> bytes:
        """The response's bytes, an echoed key overwritten in them: they are kept.

        Raises:
            LlmError: One of its kinds; the message never holds the key.
        """
        try:
            async with asyncio.timeout(self.settings.timeout):
                return await self._post(body)
        except (TimeoutError, httpx.TimeoutException):
            raise TimedOutError(f"no whole answer within {self.settings.timeout:g} s") from None
        except httpx.HTTPError as error:
            raise BusyError(f"connection failed: {type(error).__name__}") from None

    async def _post(self, body: dict[str, Any]) -> bytes:
        key = self.settings.api_key
        headers = {"content-type": "application/json"}
        if key:
            headers["authorization"] = f"Bearer {key.get_secret_value()}"
        content = json.dumps(body, ensure_ascii=True).encode()
        address = f"{self.settings.base_url}/chat/completions"
        async with self.http.stream("POST", address, content=content, headers=headers) as response:
            received = bytearray()
            async for piece in response.aiter_bytes():
                received += piece
                if len(received) > LARGEST_ANSWER:
                    said = f"the answer is longer than {LARGEST_ANSWER:,} bytes; it was not read further"
                    raise OverlongError(said, len(received))
            if response.status_code == 200:
                return self.mask_of_answers.body(bytes(received))
            raise self._sorted(response, bytes(received))

    def _sorted(self, response: httpx.Response, received: bytes) -> LlmError:
        """The error of a response that is not 200."""
        status = response.status_code
        message = f"HTTP {status}: {self._excerpt(received)}"
        if status in {408, 409, 425, 429} or status >= 500:
            return BusyError(message, http_status=status, retry_after=_seconds(response.headers.get("retry-after")))
        if status in {401, 402, 403, 404}:
            hint = "check JOBLAKE_LLM_API_KEY, JOBLAKE_LLM_MODEL and JOBLAKE_LLM_BASE_URL"
            return LockedOutError(f"{message}; {hint}", http_status=status)
        return RejectedError(message, http_status=status)

    def _excerpt(self, received: bytes) -> str:
        return " ".join(self.mask.text(received.decode("utf-8", "replace")).split())[:EXCERPT]


def _seconds(value: str | None) -> float | None:
    """A Retry-After in seconds; None for a date or nonsense, where the client's own backoff does."""
    try:
        seconds = float(value or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < 86_400 else None
