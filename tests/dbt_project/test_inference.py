"""The formulas of macros/inference.sql against an independent implementation in Python, for any counts."""

from fractions import Fraction
from math import isclose, sqrt
from statistics import NormalDist
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from tests.dbt_project.conftest import PROJECT

MACROS = Environment(loader=FileSystemLoader(PROJECT / "macros")).get_template("inference.sql").module  # noqa: S701 - SQL
NORMAL = NormalDist()
COUNTS = st.integers(0, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def asked(macro: str, *arguments: str, **values: float | None) -> Any:
    """The value of a macro's expression over one row."""
    row = ", ".join(f"{'null::bigint' if value is None else value} as {name}" for name, value in values.items())
    with duckdb.connect() as connection:
        found = connection.execute(f"select {getattr(MACROS, macro)(*arguments)} from (select {row})").fetchone()
    assert found is not None
    return found[0]


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Both bounds as the roots of (p - share)^2 = z^2 p (1 - p) / n: by what the interval means, not by its formula."""
    square = Fraction(NORMAL.inv_cdf(0.975)) ** 2 / whole
    share = Fraction(part, whole)
    a, b, c = 1 + square, 2 * share + square, share**2
    root = sqrt(max(0.0, float(b * b - 4 * a * c)))
    return (float(b) - root) / float(2 * a), (float(b) + root) / float(2 * a)


@settings(max_examples=50, deadline=None)
@given(COUNTS)
def test_an_interval_holds_every_share_that_could_have_given_the_count(counts: tuple[int, int]) -> None:
    part, whole = counts
    bounds = [asked("wilson_bound", "x", "n", sign, x=part, n=whole) for sign in "-+"]
    if not whole:
        assert bounds == [None, None]
        return
    assert bounds == pytest.approx(wilson(part, whole), abs=2e-6)
    assert bounds[0] <= round(part / whole, 6) <= bounds[1]


def test_over_nothing_there_is_no_interval() -> None:
    for x, n in ((None, 5), (0, None), (0, 0)):
        assert asked("wilson_bound", "x", "n", "+", x=x, n=n) is None


@settings(max_examples=50, deadline=None)
@given(COUNTS, COUNTS, st.floats(0, 1))
def test_a_difference_is_scored_as_the_two_proportion_test_does(
    now: tuple[int, int], before: tuple[int, int], overlap: float
) -> None:
    (x, n), (y, m) = now, before
    if not n or not m:
        return
    c = round(overlap * min(n, m))
    z = asked("two_proportion_z", "x", "n", "y", "m", "c", x=x, n=n, y=y, m=m, c=c)
    pooled = Fraction(x + y, n + m)
    if pooled in (0, 1) or n == m == c:
        assert z is None
        return
    # Var(a - b) = Var(a) + Var(b) - 2 Cov(a, b); of two means over c shared draws Cov = Var(draw) c / (n m).
    spread = pooled * (1 - pooled) * (Fraction(1, n) + Fraction(1, m) - 2 * Fraction(c, n * m))
    expected = float(Fraction(x, n) - Fraction(y, m)) / sqrt(spread)
    assert isclose(z, expected, rel_tol=1e-9, abs_tol=1e-12)
    least = float(min(n, m) * min(pooled, 1 - pooled))
    assert isclose(asked("least_expected", "x", "n", "y", "m", x=x, n=n, y=y, m=m), least, rel_tol=1e-9)


@settings(max_examples=50, deadline=None)
@given(st.floats(-9, 9))
def test_a_p_value_is_both_tails_of_the_normal_distribution(z: float) -> None:
    assert asked("two_sided_p", "z", z=z) == pytest.approx(2 * NORMAL.cdf(-abs(z)), abs=1.2e-6)


def adjusted(p_values: list[float]) -> list[float]:
    """Benjamini and Hochberg's step-up procedure asked of each value: the smallest rate at which it is called real."""
    m = len(p_values)
    ordered = sorted(p_values)
    return [min(1.0, *(m * ordered[k] / (k + 1) for k in range(m) if ordered[k] >= p)) for p in p_values]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.one_of(st.none(), st.integers(0, 1_000_000))), max_size=30))
def test_q_values_hold_the_false_discovery_rate_of_each_family(rows: list[tuple[str, int | None]]) -> None:
    tests = [(family, None if p is None else p / 1_000_000) for family, p in rows]
    with duckdb.connect() as connection:
        connection.execute("create table tests (number bigint, family varchar, p double)")
        connection.executemany("insert into tests values (?, ?, ?)", [[-1, "c", 0.5]])
        for number, (family, p) in enumerate(tests):
            connection.execute("insert into tests values (?, ?, ?)", [number, family, p])
        place, q_value = MACROS.place_in_family("p", "family"), MACROS.q_value("p", "family")  # type: ignore[attr-defined]
        found = dict(
            connection.execute(
                f"select number, {q_value} from (select *, {place} from tests) where number >= 0"
            ).fetchall()
        )
    for family in "ab":
        numbers = [number for number, (name, p) in enumerate(tests) if name == family and p is not None]
        expected = adjusted([tests[number][1] or 0.0 for number in numbers])
        assert [found[number] for number in numbers] == pytest.approx(expected, abs=2e-6)
    assert all(found[number] is None for number, (_, p) in enumerate(tests) if p is None)
