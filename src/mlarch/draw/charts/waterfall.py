"""The waterfall of a request: each part where it begins and as long as it takes, and the target."""

from __future__ import annotations

import math

from mlarch.draw.charts.page import Axis, Panel, line, rect, text
from mlarch.draw.text import metrics
from mlarch.draw.text.fonts import Weight
from mlarch.estimate.bounds import Row
from mlarch.estimate.entries import Entry, describe
from mlarch.estimate.figures import Unit, shown

__all__ = ["waterfall"]

_NAMES = 216.0
_FIGURES = 132.0
_ROW = 19.0
_BAR = 11.0
_INDENT = 11.0
_MOST = 60


def waterfall(entry: Entry, top: float) -> Panel | None:
    """The panel of one entry; None where there is nothing to show."""
    own = [row for row in entry.rows if row.kind == "own" and math.isfinite(row.start + row.mean)][:_MOST]
    if not own:
        return None
    panel = Panel(f"Latency at {entry.at}", describe(entry), top)
    axis = _axis(entry, own, panel)
    _heading(panel, axis)
    first = panel.y
    waits = {(row.component, row.depth, round(row.start, 9)): row for row in entry.rows if row.kind == "wait"}
    hops = [row for row in entry.rows if row.kind == "hop"]
    for row in own:
        _row(panel, axis, row, waits)
    if hops:
        _hops(panel, hops)
    if entry.latency:
        _whole(panel, axis, entry)
    _target(panel, axis, entry, first - 4)
    return panel


def _axis(entry: Entry, own: list[Row], panel: Panel) -> Axis:
    ends = [row.start + row.mean for row in own]
    ends += [figure.value for name, figure in entry.latency.items() if name == "p99"]
    ends += [figure.value for figure in entry.together.values()]
    ends += [value for value in entry.targets.values() if value < 4 * max(ends, default=0.0)]
    high = max((end for end in ends if math.isfinite(end)), default=1.0) * 1.04 or 1.0
    return Axis(0.0, high, panel.left + _NAMES, panel.right - _FIGURES)


def _heading(panel: Panel, axis: Axis) -> None:
    """Ticks of the time, and the heads of the two columns of figures."""
    y = panel.y + 8
    for value in axis.ticks():
        words = shown(value, Unit.TIME)
        panel.items.append(text(words, axis.place(value), y, size=10, token="muted", align="middle"))
    panel.items.append(text("mean", panel.right - 62, y, size=10, token="muted", align="right"))
    panel.items.append(text("p99", panel.right, y, size=10, token="muted", align="right"))
    panel.y = y + 14


def _row(panel: Panel, axis: Axis, row: Row, waits: dict[tuple[str, int, float], Row]) -> None:
    y, middle = panel.y, panel.y + _ROW / 2
    indent = min(row.depth, 8) * _INDENT
    panel.items.append(line(axis.start, middle, axis.end, middle, "rule", width=0.6))
    share = f"  {shown(row.share, Unit.SHARE)}" if row.share < 1 - 1e-9 else ""
    name = text(
        f"{row.component}{share}",
        panel.left + indent,
        middle + 4,
        size=metrics.CHIP_SIZE,
        token="ink" if row.critical else "muted",
        weight=Weight.SEMIBOLD if row.critical else Weight.REGULAR,
        room=_NAMES - indent - 10,
    )
    start, end = axis.place(row.start), axis.place(row.start + row.mean)
    late = axis.place(row.start + max(row.p99, row.mean))
    panel.items.append(name)
    panel.items.append(line(end, middle, late, middle, "online", width=1.5))
    panel.items.append(line(late, middle - 3, late, middle + 3, "online", width=1.5))
    fill = "call" if row.critical else "online-edge"
    panel.items.append(rect(start, y + (_ROW - _BAR) / 2, end - start, _BAR, fill))
    wait = waits.get((row.component, row.depth, round(row.start + row.mean, 9)))
    if wait is not None and math.isfinite(wait.mean):
        queue = axis.place(wait.start + wait.mean)
        panel.items.append(rect(end, y + (_ROW - _BAR) / 2, queue - end, _BAR, "deploy"))
    for value, x in ((row.mean, panel.right - 62), (row.p99, panel.right)):
        panel.items.append(text(shown(value, Unit.TIME), x, middle + 4, token="muted", align="right"))
    panel.y += _ROW


def _hops(panel: Panel, hops: list[Row]) -> None:
    critical = [row for row in hops if row.critical]
    if not critical:
        return
    middle = panel.y + _ROW / 2
    each = shown(critical[0].mean, Unit.TIME)
    total = math.fsum(row.mean for row in critical)
    words = f"network: {len(critical)} hops of {each}, between the bars"
    panel.items.append(text(words, panel.left, middle + 4, size=metrics.CHIP_SIZE, token="muted"))
    figure = text(shown(total, Unit.TIME), panel.right - 62, middle + 4, token="muted", align="right")
    panel.items.append(figure)
    panel.y += _ROW


def _whole(panel: Panel, axis: Axis, entry: Entry) -> None:
    """The whole request: from p50 to p99, and how far it goes when all stages slow down together."""
    panel.y += 8
    middle = panel.y + 12
    p50, p95, p99 = (entry.latency[name].value for name in ("p50", "p95", "p99"))
    name = text("whole request", panel.left, middle + 4, size=metrics.CHIP_SIZE, weight=Weight.SEMIBOLD)
    panel.items.append(name)
    # Without calls that only some requests make, the sum may lie below the percentile: it is no bound then.
    bound = "p99" in entry.together and entry.together["p99"].value >= p99
    if bound:
        late = axis.place(entry.together["p99"].value)
        panel.items.append(line(axis.place(p99), middle, late, middle, "online", width=1.5, dashed=True))
        panel.items.append(line(late, middle - 4, late, middle + 4, "online", width=1.5))
    panel.items.append(rect(axis.place(p50), middle - 7, axis.place(p99) - axis.place(p50), 14, "call"))
    at = axis.place(p95)
    panel.items.append(line(at, middle - 7, at, middle + 7, "card", width=1.5))
    mean = entry.latency["mean"]
    panel.items.append(text(str(mean), panel.right - 62, middle + 4, align="right", weight=Weight.SEMIBOLD))
    late_text = text(
        str(entry.latency["p99"]), panel.right, middle + 4, align="right", weight=Weight.SEMIBOLD
    )
    panel.items.append(late_text)
    together = f", {entry.together['p99']} if all slow down together" if bound else ""
    words = f"p50 {entry.latency['p50']}, p95 {entry.latency['p95']}, p99 {entry.latency['p99']}{together}"
    note = text(
        words, axis.start, middle + 23, size=metrics.FIGURE_SIZE, token="muted", room=axis.end - axis.start
    )
    panel.items.append(note)
    panel.y = middle + 28


def _target(panel: Panel, axis: Axis, entry: Entry, top: float) -> None:
    """The lines of the targets, each with its name at the foot, where no other stands."""
    free = axis.start - 1e9
    drawn = False
    for name, value in sorted(entry.targets.items(), key=lambda item: item[1]):
        x, bottom = axis.place(value), panel.y + 4
        label = f"target {name} {shown(value, Unit.TIME)}"
        drawn = True
        if value > axis.high:
            beyond = text(f"{label} lies beyond", panel.right, bottom + 12, token="failure", align="right")
            panel.items.append(beyond)
            break
        panel.items.append(line(x, top, x, bottom, "failure", width=1.6, dashed=True))
        words = text(label, x, bottom + 12, token="failure", align="middle")
        if x - words.width / 2 > free:
            panel.items.append(words)
            free = x + words.width / 2 + 8
    if drawn:
        panel.y += 16
