"""Tracks: flows that share a line of the grid are set side by side, in the order that crosses least.

Each net's stretches along a line are its segments. Two segments of different nets that meet on a line must
not lie on each other; which one stands left follows from where the two paths part (as in Wybrow, Marriott and
Stuckey, *Orthogonal connector routing*, 2009). Segments that do not meet may share a track.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from mlarch.draw.layout.channels import Grid
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
    `clusters[axis][line]` are the clusters of a line.
    """

    def __init__(self, grid: Grid, nets: Sequence[Net]) -> None:
        self.grid = grid
        self.of: dict[tuple[int, int, int], Segment] = {}
        self.lines: tuple[dict[int, list[Segment]], dict[int, list[Segment]]] = ({}, {})
        self.paths = {net.number: net.paths for net in nets}
        for net in nets:
            self._cut(net)
        self.clusters: tuple[dict[int, list[Cluster]], dict[int, list[Cluster]]] = ({}, {})
        for axis in (0, 1):
            for line, segments in self.lines[axis].items():
                self.clusters[axis][line] = self._assign(axis, segments)

    def _cut(self, net: Net) -> None:
        """The maximal straight stretches of a net."""
        width = self.grid.columns
        edges: tuple[dict[int, set[int]], dict[int, set[int]]] = ({}, {})
        for path in net.paths:
            for a, b in pairwise(path):
                low = min(a, b)
                if abs(a - b) == 1:
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

    def _assign(self, axis: int, segments: list[Segment]) -> list[Cluster]:
        """A track for every segment of a line: the longest chain of segments that must stand before it."""
        segments.sort(key=lambda s: (s.low, s.high, s.net))
        count = len(segments)
        after: list[list[int]] = [[] for _ in range(count)]
        before = [0] * count
        cluster = list(range(count))
        for i in range(count):
            for j in range(i + 1, count):
                one, two = segments[i], segments[j]
                if two.low > one.high:
                    break
                a, b = (i, j) if self._side(axis, one, two) < 0 else (j, i)
                after[a].append(b)
                before[b] += 1
                old, new = cluster[j], cluster[i]
                cluster = [new if c == old else c for c in cluster]
        waiting = set(range(count))
        while waiting:
            free = [i for i in waiting if before[i] == 0]
            chosen = min(free) if free else min(waiting, key=lambda i: (before[i], i))
            waiting.remove(chosen)
            behind = set(after[chosen])
            for other in waiting:
                if other in behind:
                    before[other] -= 1
                elif chosen in after[other]:  # in a circle: the two stand apart all the same
                    after[other].remove(chosen)
                else:
                    continue
                segments[other].track = max(segments[other].track, segments[chosen].track + 1)
        clusters: dict[int, Cluster] = {}
        for i, segment in enumerate(segments):
            tracks = clusters.setdefault(cluster[i], [])
            while len(tracks) <= segment.track:
                tracks.append([])
            tracks[segment.track].append(segment)
        return list(clusters.values())

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
        v = u + (1 if axis == 0 else width)
        for p in self._through(one.net, u, v):
            for q in self._through(two.net, u, v):
                found = self._order(p, q, p[2] if one.net < two.net else q[2])
                if found:
                    # Left of a path that runs east is above it; left of one that runs south is right of it.
                    return found if axis == 0 else -found
        return -1 if one.net < two.net else 1

    def _through(self, net: int, u: int, v: int) -> list[tuple[Path, int, int]]:
        """The paths of a net along the stretch u-v: the path, the place of u, and whether it runs u to v."""
        found = []
        for path in self.paths[net]:
            for i in range(len(path) - 1):
                if path[i] == u and path[i + 1] == v:
                    found.append((path, i, 1))
                elif path[i] == v and path[i + 1] == u:
                    found.append((path, i + 1, -1))
        return found

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


def _direction(delta: int, width: int) -> int:
    if delta == 1:
        return 0
    if delta == -1:
        return 2
    return 1 if delta == width else 3
