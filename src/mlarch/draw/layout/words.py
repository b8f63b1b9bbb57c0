"""Placing all labels of a picture, and making room where one finds none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import fsum

from mlarch.draw.geometry import Box, Point, segments
from mlarch.draw.layout.drawn import Drawn
from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.labels import Labels, needs
from mlarch.draw.layout.router import Net
from mlarch.draw.scene.values import Link, Scene, every_panel
from mlarch.records import dataclass

__all__ = ["place_labels"]

_WIDENINGS = 8
_MORE = 36.0  # by so much a stretch is made longer when its words have found no room again

_TAIL, _HEAD, _FROM_BORDER = 5.0, 15.0, 5.6  # between words and the ends of their line, and a border
_MOST = 40.0  # more than this is not given up for words that no border runs through


@dataclass(frozen=True, slots=True)
class _Speech:
    """The label of a link, which may stand beside any path of its net. `foreign` panels hold no end of it."""

    link: Link
    net: Net
    foreign: tuple[str, ...]


def place_labels(scene: Scene, drawn: Drawn, effort: Effort | None = None) -> Labels:
    """The labels by link. Where one finds no room, lines are set further apart and all are placed anew."""
    effort = effort or Effort()
    speeches = _speeches(scene, drawn.nets)
    tried: dict[int, int] = {}
    for turn in range(_WIDENINGS):
        lines = {net.number: [drawn.points(net, path) for path in net.paths] for net in drawn.nets}
        labels = Labels(
            drawn.boxes,
            list(drawn.headings.values()),
            list(drawn.frames.values()),
            {number: [part for path in paths for part in segments(path)] for number, paths in lines.items()},
            effort,
        )
        length = {number: _length(paths) for number, paths in lines.items()}
        for one in sorted(speeches, key=lambda one: (-tried.get(one.link.index, 0), length[one.net.number])):
            paths = lines[one.net.number]
            link = one.link
            foreign = [drawn.frames[name] for name in one.foreign]
            net = one.net.number
            labels.place(link.index, net, link.label_size, paths, returns=link.returns, foreign=foreign)
        struck = turn == 0 and _part_from_borders(drawn, speeches, labels)
        if not (labels.failed or struck) or turn == _WIDENINGS - 1 or effort.spent:
            break
        for one in speeches:
            if one.link.index in labels.failed:
                _make_room(drawn, one, lines[one.net.number], tried)
        drawn.resize()
    return labels


def _part_from_borders(drawn: Drawn, speeches: Sequence[_Speech], labels: Labels) -> bool:
    """Make room for the words beside upright lines that a border runs through; whether there are such."""
    found = False
    for one in speeches:
        box, ((x, start), (other, end)) = labels.boxes[one.link.index], labels.beside[one.link.index]
        if x == other and any(
            frame.overlaps(box) and not frame.contains(box) for frame in drawn.frames.values()
        ):
            found = _make_room_between(drawn, box, (start, end), returns=one.link.returns) or found
    return found


def _make_room_between(drawn: Drawn, box: Box, ends: tuple[float, float], *, returns: bool) -> bool:
    """Widen the lane in which words beside an upright line have most room between two borders."""
    low, high = min(ends), max(ends)
    tail, head = (_HEAD if returns else _TAIL), _HEAD
    if ends[0] > ends[1]:
        tail, head = head, tail
    borders = sorted(
        {y for frame in drawn.frames.values() for y in (frame.y, frame.bottom)
         if low < y < high and frame.x < box.right and box.x < frame.right}
    )  # fmt: skip
    wanted = []
    for above, below in pairwise([low, *borders, high]):
        room = (tail if above == low else _FROM_BORDER) + (head if below == high else _FROM_BORDER)
        wanted.append((box.height + room - (below - above), above, below))
    more, above, below = min(wanted)
    if not 0 < more < _MOST:
        return False
    starts = drawn.grid.y.start
    line = bisect_left(starts, above - 0.5) if above in borders else bisect_left(starts, below - 0.5) - 1
    drawn.extra[0, line] = drawn.extra.get((0, line), 0.0) + more
    return True


def _make_room(drawn: Drawn, one: _Speech, paths: Sequence[Sequence[Point]], tried: dict[int, int]) -> None:
    """The next way to make room for a label: each in turn, and then again with more."""
    ways = needs(one.link.label_size, paths, returns=one.link.returns)
    again, which = divmod(tried.get(one.link.index, 0), len(ways))
    tried[one.link.index] = tried.get(one.link.index, 0) + 1
    way = ways[which]
    path = one.net.paths[way.path]
    drawn.make_room(one.net, path, way.stretch, way.along + _MORE * again, way.across)


def _speeches(scene: Scene, nets: Sequence[Net]) -> list[_Speech]:
    """The label of each net that has words: those of its first link with some."""
    by_index = {link.index: link for link in scene.links}
    held = {
        panel.id: {*panel.all_cards, *(inner.id for inner in every_panel([panel]))}
        for panel in every_panel(scene.panels)
    }
    found = []
    for net in nets:
        link = next((link for wire in net.wires if (link := by_index[wire.key]).label_size[0]), None)
        if link is not None:
            ends = {wire.source for wire in net.wires} | {wire.target for wire in net.wires}
            found.append(_Speech(link, net, tuple(name for name in held if ends.isdisjoint(held[name]))))
    return found


def _length(paths: Sequence[Sequence[Point]]) -> float:
    return fsum(abs(x1 - x2) + abs(y1 - y2) for path in paths for (x1, y1), (x2, y2) in segments(path))
