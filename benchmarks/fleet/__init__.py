"""Two hosts that share a bucket, Postgres and Redis, and nothing else, against one process over a folder.

Real servers (SeaweedFS, Postgres, Redis) on loopback; each host has its own namespaces of mounts and processes, its own
copy of the code and its own home, so that it can be killed as a whole. It is one kernel: lost networks are not shown.
Takes half an hour in full: `python -m benchmarks.fleet --help` says how to take a part. Not run by `make bench`.
"""


def main() -> None:
    from benchmarks.fleet.program import main as program

    program([])
