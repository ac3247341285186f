"""SQL and the extractor agree on the languages whose skills are read."""

import re
from pathlib import Path

from assets.text.reading_language import READ

MACRO = Path(__file__).resolve().parents[2] / "dbt_project" / "macros" / "languages.sql"


def test_the_languages_of_the_statistics_are_those_of_the_extractor() -> None:
    body = MACRO.read_text("utf-8").split("read_languages() -%}")[1].split("endmacro")[0]
    assert set(re.findall(r"'(\w\w)'", body)) == READ
