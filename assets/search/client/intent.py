"""The intent of a call, written to the ledger at the last moment at which it can still be written before the call.

Which calls were made is not decidable after a kill: no machine writes to its disk and to the network in one step. The
ledger errs on the side of money. The intent is on disk before the first byte of the request leaves, so no call that the
source counted is ever missing. It is written only once the connection stands, so what a kill can add too much are the
requests between the sync of their intent and the write to their socket, one round of the event loop: mostly none, and
never more than may be under way at once. Where such a request stands as `interrupted`, it counts as spent.
"""

from dataclasses import dataclass

from assets.lake.calls.ledger import Call, Ledger

# The events of httpcore's trace that come before a request's own bytes: name look-up, TCP, TLS, proxies.
CONNECTING = ("connection.", "http_proxy.", "socks")


@dataclass
class Intent:
    """One attempt's intent, written once."""

    ledger: Ledger
    call: Call
    written: bool = False

    def write(self) -> None:
        """Put it on disk, unless it is there."""
        if not self.written:
            self.ledger.intend(self.call)
            self.written = True

    async def trace(self, event: str, _: object) -> None:
        """Called by the HTTP library before each of its steps: the first that is not about connecting sends bytes."""
        if not event.startswith(CONNECTING):
            self.write()
