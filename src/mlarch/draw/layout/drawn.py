"""Sizes last: from cells, paths and tracks to boxes and lines in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import fsum

from mlarch.draw.geometry import Box, Point, corners
from mlarch.draw.layout.channels import HEADING, INDENT, SHIFTED, Grid
from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.router import Net
from mlarch.draw.layout.search import Path
from mlarch.draw.layout.tracks import Cluster, Segment, Tracks
from mlarch.records import dataclass

__all__ = ["Drawn", "End"]

_APART = 15.0  # between two tracks, where there is room
_CLOSEST = 12.0
_SIDE = 10.0  # from the outermost track of a lane to its border
_BESIDE = 8.0  # from a heading to a line that passes it on the right
_CORNER = 9.0  # a card's side is kept clear of lines so far from its corners


@dataclass(frozen=True, slots=True)
class End:
    """What a path ends at: the side of a card or of a panel, `forward` the right or lower one, or a trunk."""

    card: int | None = None
    panel: str = ""
    trunk: Segment | None = None
    forward: bool = False


class Drawn:
    """The picture of a placement and its routed nets.

    `extra` widens a line's slot (by axis and line) beyond what cards and tracks need, for words. `boxes` are
    the places of the cards, `frames` and `headings` those of the panels by name.
    """

    def __init__(self, grid: Grid, nets: Sequence[Net], effort: Effort | None = None) -> None:
        self.grid = grid
        self.nets = nets
        self.tracks = Tracks(grid, nets, effort)
        self.extra: dict[tuple[int, int], float] = {}
        self.ports = self._ports()
        self.sizes = list(grid.sizes)
        self.boxes: list[Box] = []
        self.frames: dict[str, Box] = {}
        self.headings: dict[str, Box] = {}
        self.resize()

    def _ports(self) -> dict[int, list[tuple[int, Cluster]]]:
        """The clusters that end at each card, with their axis."""
        found: dict[int, list[tuple[int, Cluster]]] = {}
        for axis in (0, 1):
            for line, clusters in self.tracks.clusters[axis].items():
                for cluster in clusters:
                    for card in self._cards(axis, line, cluster):
                        found.setdefault(card, []).append((axis, cluster))
        return found

    def _cards(self, axis: int, line: int, cluster: Cluster) -> list[int]:
        """The cards at which segments of a cluster end."""
        width = self.grid.columns
        found: dict[int, None] = {}
        for segment in (segment for track in cluster for segment in track):
            for place in (segment.low, segment.high):
                card = self.grid.card_at.get(line * width + place if axis == 0 else place * width + line)
                if card is not None:
                    found[card] = None
        return list(found)

    def _grown(self, card: int) -> tuple[float, float]:
        """The size of a card, larger where more lines end at a side than fit there."""
        needs = [0.0, 0.0]
        for axis, cluster in self.ports.get(card, ()):
            needs[axis] = max(needs[axis], fsum(_gaps(axis, cluster, _CLOSEST, _CORNER)))
        wide, high = self.grid.sizes[card]
        return max(wide, needs[1]), max(high, needs[0])

    def resize(self) -> None:
        """Work out the width of every slot, and from that where everything is."""
        grid = self.grid
        self.sizes = [self._grown(card) for card in range(len(self.sizes))]
        for axis, lines in ((1, grid.x), (0, grid.y)):
            clusters = self.tracks.clusters[axis]
            for gap in range(lines.count + 1):
                for lane in range(lines.lanes(gap)):
                    line = lines.line(gap, lane)
                    need = max(
                        (fsum(_gaps(axis, one, _APART, _SIDE)) for one in clusters.get(line, ())), default=0.0
                    )
                    lines.size[line] = max(lines.least(gap, lane), need + lines.before[line])
            for place in range(lines.count):
                line = lines.middle(place)
                lines.size[line] = self._middle(axis, place, line)
            for (which, line), more in self.extra.items():
                if which == axis:
                    lines.size[line] += more
            lines.place()
        for axis in (0, 1):
            for line, found in sorted(self.tracks.clusters[axis].items()):
                for cluster in found:
                    self._spread(axis, line, cluster)
        self._settle()

    def _middle(self, axis: int, place: int, line: int) -> float:
        """The width of a column (axis 1) or the height of a row (axis 0)."""
        which = 0 if axis == 1 else 1
        needs = [self.sizes[card][which] for card, cell in self.grid.cells.items() if cell[which] == place]
        needs += [
            fsum(_gaps(axis, one, _CLOSEST, _CORNER)) for one in self.tracks.clusters[axis].get(line, ())
        ]
        return max([*needs, 48.0 if axis == 0 else 120.0])

    def _spread(self, axis: int, line: int, cluster: Cluster) -> None:
        """Set the tracks of a cluster side by side around the middle of their line's band."""
        lines = self.grid.y if axis == 0 else self.grid.x
        low, high = lines.band(line)
        room = min([high - low, *(self.sizes[card][1 - axis] for card in self._cards(axis, line, cluster))])
        tight, wide = _gaps(axis, cluster, _CLOSEST, _CORNER), _gaps(axis, cluster, _APART, _CORNER)
        gaps = wide
        if fsum(wide) > room:
            loose = fsum(wide) - fsum(tight)
            share = max(0.0, room - fsum(tight)) / loose if loose else 0.0
            gaps = [a + (b - a) * share for a, b in zip(tight, wide, strict=True)]
        at = (low + high - fsum(gaps)) / 2
        beside = self._beside_heading(line, cluster) if axis == 1 else 0.0
        if at + gaps[0] < beside:
            at = min(beside - gaps[0], (low + high + room) / 2 - fsum(gaps))
        for gap, track in zip(gaps, cluster, strict=False):
            at += gap
            for segment in track:
                segment.at = at

    def _beside_heading(self, line: int, cluster: Cluster) -> float:
        """The least x of lines down to the first card below a heading that they pass on the right."""
        grid = self.grid
        found = 0.0
        for name, wide in grid.headings.items() if grid.x.gap_of[line] < 0 else ():
            left, _, top, _ = grid.spans[name]
            if wide > SHIFTED or line != grid.x.middle(grid.rects[name][0]):
                continue
            start = self._beside_lanes(left, line, top)
            if any(one.low < top <= one.high for track in cluster for one in track):
                found = max(found, grid.x.start[left] + start + wide + _BESIDE)
        return found

    def _beside_lanes(self, left: int, middle: int, top: int) -> float:
        """How far from its panel's border a heading stands: right of lines down through the lanes there."""
        places = [
            one.at
            for lane in range(left, middle)
            for one in self.tracks.lines[1].get(lane, ())
            if one.low < top <= one.high
        ]
        return max([INDENT, *(at - self.grid.x.start[left] + _BESIDE for at in places)])

    def stretches(self, path: Path) -> list[tuple[int, int, int, int]]:
        """The straight stretches of a path: axis, line, and from which crossing line to which it runs."""
        width = self.grid.columns
        found: list[tuple[int, int, int, int]] = []
        for a, b in pairwise(path):
            axis = 0 if abs(a - b) == 1 else 1
            line, start, end = a // width, a % width, b % width
            if axis == 1:
                line, start, end = a % width, a // width, b // width
            if found and found[-1][0] == axis:
                start = found.pop()[2]
            found.append((axis, line, start, end))
        return found

    def make_room(self, net: Net, path: Path, stretch: int, along: float, across: float) -> None:
        """Widen slots so that words fit beside a stretch of a path: `along` it, and `across` beside it."""
        axis, line, start, end = self.stretches(path)[stretch]
        width = self.grid.columns
        low, high = min(start, end), max(start, end)
        vertex = line * width + low if axis == 0 else low * width + line
        self.tracks.of[net.number, axis, vertex].words = across
        if along:
            other = self.grid.x if axis == 0 else self.grid.y
            inner = [i for i in range(low + 1, high) if other.gap_of[i] >= 0]
            lanes = inner or [i for i in (low, high) if other.gap_of[i] >= 0]
            key = (1 - axis, min(lanes, key=lambda i: (other.size[i], i)))
            self.extra[key] = self.extra.get(key, 0.0) + along * (1 if inner else 2)

    def _settle(self) -> None:
        """Where cards, panels and headings are, from the slots: a card in the middle of its cell."""
        grid = self.grid
        self.boxes = []
        for card, (wide, high) in enumerate(self.sizes):
            c, r = grid.cells[card]
            x, y = grid.x.at(grid.x.middle(c)), grid.y.at(grid.y.middle(r))
            self.boxes.append(Box(x - wide / 2, y - high / 2, wide, high))
        frames = {name: grid.frame(name) for name in grid.panels}
        self.frames = {
            name: Box(left, top, right - left, bottom - top)
            for name, (left, top, right, bottom) in frames.items()
        }
        self.headings = {name: self._heading(name, wide) for name, wide in grid.headings.items()}

    def _heading(self, name: str, wide: float) -> Box:
        """The place of a panel's heading: as far left as no line runs through it."""
        frame = self.frames[name]
        first, last, line, _ = self.grid.spans[name]
        start = frame.x + INDENT
        for x in sorted(
            segment.at
            for column in range(first, last + 1)
            for segment in self.tracks.lines[1].get(column, ())
            if segment.low < line <= segment.high
        ):
            if start - 6 < x < start + wide + 6 and x + _BESIDE + wide <= frame.right - 6:
                start = x + _BESIDE
        return Box(start, frame.y + 7, min(wide, frame.right - start - 6), HEADING - 7)

    def runs(self, net: Net, path: Path) -> tuple[list[tuple[int, Segment]], End, End]:
        """The stretches of a path with their axis, one after the other, and what is at its two ends."""
        found: list[tuple[int, Segment]] = []
        for a, b in pairwise(path):
            axis = 0 if abs(a - b) == 1 else 1
            segment = self.tracks.of[net.number, axis, min(a, b)]
            if not found or found[-1][1] is not segment:
                found.append((axis, segment))
        return found, self._end(net, path[0], path[1]), self._end(net, path[-1], path[-2])

    def _end(self, net: Net, vertex: int, towards: int) -> End:
        """What a path ends at: a card or a panel, or the trunk of its net."""
        forward = towards > vertex
        card = self.grid.card_at.get(vertex)
        if card is not None:
            return End(card=card, forward=forward)
        level = abs(vertex - towards) == 1
        for at in (vertex, vertex - (self.grid.columns if level else 1)):
            trunk = self.tracks.of.get((net.number, 1 if level else 0, at))
            if trunk is not None:
                return End(trunk=trunk)
        return End(panel=self.grid.panels[self.grid.panel_of[vertex] - 1], forward=forward)

    def reach(self, axis: int, end: End) -> float:
        """How far a stretch along an axis (0 level, 1 upright) runs at one of its ends."""
        if end.trunk is not None:
            return end.trunk.at
        box = self.frames[end.panel] if end.card is None else self.boxes[end.card]
        if axis == 0:
            return box.right if end.forward else box.x
        return box.bottom if end.forward else box.y

    def points(self, net: Net, path: Path) -> tuple[Point, ...]:
        """A path as the corners of a line, from border to border."""
        runs, first, last = self.runs(net, path)
        along = [self.reach(runs[0][0], first), *(segment.at for _, segment in runs)]
        along.append(self.reach(runs[-1][0], last))
        # Each corner lies on two stretches; each end on one, and as far along it as what it ends at.
        points = [_point(runs[0][0], along[0], along[1])]
        points += [_point(axis, after.at, one.at) for (axis, one), (_, after) in pairwise(runs)]
        points.append(_point(runs[-1][0], along[-1], along[-2]))
        return tuple(corners(points))


def _point(axis: int, along: float, across: float) -> Point:
    return (along, across) if axis == 0 else (across, along)


def _gaps(axis: int, cluster: Cluster, apart: float, side: float) -> list[float]:
    """The distances before, between and behind the tracks of a cluster, words included."""
    words = [max((segment.words for segment in track), default=0.0) for track in cluster]
    gaps = [side, *([apart] * (len(cluster) - 1)), side]
    for track, need in enumerate(words):
        # Words stand before a level segment, and behind an upright one.
        place = track if axis == 0 else track + 1
        gaps[place] = max(gaps[place], need)
    return gaps
