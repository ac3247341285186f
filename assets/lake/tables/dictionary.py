"""The data dictionary of the lake, written from its schemas: what a row of each table is and what its columns mean.

    python -m assets.lake.tables.dictionary      writes docs/data-dictionary.md; a test holds the two equal

That of the published marts goes with each export (`make export`).
"""

from pathlib import Path

from assets.lake.tables.schemas import TABLES, Column, TableSpec

FILE = Path(__file__).resolve().parents[3] / "docs" / "data-dictionary.md"
HEAD = """\
# The tables of the lake

Written from [schemas.py](../assets/lake/tables/schemas.py) by `python -m assets.lake.tables.dictionary`: edit those.
Times are UTC. What the published marts hold goes with each export (`make export`).
"""


def dictionary() -> str:
    """The file's text."""
    return "\n".join([HEAD, *map(_table, TABLES.values())])


def _table(spec: TableSpec) -> str:
    place = "one file a day" if spec.partitioned else "one file over all days"
    rows = "\n".join(map(_row, spec.columns))
    head = "| column | type | what it is |\n| --- | --- | --- |"
    return f"## {spec.name}\n\nOne row is {spec.grain}; {place}.\n\n{head}\n{rows}\n"


def _row(column: Column) -> str:
    kind, meaning = (text.replace("|", "\\|").replace("<", "&lt;") for text in (str(column.kind), column.description))
    return f"| `{column.name}` | {kind} | {meaning} |"


if __name__ == "__main__":
    FILE.write_text(dictionary(), encoding="utf-8")
