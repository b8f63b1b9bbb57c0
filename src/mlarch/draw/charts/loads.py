"""Utilisation: how full each component is at peak, and how full with a zone lost."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mlarch.draw.charts.page import Axis, Panel, line, rect, text
from mlarch.draw.text import metrics
from mlarch.draw.text.fonts import Weight
from mlarch.estimate.capacity import Capacity
from mlarch.estimate.figures import Figure, Unit, shown

__all__ = ["loads"]

_NAMES = 216.0
_FIGURES = 218.0
_ROW = 20.0
_BAR = 11.0
_MOST_SHOWN = 1.5
_MOST = 60


def loads(capacities: Sequence[Capacity], top: float) -> Panel | None:
    """The panel of all components with a known load; None where there is none."""
    known = [each for each in capacities if each.peak is not None][:_MOST]
    if not known:
        return None
    panel = Panel("Load at peak", _note(known), top)
    highest = max(_finite(figure) for each in known for figure in (each.peak, each.zone_lost))
    axis = Axis(0.0, min(max(highest * 1.05, 1.08), _MOST_SHOWN), panel.left + _NAMES, panel.right - _FIGURES)
    y = panel.y + 8
    for value in axis.ticks(5):
        words = shown(value, Unit.SHARE)
        panel.items.append(text(words, axis.place(value), y, size=10, token="muted", align="middle"))
    columns = (("load", 158), ("zone lost", 88), ("has / needs", 0))
    for words, away in columns:
        panel.items.append(text(words, panel.right - away, y, size=10, token="muted", align="right"))
    panel.y = y + 14
    first = panel.y
    for each in known:
        _row(panel, axis, each)
    x = axis.place(1.0)
    panel.items.append(line(x, first - 4, x, panel.y + 2, "failure", width=1.6, dashed=True))
    return panel


def _note(known: Sequence[Capacity]) -> str:
    zones = any(each.zone_lost is not None for each in known)
    return "bar: at peak; mark: with one zone lost; line: full" if zones else "bar: at peak; line: full"


def _row(panel: Panel, axis: Axis, each: Capacity) -> None:
    assert each.peak is not None
    middle = panel.y + _ROW / 2
    name = text(each.component, panel.left, middle + 4, size=metrics.CHIP_SIZE, room=_NAMES - 12)
    panel.items.append(name)
    panel.items.append(rect(axis.start, middle - _BAR / 2, axis.end - axis.start, _BAR, "chip", radius=3))
    load = _finite(each.peak)
    fill = "failure" if load >= 1 else "deploy" if load > each.utilization else "call"
    panel.items.append(
        rect(axis.start, middle - _BAR / 2, axis.place(load) - axis.start, _BAR, fill, radius=3)
    )
    if each.zone_lost is not None:
        at, token = axis.place(_finite(each.zone_lost)), "failure" if each.zone_lost.value >= 1 else "ink"
        panel.items.append(line(at, middle - 8, at, middle + 8, token, width=2.4))
    weight = Weight.SEMIBOLD if load >= 1 else Weight.REGULAR
    panel.items.append(text(_words(each.peak), panel.right - 158, middle + 4, align="right", weight=weight))
    lost = _words(each.zone_lost) if each.zone_lost is not None else ""
    panel.items.append(text(lost, panel.right - 88, middle + 4, token="muted", align="right"))
    panel.items.append(text(_copies(each), panel.right, middle + 4, token="muted", align="right"))
    panel.y += _ROW


def _copies(each: Capacity) -> str:
    needed = each.needed_zone_lost if each.needed_zone_lost is not None else each.needed
    return f"{each.replicas} / {needed}" if needed is not None else str(each.replicas)


def _finite(figure: Figure | None) -> float:
    if figure is None:
        return 0.0
    return figure.value if math.isfinite(figure.value) else _MOST_SHOWN * 10


def _words(figure: Figure) -> str:
    return shown(figure.value, Unit.SHARE) if figure.finite else "none left"
