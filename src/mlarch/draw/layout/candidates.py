"""The arrangements of a page that are worth routing, found without their routes.

Where panels stand is decided without the cards that hang on a single other one: one more of these, the
commonest edit of a spec, then leaves the page as it is. Pages of several shapes are tried, for what a page of
cells costs says little about the crossings of its lines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from mlarch.draw.layout.insides import options
from mlarch.draw.layout.option import Option, late_start
from mlarch.draw.layout.placement import Placement
from mlarch.draw.layout.plan import Packing
from mlarch.draw.layout.problem import Problem
from mlarch.draw.layout.refine import refined
from mlarch.draw.scene.values import Panel, Scene, every_panel

__all__ = ["candidates"]

_SHAPES = (0.6, 0.8, 1.0)  # of the pages tried, as shares of the shape that is wanted
_PLANS = 2  # for each shape
_TRIED = 3  # of all of these are refined
_ROUTED = 2  # of those are routed in any case
_CLOSE = 1.11  # one more is routed where its cells cost at most so many times the cheapest: others hardly win
_SMALL = 20  # with so many cards at most, all are routed
_LARGE = 70  # with more cards than this, one page is tried


def candidates(problem: Problem) -> list[Option]:
    """A few arrangements of all cards, the cheapest first."""
    wanted, large = problem.aspect, len(problem.scene.cards) > _LARGE
    shapes = [wanted] if large or problem.scene.direction is not None else [wanted * s for s in _SHAPES]
    core = problem if large else Problem(_without_leaves(problem), problem.reach, problem.effort)
    choices = [options(problem, block) for block in problem.blocks]
    of_core = choices if core is problem else [options(core, block) for block in core.blocks]
    page, of_page = Packing(problem, problem.blocks, choices), Packing(core, core.blocks, of_core)
    found: list[tuple[float, Option]] = []
    for shape in shapes:
        page.aspect = of_page.aspect = shape
        plans = of_page.best(1 if large else _PLANS)
        if core is not problem:
            plans = [page.fitted(plan) for plan in plans]
        found += [(shape, page.settled(plan)) for plan in plans]
    better = []
    for _, shape, option in _cheapest(problem, found)[:_TRIED]:
        problem.aspect = shape
        better.append((shape, refined(problem, option)))
    problem.aspect = wanted
    ranked = _cheapest(problem, better)
    dearest = _CLOSE * ranked[0][0] if len(problem.scene.cards) > _SMALL else math.inf
    close = (option for cost, _, option in ranked[_ROUTED:] if cost <= dearest)
    return [*(option for _, _, option in ranked[:_ROUTED]), *close]


def _cheapest(problem: Problem, found: Sequence[tuple[float, Option]]) -> list[tuple[float, float, Option]]:
    """Different placements with what they cost on a page of the middle shape, and the shape of their own."""
    if len(found) == 1:
        return [(0.0, *found[0])]
    wanted = problem.aspect
    problem.aspect = wanted * (1.0 if problem.scene.direction else _SHAPES[1])
    ranked: dict[tuple[tuple[int, tuple[int, int]], ...], tuple[float, int, float, Option]] = {}
    for shape, option in found:
        cells = tuple(sorted(option.cells.items()))
        if cells not in ranked:
            first = (option.cells[problem.number[name]] for name in problem.scene.first)
            start = late_start([((c + 0.5) / option.wide, (r + 0.5) / option.high) for c, r in first])
            cost = Placement(problem, option).cost() + start
            ranked[cells] = (cost, len(ranked), shape, option)
    problem.aspect = wanted
    ordered = sorted(ranked.values(), key=lambda one: one[:2])
    return [(cost, shape, option) for cost, _, shape, option in ordered]


def _without_leaves(problem: Problem) -> Scene:
    """The scene without the cards that are linked to one other at most; every panel keeps one card."""
    scene = problem.scene
    inside = scene.inside
    leaves = {
        card.id
        for card, links in zip(scene.cards, problem.links, strict=True)
        if len({other for other, _ in links}) <= 1
    }
    leaves -= {card.id for card in scene.free_cards}
    for panel in every_panel(scene.panels):
        if panel.id in inside and leaves.issuperset(inside[panel.id]):
            leaves.discard(inside[panel.id][0])

    def cut(panel: Panel) -> Panel:
        cards = tuple(card for card in panel.cards if card not in leaves)
        return replace(panel, cards=cards, panels=tuple(cut(inner) for inner in panel.panels))

    return replace(
        scene,
        cards=tuple(card for card in scene.cards if card.id not in leaves),
        panels=tuple(cut(panel) for panel in scene.panels),
        links=tuple(link for link in scene.links if leaves.isdisjoint((link.source, link.target))),
        first=tuple(name for name in scene.first if name not in leaves),
    )
