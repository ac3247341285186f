"""Serves the sample API on the loopback address, for the curious: `python -m assets.search.sample --day 2026-03-02`."""

import argparse
from datetime import UTC, date, datetime

import uvicorn

from assets.search.sample.api import create_app


def main() -> None:
    """Reads the day and the port from the command line and serves until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m assets.search.sample", description=__doc__)
    parser.add_argument("--day", type=date.fromisoformat, default=datetime.now(UTC).date(), help="YYYY-MM-DD, UTC")
    parser.add_argument("--port", type=int, default=8378)
    chosen = parser.parse_args()
    address = f"http://127.0.0.1:{chosen.port}/search-v2?query=data+scientist+in+London&country=gb"
    print(f"Postings as of {chosen.day}. Try {address}")
    # The app sets its own, simulated `date` header; the server's would contradict it.
    uvicorn.run(create_app(chosen.day), host="127.0.0.1", port=chosen.port, date_header=False, log_level="warning")


if __name__ == "__main__":
    main()
