"""One of a few arrangements, by what readers pay for it once its lines are routed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mlarch.draw.geometry import segments
from mlarch.draw.layout.channels import Grid
from mlarch.draw.layout.drawn import Drawn
from mlarch.draw.layout.effort import TRACKING
from mlarch.draw.layout.meetings import Part, crossings
from mlarch.draw.layout.option import PAGE, Option, late_start, too_wide
from mlarch.draw.layout.prices import BEND, CROSSING
from mlarch.draw.layout.problem import Problem
from mlarch.draw.layout.routing import Routing
from mlarch.draw.scene.values import every_panel

__all__ = ["drawn_best"]

_NOMINAL = (150.0, 68.0)  # all cards are so large for the choice: a longer name must not change it
_BACKWARD = 800.0  # for each link that runs left or up


def drawn_best(problem: Problem, found: Sequence[Option], headings: dict[str, float]) -> Drawn:
    """The picture of the best of the placements, with all lines and without words."""
    cards = problem.scene.cards
    sizes = [(card.width, card.height) for card in cards]
    if len(found) == 1:
        routing = _routing(problem, found[0], sizes, headings)
        routing.lay()
    else:
        tried = [_routing(problem, option, [_NOMINAL] * len(cards), headings) for option in found]
        for one in tried:
            one.lay()
        best = min(range(len(tried)), key=lambda number: _price(tried[number]))
        routing = _routing(problem, found[best], sizes, headings)
        routing.lay_as(tried[best])
    routing.lay_again()
    return _drawn(routing)


def _routing(
    problem: Problem,
    option: Option,
    sizes: Sequence[tuple[float, float]],
    headings: dict[str, float],
) -> Routing:
    """The nets of a placement, not laid yet."""
    panels = every_panel(problem.scene.panels)
    parents = {inner.id: panel.id for panel in panels for inner in panel.panels}
    return Routing(problem, Grid(option, sizes, parents, headings))


def _drawn(routing: Routing) -> Drawn:
    routing.problem.effort.left = TRACKING
    return Drawn(routing.grid, routing.nets, effort=routing.problem.effort)


def _price(routing: Routing) -> float:
    """Length, bends, crossings, flows that run backward, a late start, and the page, in pixels of line."""
    drawn, number = _drawn(routing), routing.problem.number
    total = 0.0
    parts: list[Part] = []
    for net in drawn.nets:
        for wire, path in zip(net.wires, net.paths, strict=True):
            points = drawn.points(net, path)
            stretches = segments(points)
            parts += [Part(net.number, stretch) for stretch in stretches]
            total += math.fsum(abs(x1 - x2) + abs(y1 - y2) for (x1, y1), (x2, y2) in stretches)
            total += BEND * (len(points) - 2)
            (x1, y1), (x2, y2) = (
                (drawn.boxes[number[end]] if end in number else drawn.frames[end]).center
                for end in (wire.source, wire.target)
            )
            dx, dy = x2 - x1, y2 - y1
            total += _BACKWARD * ((dx if abs(dx) >= abs(dy) else dy) < 0)
    width, height = drawn.grid.x.start[-1], drawn.grid.y.start[-1]
    first = (drawn.boxes[number[name]].center for name in routing.problem.scene.first)
    total += late_start([(x / width, y / height) for x, y in first])
    page = PAGE * math.sqrt(width * height) + too_wide(width)
    return total + CROSSING * crossings(parts) + page
