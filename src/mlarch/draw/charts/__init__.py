"""Charts of estimates in the style of the diagrams: one page for each design, light and dark in one file."""

from __future__ import annotations

from collections.abc import Sequence

from mlarch.draw.charts.funnels import funnels
from mlarch.draw.charts.loads import loads
from mlarch.draw.charts.moving import moved
from mlarch.draw.charts.page import MARGIN, WIDTH, Panel, title
from mlarch.draw.charts.sweeps import sweeps
from mlarch.draw.charts.waterfall import waterfall
from mlarch.draw.formats.canvas import Item, Picture
from mlarch.draw.formats.svg import to_svg
from mlarch.draw.formats.theme import Theme
from mlarch.estimate.engine import Estimate
from mlarch.estimate.entries import describe
from mlarch.estimate.sweep import Sweep

__all__ = ["PARTS", "Theme", "estimate_page", "svg", "sweep_page"]

PARTS = ("latency", "load", "funnel")
"""The charts of an estimate, from above."""


def svg(
    estimates: Sequence[Estimate],
    swept: Sequence[Sweep] = (),
    theme: Theme = Theme.AUTO,
    parts: Sequence[str] = PARTS,
) -> str:
    """All charts on one page, as SVG text; of each estimate those that `parts` names."""
    pages = [estimate_page(each, parts) for each in estimates] + [sweep_page(each) for each in swept]
    return to_svg(_stacked(pages), theme)


def estimate_page(estimate: Estimate, parts: Sequence[str] = PARTS) -> Picture:
    """The waterfalls, the loads and the funnel of one design, as far as `parts` names them."""
    items, y = title(estimate.name, _summary(estimate), MARGIN - 14)
    made: list[Panel] = []

    def put(panel: Panel | None) -> None:
        nonlocal y
        if panel is not None:
            group, y = panel.closed()
            items.append(group)
            made.append(panel)

    for entry in estimate.entries if "latency" in parts else ():
        put(waterfall(entry, y))
    if "load" in parts:
        put(loads(tuple(estimate.capacities.values()), y))
    if "funnel" in parts:
        needs = estimate.graph.architecture.requirements
        whole = needs.items.value if needs is not None and needs.items is not None else None
        put(funnels(estimate.funnel, whole, y))
    described = "; ".join(panel.heading for panel in made) or "no figures"
    return Picture(WIDTH, y + MARGIN - 18, tuple(items), f"{estimate.name}: estimate", described)


def sweep_page(sweep: Sweep) -> Picture:
    """The curves of one sweep."""
    ends = (
        f"{sweep.key} from {sweep.points[0].text} to {sweep.points[-1].text}" if sweep.points else sweep.key
    )
    items, y = title(sweep.name, ends, MARGIN - 14)
    for panel in sweeps(sweep, y):
        group, y = panel.closed()
        items.append(group)
    return Picture(WIDTH, y + MARGIN - 18, tuple(items), f"{sweep.name}: sweep of {sweep.key}", ends)


def _summary(estimate: Estimate) -> str:
    traffic, limit = estimate.traffic, estimate.limit
    words = []
    if traffic.average is not None and traffic.peak is not None:
        words.append(f"{traffic.average} on average, {traffic.peak} at peak")
    words += [f"{entry.at} {describe(entry)}" for entry in estimate.entries[:2] if entry.targets]
    if limit is not None:
        words.append(f"{limit.saturates} is full first")
    return " · ".join(words)


def _stacked(pages: Sequence[Picture]) -> Picture:
    """Pages one below the other."""
    if len(pages) == 1:
        return pages[0]
    items: list[Item] = []
    y = 0.0
    for page in pages:
        items += [moved(item, y) for item in page.items]
        y += page.height
    names = ", ".join(page.title for page in pages)
    return Picture(WIDTH, max(y, 2 * MARGIN), tuple(items), "Estimates", names)
