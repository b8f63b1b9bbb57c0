"""The legend below a picture: a sample of every sign that occurs in it, and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlarch.draw.diagram import LegendEntry, Role, Sample
from mlarch.draw.geometry import Box
from mlarch.draw.scene.values import Scene
from mlarch.draw.text import fonts
from mlarch.draw.text.fonts import Weight
from mlarch.draw.text.metrics import LEGEND_CARD, LEGEND_GAP, LEGEND_SAMPLE, LEGEND_SIZE, badge_width

__all__ = ["legend_of"]

_BETWEEN, _ROW = 22.0, 22.0


def legend_of(scene: Scene, x: float, y: float, width: float) -> list[LegendEntry]:
    """The entries in rows of at most `width` pixels, from (x, y)."""
    placed: list[LegendEntry] = []
    left, top = x, y
    for entry in _entries(scene):
        wide = _sample_width(entry) + LEGEND_GAP + fonts.width(entry.text, LEGEND_SIZE)
        if left > x and left + wide > x + width:
            left, top = x, top + _ROW
        placed.append(replace(entry, box=Box(left, top, wide, 14)))
        left += wide + _BETWEEN
    return placed


def _entries(scene: Scene) -> Iterator[LegendEntry]:
    """What is explained: roles when more than one occurs, and everything that no word beside it explains."""
    box = Box(0, 0, 0, 0)
    present = {link.role for link in scene.links if not link.quiet or link.steps}
    quiet = [link.role for link in scene.links if link.quiet and not link.faded]
    roles = [role for role in Role if role in present]
    for role in roles if len(roles) > 1 or quiet else []:
        yield LegendEntry(role.value, box, role)
    for role in quiet[:1]:
        yield LegendEntry("telemetry", box, role, Sample.TELEMETRY)
    for link in [link for link in scene.links if link.returns][:1]:
        yield LegendEntry("returns data", box, link.role, Sample.RETURN)
    if any(card.planned for card in scene.cards):
        yield LegendEntry("planned", box, None, Sample.PLANNED)
    numbers = [number for link in scene.links for number in link.steps]
    if numbers:
        yield LegendEntry("step", box, None, Sample.BADGE, str(min(numbers)))
    for figure, meaning in scene.figures:
        yield LegendEntry(meaning, box, None, Sample.FIGURE, figure)


def _sample_width(entry: LegendEntry) -> float:
    if entry.sample is Sample.FIGURE:
        return fonts.width(entry.example, LEGEND_SIZE, Weight.SEMIBOLD)
    if entry.sample is Sample.BADGE:
        return badge_width(entry.example)
    return LEGEND_CARD if entry.sample is Sample.PLANNED else LEGEND_SAMPLE
