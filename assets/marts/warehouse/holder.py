"""The warehouse held open by another program: said in a sentence, before dbt would say it in a traceback.

DuckDB lets one process write a file. A database tool that somebody forgot to close shuts every run out.
"""

import re
from pathlib import Path

import duckdb

_HOLDER = re.compile(r"Conflicting lock is held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")


class WarehouseHeldError(RuntimeError):
    """Another program holds the warehouse."""


def refuse_if_held(warehouse: Path) -> None:
    """Return where the warehouse can be written.

    Raises:
        WarehouseHeldError: Another program holds it; the message names the file, the program and what to do.
    """
    if not warehouse.exists():
        return
    try:
        duckdb.connect(str(warehouse)).close()
    except duckdb.IOException as error:
        holder = _HOLDER.search(str(error))
        if holder is None:
            raise
        raise WarehouseHeldError(
            f"{warehouse} is held open by another program: {holder['program']}, process {holder['pid']}. Next: close "
            "that program or its connection, then run again; what this run has landed is kept. To look at the marts "
            "meanwhile, open the published Parquet files (make export), not the warehouse."
        ) from None
