"""The legend below a picture: a sample of every sign that occurs in it, and what it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mlarch.draw.diagram import LegendEntry, Role, Sample
from mlarch.draw.geometry import Box
from mlarch.draw.layout.rows import in_rows
from mlarch.draw.scene.values import Scene
from mlarch.draw.text import fonts
from mlarch.draw.text.fonts import Weight
from mlarch.draw.text.metrics import LEGEND_CARD, LEGEND_GAP, LEGEND_SAMPLE, LEGEND_SIZE, badge_width

__all__ = ["legend_of"]

_BETWEEN, _ROW = 22.0, 22.0


def legend_of(scene: Scene, x: float, y: float, width: float) -> list[LegendEntry]:
    """The entries in rows of at most `width` pixels, from (x, y).

    Figures have rows of their own where that takes no more of them.
    """
    entries = list(_entries(scene))
    widths = [_sample_width(one) + LEGEND_GAP + fonts.width(one.text, LEGEND_SIZE) for one in entries]
    boxes = _in_rows(widths, x, y, width)
    signs = sum(one.sample is not Sample.FIGURE for one in entries)
    if 1 < signs < len(entries) - 1 and boxes[-1].y > y:
        first = _in_rows(widths[:signs], x, y, width)
        apart = first + _in_rows(widths[signs:], x, first[-1].y + _ROW, width)
        boxes = min(boxes, apart, key=lambda those: (those[-1].y, those is boxes))
    return [replace(entry, box=box) for entry, box in zip(entries, boxes, strict=True)]


def _in_rows(widths: Sequence[float], x: float, y: float, width: float) -> list[Box]:
    return in_rows(widths, 14, (x, y), width, apart=_BETWEEN, step=_ROW)


def _entries(scene: Scene) -> Iterator[LegendEntry]:
    """What is explained: roles when more than one occurs, and everything that no word beside it explains.

    What a scenario does not walk stays in the background and needs no explanation.
    """
    box = Box(0, 0, 0, 0)
    links = [link for link in scene.links if not link.faded]
    telemetry = _usual(link.role for link in links if link.quiet)
    main = _usual(link.role for link in links if link.index in scene.path)
    present = {link.role for link in links if not link.quiet or link.role is not telemetry}
    roles = [role for role in Role if role in present]
    for role in roles if len(roles) > 1 or telemetry or main else []:
        yield LegendEntry(role.value, box, role)
    if main:
        yield LegendEntry("main path", box, main, Sample.MAIN)
    if telemetry:
        yield LegendEntry("telemetry", box, telemetry, Sample.TELEMETRY)
    returning = _usual(link.role for link in links if link.returns)
    if returning:
        yield LegendEntry("returns data", box, returning, Sample.RETURN)
    if any(card.planned and not card.faded for card in scene.cards):
        yield LegendEntry("planned", box, None, Sample.PLANNED)
    numbers = [number for link in links for number in link.steps]
    if numbers:
        yield LegendEntry("step", box, None, Sample.BADGE, str(min(numbers)))
    for figure, meaning in scene.figures:
        yield LegendEntry(meaning, box, None, Sample.FIGURE, figure)


def _usual(roles: Iterable[Role]) -> Role | None:
    """The role that occurs most, the first of equal ones; None where there is none."""
    most = Counter(roles).most_common(1)
    return most[0][0] if most else None


def _sample_width(entry: LegendEntry) -> float:
    if entry.sample is Sample.FIGURE:
        return fonts.width(entry.example, LEGEND_SIZE, Weight.SEMIBOLD)
    if entry.sample is Sample.BADGE:
        return badge_width(entry.example)
    return LEGEND_CARD if entry.sample is Sample.PLANNED else LEGEND_SAMPLE
