"""Sweep curves: how the p99 and the highest load follow one field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mlarch.draw.charts.page import Axis, Panel, line, text
from mlarch.draw.formats.canvas import Dot, Stroke
from mlarch.draw.text import fonts
from mlarch.draw.text.fonts import Weight
from mlarch.estimate.figures import Unit, shown
from mlarch.estimate.sweep import Point, Sweep

__all__ = ["sweeps"]

_HEIGHT = 190.0
_LEFT = 64.0


def sweeps(sweep: Sweep, top: float) -> list[Panel]:
    """A panel for each curve that has points."""
    made: list[Panel] = []
    limits: tuple[tuple[str, Callable[[Point], float | None], Unit, float | None, str], ...] = (
        ("Latency at p99", lambda point: point.p99, Unit.TIME, sweep.target, "target"),
        ("Highest load at peak", lambda point: point.load, Unit.SHARE, 1.0, "full"),
        ("Cost per month", lambda point: point.cost, Unit.COST, None, ""),
    )
    for heading, of, unit, limit, name in limits:
        known = [(point, value) for point in sweep.points if (value := of(point)) is not None]
        if len(known) < 2:
            continue
        panel = Panel(heading, sweep.key, made[-1].closed()[1] if made else top)
        _curve(panel, sweep.points, known, unit, limit, name)
        made.append(panel)
    return made


def _curve(
    panel: Panel,
    points: Sequence[Point],
    known: Sequence[tuple[Point, float]],
    unit: Unit,
    limit: float | None,
    name: str,
) -> None:
    low, high = points[0].value, points[-1].value
    across = Axis(low, high, panel.left + _LEFT, panel.right - 24, log=low > 0 and high > low)
    most = max([value for _, value in known] + ([limit] if limit is not None else []))
    bottom = panel.y + _HEIGHT
    up = Axis(0.0, most * 1.12 or 1.0, bottom, panel.y)
    for value in up.ticks(4):
        y = up.place(value)
        panel.items.append(line(across.start, y, across.end, y, "rule", width=0.6))
        words = text(shown(value, unit), across.start - 8, y + 4, size=10, token="muted", align="right")
        panel.items.append(words)
    if limit is not None:
        y = up.place(limit)
        panel.items.append(line(across.start, y, across.end, y, "failure", width=1.6, dashed=True))
        words = text(f"{name} {shown(limit, unit)}", across.end, y - 5, token="failure", align="right")
        panel.items.append(words)
    places = tuple((across.place(point.value), up.place(value)) for point, value in known)
    panel.items.append(Stroke(places, "call", 2.2, (), 0.0, True))
    panel.items += [Dot(place, 3.2, "call") for place in places]
    _ends(panel, across, points, bottom)
    last = known[-1]
    if last[0] is not points[-1]:
        x, y = places[-1]
        panel.items.append(text("none finite beyond", x + 8, y - 6, token="failure", weight=Weight.SEMIBOLD))
    panel.y = bottom + 24


def _ends(panel: Panel, across: Axis, points: Sequence[Point], bottom: float) -> None:
    """The values below the curve, those that do not run into each other."""
    free = -1e9
    for point in points:
        x = across.place(point.value)
        words = shown(point.value, Unit.COUNT) if point.value >= 1 else point.text
        half = fonts.width(words, 10) / 2
        if x - half > free:
            panel.items.append(text(words, x, bottom + 16, size=10, token="muted", align="middle"))
            free = x + half + 12
