"""Room that nothing needs is taken out: everything moves up and to the left as far as others allow.

The slots of the grid are as wide as the most that stands in them anywhere. Once lines and words have their
places, only what lies side by side must keep a distance. Rows and columns of cards stay rows and columns, and
what is left of another thing stays left of it, so no line crosses another that it did not cross before. This
is compaction by constraint graphs (Lengauer, *Combinatorial Algorithms for Integrated Circuit Layout*, 1990).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mlarch.draw.geometry import Box
from mlarch.draw.geometry import Segment as Stretch
from mlarch.draw.layout.channels import INDENT
from mlarch.draw.layout.distances import Kind, Thing, distances
from mlarch.draw.layout.drawn import Drawn, End
from mlarch.draw.layout.effort import COMPACTING, Effort
from mlarch.draw.layout.prices import COLUMN, ROW
from mlarch.draw.layout.spacing import Rule, earliest, latest
from mlarch.draw.layout.tracks import Segment

__all__ = ["compacted"]


_PAGE = -1  # the place of the upper or left side of the page
_TAIL, _HEAD = 6.0, 14.0  # between words and the ends of their line
_SAME = 0.01  # nearer than this is the same place


def compacted(
    drawn: Drawn, labels: Mapping[int, Box], beside: Mapping[int, Stretch], effort: Effort | None = None
) -> dict[int, Box]:
    """Take out the room that nothing needs; the labels where they are then.

    `beside` says for each label, by the key of its wire, at which stretch it stands. Room is left on an axis
    for which the `effort` is not enough.
    """
    work = _Work(drawn, labels, beside)
    effort = effort or Effort(COMPACTING)
    for axis in (0, 1):
        if not effort.spent:
            _Axis(work, axis).run(effort)
    return work.labels


class _Work:
    """The picture while it is compacted: what every stretch of every net runs between."""

    def __init__(self, drawn: Drawn, labels: Mapping[int, Box], beside: Mapping[int, Stretch]) -> None:
        self.drawn = drawn
        self.labels = dict(labels)
        self.ends: tuple[dict[Segment, list[End]], dict[Segment, list[End]]] = ({}, {})
        self.label_at: dict[int, tuple[int, Segment]] = {}
        for net in drawn.nets:
            for path in net.paths:
                runs, first, last = drawn.runs(net, path)
                around = [first, *(End(trunk=segment) for _, segment in runs), last]
                for place, (axis, segment) in enumerate(runs):
                    self._touch(axis, segment, around[place])
                    self._touch(axis, segment, around[place + 2])
                for (axis, segment), end in ((runs[0], first), (runs[-1], last)):
                    if end.trunk is not None:
                        self._touch(1 - axis, end.trunk, End(trunk=segment))
            for wire in net.wires:
                if wire.key in beside:
                    own = [run for path in net.paths for run in drawn.runs(net, path)[0]]
                    self.label_at[wire.key] = self._found(own, beside[wire.key])

    def _touch(self, axis: int, segment: Segment, end: End) -> None:
        ends = self.ends[axis].setdefault(segment, [])
        if end not in ends:
            ends.append(end)

    def span(self, axis: int, segment: Segment) -> tuple[float, float]:
        """From where to where a stretch runs."""
        reached = [self.drawn.reach(axis, end) for end in self.ends[axis][segment]]
        return min(reached), max(reached)

    def _found(self, own: Sequence[tuple[int, Segment]], stretch: Stretch) -> tuple[int, Segment]:
        """The one of a net's segments that runs along a stretch."""
        (x1, y1), (x2, y2) = stretch
        axis = 0 if y1 == y2 else 1
        at, low, high = (y1, min(x1, x2), max(x1, x2)) if axis == 0 else (x1, min(y1, y2), max(y1, y2))
        for which, one in own:
            if which == axis and abs(one.at - at) < _SAME:
                start, end = self.span(axis, one)
                if start <= low + _SAME and high <= end + _SAME:
                    return axis, one
        raise LookupError(f"no line runs along {stretch}")


class _Axis:
    """One pass: level things up (axis 0), or upright ones to the left (axis 1)."""

    def __init__(self, work: _Work, axis: int) -> None:
        self.work, self.axis, self.drawn = work, axis, work.drawn
        lines = self.drawn.grid.y if axis == 0 else self.drawn.grid.x
        self.at = [lines.at(lines.middle(place)) for place in range(lines.count)]
        self.count = lines.count  # the first places are those of rows or columns
        least = (ROW if axis == 0 else COLUMN) / 2
        self.rules: list[Rule] = [
            (row, row + 1, min(least, after - before))
            for row, (before, after) in enumerate(pairwise(self.at))
        ]
        self.things: list[Thing] = []
        self.segments: dict[Segment, tuple[int, float]] = {}
        for card, box in enumerate(self.drawn.boxes):
            low, high = self._along(box)
            row = self.drawn.grid.cells[card][1 - axis]
            self.things.append(
                Thing(Kind.CARD, row, low - self.at[row], high - self.at[row], *self._across(box))
            )
        for segment in work.ends[axis]:
            middle = lines.gap_of[segment.line] < 0
            row = bisect_right(lines.first, segment.line) - 1 if middle else self._new(segment.at)
            self.segments[segment] = (row, segment.at - self.at[row])
            off = segment.at - self.at[row]
            start, end = work.span(axis, segment)
            self.things.append(Thing(Kind.LINE, row, off, off, start, end, segment.net))
        self.frames = {name: self._frame(name, box) for name, box in self.drawn.frames.items()}
        self.headings = {name: self._heading(name, box) for name, box in self.drawn.headings.items()}
        self.words = {key: self._label(key, box) for key, box in work.labels.items()}

    def _along(self, box: Box) -> tuple[float, float]:
        return (box.y, box.bottom) if self.axis == 0 else (box.x, box.right)

    def _across(self, box: Box) -> tuple[float, float]:
        return (box.x, box.right) if self.axis == 0 else (box.y, box.bottom)

    def _new(self, at: float) -> int:
        self.at.append(at)
        return len(self.at) - 1

    def _frame(self, name: str, box: Box) -> tuple[int, int]:
        """The places of the two borders of a panel."""
        low, high = self._along(box)
        first, last = self._new(low), self._new(high)
        self.things += [Thing(Kind.EDGE, place, 0.0, 0.0, *self._across(box)) for place in (first, last)]
        title = self.drawn.headings[name]
        least = title.width + 18 if self.axis == 1 else title.height + 28
        self.rules.append((first, last, min(high - low, least)))
        return first, last

    def _heading(self, name: str, box: Box) -> tuple[int, float]:
        low, high = self._along(box)
        first, last = self.frames[name]
        place, off = (first, low - self.at[first]) if self.axis == 0 else (self._new(low), 0.0)
        self.things.append(Thing(Kind.HEADING, place, off, off + high - low, *self._across(box)))
        if self.axis == 1:
            self.rules += [(first, place, min(INDENT, low - self.at[first])), (place, last, high - low + 6)]
        return place, off

    def _label(self, key: int, box: Box) -> tuple[int, float]:
        """The place of a label: with its line, or along it."""
        axis, segment = self.work.label_at[key]
        low, high = self._along(box)
        if axis == self.axis:
            place, _ = self.segments[segment]
        else:
            place = self._new(low)
            ends = sorted(
                (self.drawn.reach(axis, end), n) for n, end in enumerate(self.work.ends[axis][segment])
            )
            (begin, first), (finish, last) = ends[0], ends[-1]
            before, off = self._end_of(self.work.ends[axis][segment][first])
            self.rules.append((before, place, off + min(low - begin, _TAIL)))
            after, off = self._end_of(self.work.ends[axis][segment][last])
            self.rules.append((place, after, high - low + min(finish - high, _HEAD) - off))
        off = low - self.at[place]
        self.things.append(Thing(Kind.WORDS, place, off, off + high - low, *self._across(box)))
        return place, off

    def _end_of(self, end: End) -> tuple[int, float]:
        """The place that a stretch across ends at, and how far behind it."""
        if end.trunk is not None:
            return self.segments[end.trunk]
        if end.card is None:
            return self.frames[end.panel][end.forward], 0.0
        row = self.drawn.grid.cells[end.card][1 - self.axis]
        return row, self._along(self.drawn.boxes[end.card])[end.forward] - self.at[row]

    def run(self, effort: Effort) -> None:
        """Move everything, unless finding the distances takes more than the effort: some would be missing."""
        self.rules += distances(self.things, self.at, self.axis, effort)
        if effort.spent:
            return
        for segment, (place, off) in self.segments.items():
            for end in self.work.ends[self.axis][segment]:
                if end.panel and end.trunk is None:
                    self._within(end.panel, segment, place, off)
        rules = [rule for rule in self.rules if rule[0] != rule[1]]
        order = sorted(range(len(self.at)), key=lambda place: self.at[place])
        start = [(_PAGE, one.place, -one.low) for one in self.things]
        found = earliest([*start, *rules], order, {_PAGE: 0.0})
        fixed = {place: found.get(place, self.at[place]) for place in range(self.count)}
        fixed |= {last: found[last] for _, last in self.frames.values()}
        late = latest(rules, order, fixed)
        fixed |= {first: late.get(first, found[first]) for first, _ in self.frames.values()}
        early = earliest(rules, order, fixed)
        fixed |= {place: early[place] for place, _ in self.headings.values()}
        early, late = earliest(rules, order, fixed), latest(rules, order, fixed)
        fixed |= {
            place: (early[place] + late[place]) / 2 for place in order if place in early and place in late
        }
        fixed = {**found, **earliest(rules, order, latest(rules, order, fixed))}
        self.at = [fixed[place] for place in range(len(self.at))]
        self._write()

    def _within(self, panel: str, segment: Segment, place: int, off: float) -> None:
        """A line that ends at a panel's border stays inside its height or width."""
        first, last = self.frames[panel]
        self.rules.append((first, place, min(12.0, segment.at - self.at[first]) - off))
        self.rules.append((place, last, min(12.0, self.at[last] - segment.at) + off))

    def _write(self) -> None:
        drawn, grid = self.drawn, self.drawn.grid
        for card, box in enumerate(drawn.boxes):
            row = grid.cells[card][1 - self.axis]
            low = self.at[row] - (box.height if self.axis == 0 else box.width) / 2
            drawn.boxes[card] = self._moved(box, low)
        for name, (first, last) in self.frames.items():
            box = self._moved(drawn.frames[name], self.at[first])
            size = self.at[last] - self.at[first]
            drawn.frames[name] = (
                Box(box.x, box.y, box.width, size) if self.axis == 0 else Box(box.x, box.y, size, box.height)
            )
        for name, (place, off) in self.headings.items():
            drawn.headings[name] = self._moved(drawn.headings[name], self.at[place] + off)
        for key, (place, off) in self.words.items():
            self.work.labels[key] = self._moved(self.work.labels[key], self.at[place] + off)
        for segment, (place, off) in self.segments.items():
            segment.at = self.at[place] + off

    def _moved(self, box: Box, low: float) -> Box:
        return (
            Box(box.x, low, box.width, box.height)
            if self.axis == 0
            else Box(low, box.y, box.width, box.height)
        )
