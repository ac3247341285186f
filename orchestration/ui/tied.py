"""`python -m orchestration.ui.tied MODULE ...`: run a module as a program that ends with the process that started it.

That process holds the other end of this one's stdin. When it is gone, however it ended, the whole group goes: a
killed `make dev` would otherwise leave a UI on its port, a daemon that starts runs, and a server of code.
"""

import os
import runpy
import signal
import sys
import threading


def main() -> None:
    """Watch stdin, then become the module named first."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
