"""Where two postings of one opening contradict each other: only in what both say."""

from pathlib import Path

import duckdb
import pytest
from jinja2 import Template

MACRO = Path(__file__).resolve().parents[2] / "dbt_project" / "macros" / "contradictions.sql"
FIELDS = ("pay_min", "pay_max", "pay_currency", "pay_period", "country", "city", "work_mode")
SAID = (40_000.0, 50_000.0, "GBP", "year", "GB", "York", "hybrid")


def contradictions(one: tuple[object, ...], other: tuple[object, ...]) -> list[str]:
    asked = Template(MACRO.read_text(encoding="utf-8") + "{{ contradictions('one', 'other') }}").render()
    kinds = ("double", "double", "varchar", "varchar", "varchar", "varchar", "varchar")
    columns = ", ".join(f"?::{kind} as {name}" for name, kind in zip(FIELDS, kinds, strict=True))
    sql = f"with one as (select {columns}), other as (select {columns}) select {asked} from one, other"
    row = duckdb.connect().execute(sql, [*one, *other]).fetchone()
    assert row is not None
    return list(row[0])


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"pay_max": 60_000.0}, ["pay"]),
        ({"pay_max": None}, []),
        ({"pay_min": None, "pay_max": 60_000.0}, ["pay"]),
        ({"pay_currency": "USD", "pay_max": 60_000.0}, []),
        ({"city": "Leeds"}, ["place"]),
        ({"city": "YORK"}, []),
        ({"city": None, "country": "IE"}, ["place"]),
        ({"work_mode": "remote"}, ["work mode"]),
        ({"work_mode": "unclear"}, []),
        ({"pay_min": 1.0, "city": "Leeds", "work_mode": "onsite"}, ["pay", "place", "work mode"]),
    ],
)
def test_what_one_leaves_out_is_no_contradiction(changes: dict[str, object], found: list[str]) -> None:
    other = tuple(changes.get(name, value) for name, value in zip(FIELDS, SAID, strict=True))
    assert contradictions(SAID, other) == found
    assert contradictions(other, SAID) == found
