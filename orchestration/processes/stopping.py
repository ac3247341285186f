"""How a command ends when it is told to: a closed terminal, TERM and Ctrl-C end it cleanly within ten seconds.

Each of the three interrupts the step that is under way, and Dagster marks the run as failed. A step that cannot be
interrupted in time (a long call into C) is ended with the process: nothing is left half, and no claim outlives it.
"""

import os
import signal
import sys
import threading
import time
from multiprocessing import resource_tracker
from types import FrameType
from typing import NoReturn

from orchestration.processes.children import VARIABLE, end_children

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
AGAIN_AFTER_SECONDS = 4.0  # a library may swallow the first interrupt
END_AFTER_SECONDS = 8.0

_received: list[int] = []
_heard = threading.Event()
_lost = threading.Event()


def listen() -> None:
    """From here on the three signals end this process; one that was ignored (nohup) stays ignored. Main thread only."""
    _start_tracker()
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _hang_up if number == signal.SIGHUP else _interrupt)
    sys.unraisablehook = _tell_again
    # Dagster puts handlers of its own in their place while it runs; the wake-up descriptor hears them all the same.
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_see_to_the_end, args=(reader,), daemon=True).start()


def received(within: float = 0.0) -> int | None:
    """The signal that ends this process, if there was one, or comes to be known within so many seconds."""
    if within:
        _heard.wait(within)
    return _received[0] if _received else None


def words() -> str:
    """The signal by name, a moment after it came at the latest."""
    _heard.wait(1)
    return signal.Signals(_received[0]).name if _received else "an interrupt"


def exit_code() -> int:
    """What a shell expects of a process that a signal ended."""
    return 128 + (received() or signal.SIGINT)


def leave(code: int) -> NoReturn:
    """End the process; one that a signal interrupted without the interpreter's own end.

    Threads of a library may still be at work in C. Where one asks for the interpreter while that ends, the process
    aborts (exit code -6, seen in one of 18 signals).
    """
    if not received():
        sys.exit(code)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _hang_up(_number: int, _frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGINT)  # through the handler of the moment, which may be Dagster's


def _start_tracker() -> None:
    """Start Python's own tracker of semaphores, which dbt needs, with a closed terminal ignored as INT and TERM are.

    It would die of the HUP that this process goes on from, and be told of by a traceback for each semaphore.
    """
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    resource_tracker.ensure_running()
    signal.signal(signal.SIGHUP, before)


def _tell_again(lost: "sys.UnraisableHookArgs") -> None:
    """An interrupt that fell into a callback of the garbage collector was swallowed there: the step goes on."""
    if lost.exc_type and not issubclass(lost.exc_type, Exception):
        _lost.set()
    else:
        sys.__unraisablehook__(lost)


def _see_to_the_end(reader: int) -> None:
    # Dagster's handlers hear an INT that was ignored, too, and end the step: what arrives here did so.
    while (number := os.read(reader, 1)[0]) not in SIGNALS:
        pass
    _received.append(number)
    _heard.set()
    ends = time.monotonic() + END_AFTER_SECONDS
    _lost.wait(AGAIN_AFTER_SECONDS)
    if VARIABLE in os.environ:  # a run is still under way
        os.kill(os.getpid(), signal.SIGINT)
    time.sleep(ends - time.monotonic())
    if VARIABLE in os.environ:
        end_children(os.environ[VARIABLE])
    os._exit(128 + number)
