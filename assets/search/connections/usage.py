"""Usage: asks a source how much of the month is left. It costs no credit and no call of the quota."""

import json

import httpx

from assets.search.connections.source import ApiSource
from assets.sources.registry import JSEARCH

TIMEOUT_SECONDS = 15.0


async def read_usage(http: httpx.AsyncClient, source: ApiSource) -> int | None:
    """Requests left in the source's month; None where it has no such address or does not say.

    A failure is not an error of the run: the figure is for people.
    """
    if source.usage_url is None:
        return None
    try:
        response = await http.get(source.usage_url, params=source.key_params() or None, timeout=TIMEOUT_SECONDS)
    except httpx.HTTPError:
        return None
    if response.status_code != 200:
        return None
    return remaining(response.content) if source.speaks is JSEARCH else source.speaks.left(_content(response.content))


def _content(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def remaining(body: bytes) -> int | None:
    """The smallest `remaining` among the quotas of a usage answer; a pay-as-you-go plan reports none."""
    try:
        quotas = json.loads(body)["data"]["quotas"]
        found = [quota["remaining"] for quota in quotas]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    counts = [int(value) for value in found if isinstance(value, int | float) and not isinstance(value, bool)]
    return max(0, min(counts)) if counts else None
