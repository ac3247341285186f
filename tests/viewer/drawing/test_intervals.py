"""The pages compute intervals of what readers choose, the marts of what is published: both by the same rules."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from viewer.drawing.intervals import FLOOR_JOBS, FLOOR_WITH, meets_floor, p_value, q_values, wilson

DBT = Path(__file__).resolve().parents[3] / "dbt_project"
MACROS = (DBT / "macros" / "inference.sql").read_text(encoding="utf-8")


def asked(call: str, source: str = "select 1") -> list[tuple[float, ...]]:
    """What DuckDB makes of a call of the marts' macros over some rows."""
    sql = Environment(autoescape=False).from_string(f"{MACROS}\nselect {{{{ {call} }}}} from ({source})").render()  # noqa: S701
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    """A part of a whole."""
    whole = draw(st.integers(1, 5_000))
    return draw(st.integers(0, whole)), whole


@settings(deadline=None, max_examples=30)
@given(counts())
def test_a_share_has_the_same_interval_on_a_page_and_in_a_mart(share: tuple[int, int]) -> None:
    ((low, high),) = asked(f"interval('share', '{share[0]}', '{share[1]}')")
    assert (low, high) == pytest.approx(wilson(*share), abs=1e-6)


@settings(deadline=None, max_examples=30)
@given(counts(), counts())
def test_two_shares_differ_as_surely_on_a_page_as_in_a_mart(one: tuple[int, int], other: tuple[int, int]) -> None:
    z = f"two_proportion_z('{one[0]}', '{one[1]}', '{other[0]}', '{other[1]}', '0')"
    ((found,),) = asked(f"two_sided_p({z})")
    assert (1.0 if found is None else found) == pytest.approx(p_value(*one, *other), abs=2e-6)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 1_000_000).map(lambda part: part / 1_000_000), min_size=1, max_size=30))
def test_many_tests_are_adjusted_alike(p_values: Sequence[float]) -> None:
    rows = ", ".join(f"({p}, 'all')" for p in p_values)
    placed = Environment(autoescape=False).from_string(  # noqa: S701
        MACROS + "select *, {{ place_in_family('p', 'family') }} from (values " + rows + ") as t(p, family)"
    )
    found = sorted(row[0] for row in asked("q_value('p', 'family')", placed.render()))
    assert found == pytest.approx(sorted(q_values(p_values)), abs=1e-6)


def test_the_floors_of_pages_are_those_of_the_marts() -> None:
    told = yaml.safe_load((DBT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    assert (told["floor_n"], told["floor_skill"]) == (FLOOR_JOBS, FLOOR_WITH)
    assert meets_floor(FLOOR_JOBS, FLOOR_WITH)
    assert not meets_floor(FLOOR_JOBS, FLOOR_WITH - 1)
