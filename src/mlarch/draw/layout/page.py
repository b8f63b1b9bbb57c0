"""From a scene and its layout to a diagram: title block above, legend below, margins around."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from mlarch.draw.diagram import (
    Diagram,
    End,
    Label,
    Line,
    PlacedCard,
    PlacedPanel,
    Role,
    Step,
    TextLine,
    TitleBlock,
    line_ids,
)
from mlarch.draw.geometry import Box
from mlarch.draw.layout.layout import Layout
from mlarch.draw.layout.layout import Line as Route
from mlarch.draw.layout.legend import legend_of
from mlarch.draw.layout.rows import in_rows
from mlarch.draw.layout.steps import list_steps, steps_of
from mlarch.draw.scene.values import Card, Link, Panel, Scene, Title
from mlarch.draw.text import fonts
from mlarch.draw.text.fonts import Weight
from mlarch.draw.text.metrics import CHIP_SIZE, SUMMARY_SIZE, TITLE_SIZE, numbers

__all__ = ["to_diagram"]

_MARGIN = 24.0
_NARROWEST = 440.0
_WIDEST_SUMMARY = 860.0
_CHIPS_APART = 40.0  # between the name and the figures on its line


def to_diagram(scene: Scene, layout: Layout) -> Diagram:
    """Put everything in its place, in pixels from the top left of the page."""
    drawn = layout.drawn
    ids = line_ids(tuple((link.source, link.arrow, link.target) for link in scene.links))
    path = scene.path
    heavier = (replace(link, main=link.index in path) for link in scene.links)
    by_index = {link.index: (name, link) for name, link in zip(ids, heavier, strict=True)}
    listed, drawn = list_steps(steps_of(scene, {key: name for key, (name, _) in by_index.items()}), drawn)
    width = max(drawn.width, _NARROWEST)
    title, title_height = _title(scene.title, width)
    dx = _MARGIN - drawn.x + max(0.0, (width - drawn.width) / 2)
    dy = _MARGIN + title_height - drawn.y
    top = dy + drawn.bottom + 18
    cards = [card for card in scene.cards if card.id in layout.cards]
    legend = legend_of(_shown(scene, layout, cards), _MARGIN, top, width)
    bottom = max((entry.box.bottom + 8 for entry in legend), default=top - 18)
    walked = {number: name for name, link in by_index.values() for number in link.steps}
    bundles = {bundle: number for number, bundle in enumerate(dict.fromkeys(x.bundle for x in scene.links))}
    return Diagram(
        width=float(math.ceil(width + 2 * _MARGIN)),
        height=float(math.ceil(bottom + _MARGIN - 8)),
        title=title,
        cards=tuple(_card(card, layout.cards[card.id].moved(dx, dy)) for card in cards),
        panels=tuple(_panels(scene.panels, layout, dx, dy)),
        lines=tuple(
            _line(line, *by_index[line.link], bundles[by_index[line.link][1].bundle], dx, dy)
            for line in layout.lines
        ),
        labels=(
            *(_words(*by_index[index], box.moved(dx, dy)) for index, box in sorted(layout.labels.items())),
            *(
                Label(walked[steps[0]], box.moved(dx, dy), number=numbers(steps))
                for steps, box in sorted(layout.badges.items())
            ),
        ),
        legend=tuple(legend),
        steps=tuple(_step(step, dx, dy) for step in listed),
        description=scene.description,
        icons=tuple({card.icon.key: card.icon for card in cards}.values()),
    )


def _shown(scene: Scene, layout: Layout, cards: Sequence[Card]) -> Scene:
    """The scene without what the layout leaves out."""
    drawn = {line.link for line in layout.lines}
    return replace(
        scene, cards=tuple(cards), links=tuple(link for link in scene.links if link.index in drawn)
    )


def _step(step: Step, dx: float, dy: float) -> Step:
    return replace(step, lines=tuple(replace(line, box=line.box.moved(dx, dy)) for line in step.lines))


def _title(title: Title, width: float) -> tuple[TitleBlock, float]:
    """The title block and its height with the gap below; figures stand beside the name, else below."""
    y = _MARGIN
    name, summary = [], []
    for line in fonts.wrap(title.name, TITLE_SIZE, Weight.BOLD, width, 2):
        name.append(TextLine(line, Box(_MARGIN, y, fonts.width(line, TITLE_SIZE, Weight.BOLD), 26)))
        y += 26
    wide = min(width, _WIDEST_SUMMARY)
    for line in fonts.wrap(title.summary, SUMMARY_SIZE, Weight.REGULAR, wide, 3, balance=True):
        summary.append(TextLine(line, Box(_MARGIN, y, fonts.width(line, SUMMARY_SIZE), 18)))
        y += 18
    chips = _chips(title.figures, _MARGIN, y + 12, width) if title.figures else []
    long = chips[-1].box.right - _MARGIN if chips else 0.0
    if len(name) == 1 and name[0].box.width + _CHIPS_APART + long <= width and _on_one_line(chips):
        chips = _chips(title.figures, _MARGIN + width - long, _MARGIN + 1, long)
    elif chips:
        y = chips[-1].box.bottom
    return TitleBlock(tuple(name), tuple(summary), tuple(chips)), y - _MARGIN + 20


def _on_one_line(chips: Sequence[TextLine]) -> bool:
    return all(chip.box.y == chips[0].box.y for chip in chips)


def _chips(figures: Sequence[str], left: float, y: float, width: float) -> list[TextLine]:
    """The figures in rows of at most `width` pixels, from (left, y)."""
    widths = [fonts.width(figure, CHIP_SIZE, Weight.SEMIBOLD) + 20 for figure in figures]
    boxes = in_rows(widths, 24, (left, y), width, apart=8, step=30)
    return [TextLine(figure, box) for figure, box in zip(figures, boxes, strict=True)]


def _card(card: Card, box: Box) -> PlacedCard:
    return PlacedCard(
        id=card.id,
        name=card.name,
        tech=card.tech,
        figures=card.figures,
        icon=card.icon.key,
        plane=card.plane,
        box=box,
        description=card.description,
        link=card.link,
        planned=card.planned,
        faded=card.faded,
        node_class=card.node_class,
    )


def _panels(
    panels: Sequence[Panel], layout: Layout, dx: float, dy: float, parent: str = ""
) -> list[PlacedPanel]:
    """Each panel and then those inside it."""
    found = []
    for panel in panels:
        if panel.id not in layout.panels:
            continue
        box, heading = layout.panels[panel.id].moved(dx, dy), layout.headings[panel.id].moved(dx, dy)
        found.append(PlacedPanel(panel.id, panel.name, panel.plane, box, heading, panel.cards, parent))
        found += _panels(panel.panels, layout, dx, dy, panel.id)
    return found


def _line(route: Route, name: str, link: Link, bundle: int, dx: float, dy: float) -> Line:
    end = End.DIAMOND if link.role is Role.DEPLOYMENT else End.ARROW
    return Line(
        id=name,
        flows=link.merged or (link.index,),
        source=link.source,
        target=link.target,
        role=link.role,
        points=tuple((x + dx, y + dy) for x, y in route.points),
        start=End.JOINT if route.from_joint else End.NONE,
        end=End.JOINT if route.to_joint else end,
        bundle=bundle,
        plane=link.plane,
        quiet=link.quiet,
        main=link.main,
        returns=link.returns,
        faded=link.faded,
        steps=link.steps,
        description=link.description,
    )


def _words(name: str, link: Link, box: Box) -> Label:
    return Label(name, box, link.sent, link.returned)
