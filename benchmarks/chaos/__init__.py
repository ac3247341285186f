"""Kills, signals and full disks at random moments of real runs, each followed by a plain run that must mend it.

The source is a local JSearch that counts what it is asked. Takes hours in full: `python -m benchmarks.chaos --help`
says how to take a part. Not run by `make bench`.
"""


def main() -> None:
    from benchmarks.chaos.program import main as program

    program([])
