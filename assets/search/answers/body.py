"""Body: reads a response's bytes up to a limit, received and decoded, so that no answer can fill memory.

It decodes by itself because the HTTP library decodes without a limit: 0.7 MB of gzip became 2.2 GB. What the bytes
mean is `verdict`'s and the envelope's.
"""

import zlib
from dataclasses import dataclass

import httpx

# What the client says it takes, and all that is decoded here.
ACCEPTED = "gzip, deflate"
PLAIN = ("", "identity")
PACKED = ("gzip", "x-gzip", "deflate")
ANY_HEADER, NO_HEADER = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS
MEGABYTE = 2**20
MOST_MEMBERS = 1_000  # of one gzip; each copies what is left, so millions of empty ones would take hours
REFUSAL_BYTES = 65_536  # of an answer that is no 200: enough to say why


@dataclass(frozen=True)
class Body:
    """The bytes of an answer, decoded, and what is wrong with them as received; None for a whole one."""

    content: bytes
    flaw: str | None = None


async def read_body(response: httpx.Response, limit: int) -> Body:
    """Read a streamed response: at most `limit` bytes are received, and at most as many come of decoding them.

    What exceeds the limit is cut; what can't be decoded is kept as it came. Both are said in the flaw.
    """
    received = bytearray()
    async for piece in response.aiter_raw():
        received += piece
        if len(received) > limit:
            break
    return decoded(bytes(received), response.headers.get("content-encoding", ""), limit)


def decoded(received: bytes, encoding: str, limit: int) -> Body:
    """Received bytes by their Content-Encoding, within the limit."""
    kind, size = encoding.strip().lower(), f"{limit / MEGABYTE:g} MB (JOBLAKE_MAX_BODY_MB)"
    too_long = f"cut at {size} received" if len(received) > limit else None
    if kind in PLAIN:
        return Body(received[:limit], too_long)
    if kind not in PACKED:
        return Body(received[:limit], too_long or f"sent as {kind[:40]!r}, which was not asked for and is not read")
    try:
        content, whole = _inflated(received[:limit], limit + 1)
    except zlib.error as error:
        return Body(received[:limit], too_long or f"sent as {kind} that cannot be decoded ({error})")
    if len(content) > limit:
        return Body(content[:limit], f"cut at {size} decoded, of {len(received):,} bytes {kind}")
    return Body(content, too_long or (None if whole else f"sent as {kind} that ends before its end"))


def _inflated(packed: bytes, most: int) -> tuple[bytes, bool]:
    """At most so many bytes of what was packed, of all its members; and whether the last one was whole."""
    content, members = bytearray(), 0
    header = ANY_HEADER
    while True:
        inflater = zlib.decompressobj(header)
        try:
            content += inflater.decompress(packed, most - len(content))
        except zlib.error:
            if content or header == NO_HEADER:
                raise
            header = NO_HEADER  # `deflate` is sent with its header and without
            continue
        packed, members = inflater.unused_data, members + 1
        if not packed or len(content) >= most or members == MOST_MEMBERS:
            return bytes(content), inflater.eof and not packed
