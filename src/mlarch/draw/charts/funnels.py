"""The funnel: how many items each stage leaves, on a logarithmic scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mlarch.draw.charts.page import Panel, rect, text
from mlarch.draw.text import metrics
from mlarch.estimate.figures import Unit, shown
from mlarch.estimate.funnel import Stage

__all__ = ["funnels"]

_NAMES = 216.0
_FIGURES = 150.0
_ROW = 26.0


def funnels(stages: Sequence[Stage], items: float | None, top: float) -> Panel | None:
    """The panel of a funnel; None where fewer than two stages state one."""
    if len(stages) < 2:
        return None
    panel = Panel("Funnel", "items per request after each stage; widths are logarithmic", top)
    most = max([items or 1.0, *(stage.incoming or 1.0 for stage in stages), *(s.outgoing for s in stages)])
    room = panel.right - _FIGURES - panel.left - _NAMES
    middle = panel.left + _NAMES + room / 2
    rows: list[tuple[str, float, str]] = [("all items", items, "")] if items is not None else []
    for stage in stages:
        time = f"{stage.time}" if stage.time is not None else ""
        rows.append((stage.component, stage.outgoing, time))
    for name, count, note in rows:
        wide = max(4.0, room * math.log10(max(count, 0.0) + 1) / math.log10(most + 1))
        y = panel.y
        panel.items.append(text(name, panel.left, y + 15, size=metrics.CHIP_SIZE, room=_NAMES - 12))
        panel.items.append(rect(middle - wide / 2, y + 2, wide, _ROW - 8, "online-edge", radius=4))
        words = f"{shown(count, Unit.COUNT)} {note}".strip()
        panel.items.append(text(words, panel.right, y + 15, token="ink", align="right"))
        panel.y += _ROW
    return panel
