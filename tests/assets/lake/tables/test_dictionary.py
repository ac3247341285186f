"""The data dictionary says what the schemas say."""

from assets.lake.tables.dictionary import FILE, dictionary
from assets.lake.tables.schemas import TABLES


def test_the_file_is_what_the_schemas_say() -> None:
    assert FILE.read_text(encoding="utf-8") == dictionary(), "run `python -m assets.lake.tables.dictionary`"


def test_every_column_of_every_table_stands_in_it() -> None:
    parts = dict(zip(TABLES, dictionary().split("\n## ")[1:], strict=True))
    for name, spec in TABLES.items():
        assert parts[name].count("\n| `") == len(spec.columns)
        assert all(f"| `{column.name}` |" in parts[name] for column in spec.columns)
