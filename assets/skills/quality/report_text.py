"""The quality figures as text and as a reliability diagram, and which of them fell. No measuring."""

from collections.abc import Mapping
from pathlib import Path

from assets.skills.quality.measures import Reliability, Score

TOLERANCE = 0.02  # a drop of more than two points needs a reason
_SIDE = 260
_EDGE = 30
_COLOURS = {"hard": "#1f6feb", "soft": "#bf5b04"}

Figures = dict[str, Score]  # what was measured -> scores


def text_of(name: str, postings: int, figures: Figures, tables: Mapping[str, Reliability], picture: Path) -> str:
    """One set's figures as a readable table."""
    lines = [f"\n{name}: {postings} postings", f"{'':52} {'P':>6} {'R':>6} {'F1':>6} {'rows':>6} {'gold':>6}"]
    for what, found in figures.items():
        numbers = f"{found.precision:6.3f} {found.recall:6.3f} {found.f1:6.3f} {found.predicted:6d} {found.marked:6d}"
        lines.append(f"{what:52} {numbers}")
    for kind, (error, bins) in tables.items():
        lines.append(f"calibration of {kind}: expected error {error:.3f}")
        lines += [f"  said {entry.said:.2f}  true {entry.true:.2f}  rows {entry.rows}" for entry in bins]
    if tables:
        lines.append(f"diagram: {picture}")
    return "\n".join(lines) + "\n"


def sections_text(kind: str, errors: Mapping[str, tuple[float, int]]) -> str:
    """The calibration error of a kind by section, with the rows behind each, on one line."""
    told = ", ".join(f"{section} {error:.3f} ({rows})" for section, (error, rows) in errors.items())
    return f"calibration of {kind} by section: {told}\n"


def fallen(name: str, figures: Figures, tables: Mapping[str, Reliability], accepted: Mapping[str, float]) -> list[str]:
    """One line per figure that is more than `TOLERANCE` worse than the accepted one."""
    now = {what: found.f1 for what, found in figures.items()}
    errors = {f"{kind} ece": error for kind, (error, _) in tables.items()}
    worse = [
        f"{name}: {what} fell from {before:.3f} to {now[what]:.3f}"
        for what, before in accepted.items()
        if what in now and now[what] < before - TOLERANCE
    ]
    return worse + [
        f"{name}: {what} rose from {before:.3f} to {errors[what]:.3f}"
        for what, before in accepted.items()
        if what in errors and errors[what] > before + TOLERANCE
    ]


def reliability_svg(name: str, tables: Mapping[str, Reliability]) -> str:
    """A reliability diagram: what was said against what was true; on the diagonal a confidence means what it says."""
    size = _SIDE + 2 * _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="10">',
        f"<title>Reliability, {name}</title>",
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#999"/>',
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999" stroke-dasharray="4"/>',
    ]
    for row, (kind, (error, bins)) in enumerate(tables.items()):
        colour = _COLOURS[kind]
        points = " ".join(f"{_x(entry.said)},{_y(entry.true)}" for entry in bins)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{_x(entry.said)}" cy="{_y(entry.true)}" r="{2 + min(entry.rows, 1000) ** 0.5 / 6:.1f}"'
            f' fill="{colour}" fill-opacity="0.6"><title>{entry.rows} rows</title></circle>'
            for entry in bins
        ]
        label = f"{kind}: expected calibration error {error:.3f}"
        parts.append(f'<text x="{_EDGE + 8}" y="{_EDGE + 16 + 14 * row}" fill="{colour}">{label}</text>')
    parts.append(f'<text x="{_EDGE}" y="{size - 10}">confidence said (0 to 1) against share that is right</text></svg>')
    return "\n".join(parts) + "\n"


def _x(share: float) -> float:
    return round(_EDGE + share * _SIDE, 1)


def _y(share: float) -> float:
    return round(_EDGE + (1 - share) * _SIDE, 1)
