"""Charts as numbers: where the bars and points of an inline SVG stand. The drawing is in `templates/charts.html`."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A linear scale from values to pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value stands, rounded to a tenth of a pixel."""
        if self.high == self.low:
            return self.start
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)


def scale(low: float, high: float, start: float, end: float) -> Scale:
    """A scale for a template."""
    return Scale(low, high, start, end)


def top(values: Sequence[float | None]) -> float:
    """A round number at or above the largest value, for the end of an axis; 1 where there is none."""
    largest = max((value for value in values if value is not None), default=0)
    if largest <= 0:
        return 1
    step = 10.0 ** len(str(int(largest))) / 10 if largest >= 1 else _small(largest)
    return next(step * factor for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * factor >= largest)


def _small(value: float) -> float:
    step = 0.1
    while step > value:
        step /= 10
    return step


def line(values: Sequence[float | None], high: float, width: float, height: float) -> list[list[tuple[float, float]]]:
    """Points of a line over equal steps, in runs: where a value is missing the line is broken, not drawn through."""
    across = Scale(0, max(len(values) - 1, 1), 0, width)
    up = Scale(0, high, height, 0)
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((across(place), up(value)))
    return [run for run in runs if run]


def band(
    low: Sequence[float | None], high: Sequence[float | None], end: float, width: float, height: float
) -> list[list[tuple[float, float]]]:
    """The outline of the band between two lines, in runs: forth along the upper one, back along the lower one."""
    pairs = zip(line(low, end, width, height), line(high, end, width, height), strict=True)
    return [upper + lower[::-1] for lower, upper in pairs]
