"""How far a share of counted jobs can be trusted: its interval, the interval of a difference, and the floor for words.

The same rules as the marts' (`dbt_project/macros/inference.sql`; a test holds them together): 95 % by Wilson, and no
number from fewer than 30 jobs, or 5 with the skill.
"""

from collections.abc import Sequence
from math import erfc, sqrt

Z = 1.959963984540054
FLOOR_JOBS = 30
FLOOR_WITH = 5


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share; all of it where nothing was counted."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, Z * Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


def difference(part_a: int, whole_a: int, part_b: int, whole_b: int) -> tuple[float, float]:
    """The 95 % interval of the difference of two shares, by Newcombe's hybrid of their Wilson intervals."""
    share_a, share_b = part_a / whole_a, part_b / whole_b
    (low_a, high_a), (low_b, high_b) = wilson(part_a, whole_a), wilson(part_b, whole_b)
    apart = share_a - share_b
    below = sqrt((share_a - low_a) ** 2 + (high_b - share_b) ** 2)
    above = sqrt((high_a - share_a) ** 2 + (share_b - low_b) ** 2)
    return max(-1.0, apart - below), min(1.0, apart + above)


def p_value(part_a: int, whole_a: int, part_b: int, whole_b: int) -> float:
    """How often chance alone sets two shares so far apart: the two-sided test of two proportions, pooled."""
    pooled = (part_a + part_b) / (whole_a + whole_b)
    spread = sqrt(pooled * (1 - pooled) * (1 / whole_a + 1 / whole_b))
    return 1.0 if spread == 0 else erfc(abs(part_a / whole_a - part_b / whole_b) / spread / sqrt(2))


def q_values(p_values: Sequence[float]) -> list[float]:
    """P-values of many tests, adjusted so that of what passes 0.05 one in twenty is chance (Benjamini and Hochberg)."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place], reverse=True)
    adjusted = [1.0] * len(p_values)
    lowest = 1.0
    for rank, place in zip(range(len(p_values), 0, -1), order, strict=True):
        lowest = min(lowest, p_values[place] * len(p_values) / rank)
        adjusted[place] = lowest
    return adjusted


def meets_floor(whole: int, part: int) -> bool:
    """Whether a share of counts may be shown as a number."""
    return whole >= FLOOR_JOBS and part >= FLOOR_WITH
