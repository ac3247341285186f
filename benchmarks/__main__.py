"""Runs the benchmarks named on the command line, or all that can be run at once; each prints its own lines."""

import importlib
import pkgutil
import sys

import benchmarks

# What takes hours, or a large lake that has to be named.
APART = {"chaos", "fleet", "viewer_load"}


def main(names: list[str]) -> int:
    """Run each benchmark's `main`; 2 if a name is unknown."""
    known = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name != "__main__")
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.stderr.write(f"no benchmark named {', '.join(unknown)}; there are {', '.join(known)}\n")
        return 2
    for name in names or [name for name in known if name not in APART]:
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
