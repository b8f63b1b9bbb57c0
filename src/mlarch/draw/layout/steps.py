"""The steps of a scenario as a list: beside the picture where that is high, else below it in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mlarch.draw.diagram import Step, TextLine
from mlarch.draw.geometry import Box, bounds
from mlarch.draw.scene.values import Scene
from mlarch.draw.text import fonts
from mlarch.draw.text.fonts import Weight
from mlarch.draw.text.metrics import STEP_LINE, STEP_SIZE, badge_width

__all__ = ["list_steps", "steps_of"]

_COLUMN, _BETWEEN = 250.0, 28.0  # a column of the list, and the space beside it
_APART = 6.0  # between two steps
_HIGH = 1.1  # a picture with less width for its height than this has the list beside it


def steps_of(scene: Scene, ids: Mapping[int, str]) -> tuple[Step, ...]:
    """The steps in order, each with the line that it takes; `ids` are those of the lines by link."""
    walked = {number: link.index for link in scene.links for number in link.steps}
    names = {card.id: " ".join(card.name) for card in scene.cards}
    return tuple(
        Step(
            number,
            one.source,
            one.target,
            ids.get(walked.get(number, -1), ""),
            f"{names[one.source]} → {names[one.target]}" + (f": {one.words}" if one.words else ""),
        )
        for number, one in enumerate(scene.steps, start=1)
        if one.source in names and one.target in names
    )


def list_steps(steps: Sequence[Step], drawn: Box) -> tuple[tuple[Step, ...], Box]:
    """The steps with their lines of text in place, and the box around the picture `drawn` and the list."""
    if not steps:
        return (), drawn
    indent = max(badge_width(str(step.number)) for step in steps) + 7
    texts = [fonts.wrap(step.text, STEP_SIZE, Weight.REGULAR, _COLUMN - indent, 3) for step in steps]
    if drawn.width < _HIGH * drawn.height:
        left, top, columns = drawn.right + _BETWEEN, drawn.y, 1
    else:
        left, top = drawn.x, drawn.bottom + 24
        columns = max(1, min(len(steps), int((drawn.width + _BETWEEN) // (_COLUMN + _BETWEEN))))
    rows = -(-len(steps) // columns)
    placed: list[Step] = []
    for number, (step, lines) in enumerate(zip(steps, texts, strict=True)):
        x = left + number // rows * (_COLUMN + _BETWEEN) + indent
        y = top if number % rows == 0 else placed[-1].lines[-1].box.bottom + _APART
        rest = [
            TextLine(line, Box(x, y + place * STEP_LINE, fonts.width(line, STEP_SIZE), STEP_LINE))
            for place, line in enumerate(lines)
        ]
        placed.append(replace(step, lines=tuple(rest)))
    around = bounds([drawn, *(line.box for step in placed for line in step.lines)])
    return tuple(placed), around
