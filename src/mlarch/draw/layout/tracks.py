"""Tracks: flows that share a line of the grid are set side by side, in the order that crosses least.

Each net's stretches along a line are its segments. Two segments of different nets that meet on a line must
not lie on each other; which one stands left follows from where the two paths part (as in Wybrow, Marriott and
Stuckey, *Orthogonal connector routing*, 2009). Segments that do not meet may share a track.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import TypeAlias

from mlarch.draw.layout.channels import Grid
from mlarch.draw.layout.effort import TRACKING, Effort
from mlarch.draw.layout.router import Net
from mlarch.draw.layout.search import Path, turn
from mlarch.records import dataclass

__all__ = ["Cluster", "Segment", "Tracks"]


@dataclass(slots=True, eq=False)
class Segment:
    """A straight stretch of a net along a line, from crossing line `low` to `high`.

    `at` is its place in pixels, `words` the room that a label needs above it (level) or right of it.
    """

    net: int
    line: int
    low: int
    high: int
    track: int = 0
    at: float = 0.0
    words: float = 0.0


Cluster: TypeAlias = list[list[Segment]]
"""Segments of one line that meet, directly or by others, by track."""


class Tracks:
    """The segments of all nets with a track each.

    `of` finds the segment of a stretch: by net, axis (0 level, 1 upright) and the vertex where it begins.
    `along` finds the paths on an edge by the same: each path, the place of that vertex in it, and 1 where it
    runs on from there, -1 where it comes from the other end. `clusters[axis][line]` are the clusters of a
    line. When the `effort` is spent, segments take the first free track in the order of their places.
    """

    def __init__(self, grid: Grid, nets: Sequence[Net], effort: Effort | None = None) -> None:
        self.grid = grid
        self.of: dict[tuple[int, int, int], Segment] = {}
        self.lines: tuple[dict[int, list[Segment]], dict[int, list[Segment]]] = ({}, {})
        self.along: dict[tuple[int, int, int], list[tuple[Path, int, int]]] = {}
        self.effort = effort or Effort(TRACKING)
        for net in nets:
            self._cut(net)
        self.clusters: tuple[dict[int, list[Cluster]], dict[int, list[Cluster]]] = ({}, {})
        for axis in (0, 1):
            for line, segments in self.lines[axis].items():
                cards = self._cards_on(axis, line)
                self.clusters[axis][line] = [self._assign(axis, those) for those in _meeting(segments, cards)]

    def _cards_on(self, axis: int, line: int) -> set[int]:
        """The crossing lines at which a card stands on a line: what ends at its two sides does not meet."""
        width = self.grid.columns
        places = (
            (v // width, v % width) if axis == 0 else (v % width, v // width) for v in self.grid.card_at
        )
        return {place for on, place in places if on == line}

    def _cut(self, net: Net) -> None:
        """The maximal straight stretches of a net."""
        width = self.grid.columns
        edges: tuple[dict[int, set[int]], dict[int, set[int]]] = ({}, {})
        for path in net.paths:
            for place, (a, b) in enumerate(pairwise(path)):
                low, axis = min(a, b), 0 if abs(a - b) == 1 else 1
                here = (path, place, 1) if a < b else (path, place + 1, -1)
                self.along.setdefault((net.number, axis, low), []).append(here)
                if axis == 0:
                    edges[0].setdefault(low // width, set()).add(low % width)
                else:
                    edges[1].setdefault(low % width, set()).add(low // width)
        for axis in (0, 1):
            for line, places in sorted(edges[axis].items()):
                run: list[int] = []
                for place in [*sorted(places), -1]:
                    if run and place != run[-1] + 1:
                        segment = Segment(net.number, line, run[0], run[-1] + 1)
                        self.lines[axis].setdefault(line, []).append(segment)
                        for at in run:
                            vertex = line * width + at if axis == 0 else at * width + line
                            self.of[net.number, axis, vertex] = segment
                        run = []
                    run.append(place)

    def _assign(self, axis: int, segments: list[Segment]) -> Cluster:
        """A track for every segment of a cluster: the longest chain of segments that must stand before it."""
        count = len(segments)
        after: list[list[int]] = [[] for _ in range(count)]
        before: list[list[int]] = [[] for _ in range(count)]
        for i, one in enumerate(segments):
            for j in range(i + 1, count):
                if segments[j].low > one.high:
                    break
                if self.effort.spent:
                    return _in_order(segments)
                self.effort.spend(1)
                a, b = (i, j) if self._side(axis, one, segments[j]) < 0 else (j, i)
                after[a].append(b)
                before[b].append(a)
        left = [len(those) for those in before]
        waiting = set(range(count))
        heap = sorted((left[i], i) for i in waiting)
        while waiting:
            number, chosen = heappop(heap)
            if chosen not in waiting or number != left[chosen]:
                continue
            waiting.remove(chosen)
            for other in waiting.intersection(after[chosen]):
                left[other] -= 1
                heappush(heap, (left[other], other))
            # What should stand before it and waits is in a circle with it: the two stand apart all the same.
            for other in waiting.intersection(after[chosen] + before[chosen]):
                segments[other].track = max(segments[other].track, segments[chosen].track + 1)
        return _by_track(segments)

    def _side(self, axis: int, one: Segment, two: Segment) -> int:
        """-1 when `one` stands left of (above) `two`, 1 when right of (below) it."""
        if one.net == two.net:
            return -1 if one.low <= two.low else 1
        low, high = max(one.low, two.low), min(one.high, two.high)
        if low == high:
            return self._touching(axis, one, two, low)
        width = self.grid.columns
        at = (low + high - 1) // 2
        u = one.line * width + at if axis == 0 else at * width + one.line
        for p in self.along[one.net, axis, u]:
            for q in self.along[two.net, axis, u]:
                found = self._order(p, q, p[2] if one.net < two.net else q[2])
                if found:
                    # Left of a path that runs east is above it; left of one that runs south is right of it.
                    return found if axis == 0 else -found
        return -1 if one.net < two.net else 1

    def _order(self, one: tuple[Path, int, int], two: tuple[Path, int, int], forward: int) -> int:
        """-1 when path `one` runs left of `two` along the stretch, 1 when right, 0 for no matter.

        Where the two ends disagree the paths must cross: at the same end for every stretch that they share.
        """
        (p, i, pf), (q, j, qf) = one, two
        ahead = self._diverge(p, i, pf, q, j, qf)
        # Seen backwards, left and right change sides.
        behind = -self._diverge(p, i + pf, -pf, q, j + qf, -qf)
        return (ahead or behind) if forward > 0 else (behind or ahead)

    def _diverge(self, p: Path, i: int, pf: int, q: Path, j: int, qf: int) -> int:
        """Which way p turns against q where the two part, going on from the stretch that begins at p[i]."""
        width = self.grid.columns
        while True:
            self.effort.spend(1)
            here, there = i + 2 * pf, j + 2 * qf
            if not (0 <= here < len(p) and 0 <= there < len(q)):
                return 0
            if p[here] != q[there]:
                d = _direction(p[i + pf] - p[i], width)
                a, b = _direction(p[here] - p[i + pf], width), _direction(q[there] - q[j + qf], width)
                return (turn(d, a) > turn(d, b)) - (turn(d, a) < turn(d, b))
            i, j = i + pf, j + qf

    def _touching(self, axis: int, one: Segment, two: Segment, at: int) -> int:
        """Two segments that meet end to end: the one that turns left (up) stands left (above)."""
        width = self.grid.columns
        vertex = one.line * width + at if axis == 0 else at * width + one.line
        a, b = self._turn_at(axis, one.net, vertex), self._turn_at(axis, two.net, vertex)
        return (a > b) - (a < b) or (-1 if one.net < two.net else 1)

    def _turn_at(self, axis: int, net: int, vertex: int) -> int:
        """-1 when the net goes on to the left (up) at a vertex, 1 to the right (down), 0 for both or none."""
        across = 1 - axis
        width = self.grid.columns
        back = vertex - (1 if across == 0 else width)
        return ((net, across, vertex) in self.of) - ((net, across, back) in self.of)


def _meeting(segments: list[Segment], cards: Container[int]) -> Iterator[list[Segment]]:
    """The segments of a line in order, in groups that meet, directly or by others, and not only at a card."""
    segments.sort(key=lambda s: (s.low, s.high, s.net))
    group: list[Segment] = []
    reached = -1
    for segment in segments:
        if group and (segment.low > reached or (segment.low == reached and reached in cards)):
            yield group
            group = []
        group.append(segment)
        reached = max(reached, segment.high)
    yield group


def _in_order(segments: Sequence[Segment]) -> Cluster:
    """Each segment on the first track that is free where it begins, whoever has to cross it."""
    taken: list[tuple[int, int]] = []  # until where a track is taken, and the track
    free: list[int] = []
    for segment in segments:
        while taken and taken[0][0] < segment.low:
            heappush(free, heappop(taken)[1])
        segment.track = heappop(free) if free else len(taken)
        heappush(taken, (segment.high, segment.track))
    return _by_track(segments)


def _by_track(segments: Sequence[Segment]) -> Cluster:
    tracks: Cluster = [[] for _ in range(1 + max(segment.track for segment in segments))]
    for segment in segments:
        tracks[segment.track].append(segment)
    return tracks


def _direction(delta: int, width: int) -> int:
    if delta == 1:
        return 0
    if delta == -1:
        return 2
    return 1 if delta == width else 3
