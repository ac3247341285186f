"""JSON Lines through standard input and output, as the filters of the stages speak it. Knows no posting.

A line of input that is not blank gives one line of output, whatever it holds; streams that break give no traceback.
"""

import contextlib
import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_BOM = b"\xef\xbb\xbf"

Answer = Callable[[bytes, int], str]


class _StreamError(Exception):
    """A standard stream that goes no further: the exit code, and what to tell, if anything."""

    def __init__(self, code: int, message: str = "") -> None:
        super().__init__(message)
        self.code = code


def run_filter(answer: Answer) -> int:
    """Answer standard input line by line, each answer flushed before the next line is read.

    Args:
        answer: From a line's bytes and its number, counted from 1, to one line of JSON without its line end.

    Returns:
        The exit code: 0 at the end of input or when the reader has gone, 1 when a stream cannot be read or written.
    """
    try:
        for number, line in numbered(_received()):
            _send(_answered(answer, line, number))
    except _StreamError as stopped:
        if str(stopped) and sys.stderr is not None:
            with contextlib.suppress(OSError):
                print(stopped, file=sys.stderr)
        return stopped.code
    return 0


def numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank with their numbers from 1, without a byte order mark."""
    for number, line in enumerate(lines, start=1):
        rest = line.removeprefix(_BOM)
        if rest.strip():
            yield number, rest


def decoded(line: bytes) -> str:
    """A line as text; bytes that are no UTF-8 become U+FFFD."""
    return line.decode("utf-8", errors="replace")


def read_value(line: bytes) -> Any:
    """The JSON value of a line; NaN, infinities and numbers too large for a float become None.

    Raises:
        ValueError: Not JSON, or a whole number of thousands of digits.
        RecursionError: Nested too deeply.
    """
    return json.loads(decoded(line), parse_constant=lambda _: None, parse_float=_finite)


def written(value: object) -> str:
    """One line of JSON in ASCII.

    Raises:
        ValueError: A number that JSON has no writing for.
    """
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def first_given(record: dict[str, Any], *names: str) -> Any:
    """The value of the first of these fields that is there and not null."""
    return next((record[name] for name in names if record.get(name) is not None), None)


def line_id(record: dict[str, Any]) -> Any:
    """What a line is called: its own id as it was given, else the posting's; a number of that kind as text (2^53)."""
    named = first_given(record, "id", "job_key", "job_id", "job_uid")
    return str(named) if record.get("id") is None and isinstance(named, int) else named


def _finite(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def _answered(answer: Answer, line: bytes, number: int) -> str:
    try:
        return answer(line, number)
    except RecursionError:
        return written({"error": "JSON nested too deeply", "line": number})


def _received() -> Iterator[bytes]:
    if sys.stdin is None:  # the interpreter found the descriptor closed
        raise _StreamError(1, "standard input is closed; expected JSON Lines on it")
    try:
        yield from sys.stdin.buffer
    except OSError as error:
        raise _StreamError(1, f"standard input cannot be read: {error}; expected JSON Lines on it") from error


def _send(text: str) -> None:
    if sys.stdout is None:
        raise _StreamError(1, "standard output is closed; send it to a file or a pipe")
    try:
        sys.stdout.buffer.write(text.encode() + b"\n")
        sys.stdout.buffer.flush()
    except OSError as error:
        _forget_output()
        if isinstance(error, BrokenPipeError):
            raise _StreamError(0) from error
        raise _StreamError(1, f"standard output cannot be written: {error}; send it elsewhere") from error


def _forget_output() -> None:
    """Let what is still buffered go nowhere: the interpreter flushes it at its end and would complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
