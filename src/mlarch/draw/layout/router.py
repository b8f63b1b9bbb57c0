"""Where each flow runs: the paths of all nets over the sparse grid, one after the other.

A path is a list of vertices from the middle of one card to the middle of another. Paths may share lines, for
their tracks come later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from itertools import pairwise
from math import fsum

from mlarch.diagnostics import EngineError
from mlarch.draw.layout.channels import INDENT, SHIFTED, Grid
from mlarch.draw.layout.prices import FOREIGN
from mlarch.draw.layout.search import Path, Roads, search
from mlarch.records import dataclass

__all__ = ["Net", "Router", "Wire"]

_TRACK = 14.0  # the room that a line takes at the side of a card
_BESIDE = 10.0  # between a heading and the lines beside it


@dataclass(frozen=True, slots=True)
class Wire:
    """A flow to route, between two cards or panels. `key` is its number among the links."""

    key: int
    source: str
    target: str


@dataclass(slots=True)
class Net:
    """Wires that share a trunk. `paths` are in the order of `wires`; a later one may start on an earlier."""

    number: int
    wires: tuple[Wire, ...]
    paths: list[Path] = field(default_factory=list)


class Router:
    """The paths laid so far, and the search for the next one."""

    def __init__(self, grid: Grid, ends: dict[str, int]) -> None:
        """`ends` gives the number of each card by its name; other names are panels."""
        self.grid = grid
        self.ends = ends
        width, height = grid.columns, grid.rows
        xs, ys = [grid.x.at(i) for i in range(width)], [grid.y.at(i) for i in range(height)]
        self.roads = Roads(
            x=[xs[v % width] for v in range(width * height)],
            y=[ys[v // width] for v in range(width * height)],
            step=(1, width, -1, -width),
            length=self._lengths(xs, ys),
            blocked=bytearray(width * height),
            panel=grid.panel_of,
            straight=([0] * (width * height), [0] * (width * height)),
            capacity={
                vertex: tuple(max(1, int((side - 12) // _TRACK)) for side in reversed(grid.sizes[card]))
                for vertex, card in grid.card_at.items()
            },
        )
        for vertex in grid.card_at:
            self.roads.blocked[vertex] = 1
        self.numbers = {name: number for number, name in enumerate(grid.panels, start=1)}

    def _lengths(self, xs: Sequence[float], ys: Sequence[float]) -> list[float]:
        """How long the edge is from each vertex in each direction; -1 for none."""
        width, height = len(xs), len(ys)
        found = [-1.0] * (4 * width * height)
        for y in range(height):
            for x in range(width):
                at = 4 * (y * width + x)
                if x + 1 < width:
                    found[at] = found[at + 6] = xs[x + 1] - xs[x]
                if y + 1 < height:
                    found[at + 1] = ys[y + 1] - ys[y]
                if y:
                    found[at + 3] = ys[y] - ys[y - 1]
        return found

    def reserve_headings(self) -> None:
        """Find room for every panel's heading at its upper border, where least runs through, and block it.

        A short heading at the left leaves the middle of the first column free: `Drawn` shifts lines there.
        """
        grid, roads = self.grid, self.roads
        xs, width = [grid.x.at(i) for i in range(grid.columns)], grid.columns
        for name in grid.panels:
            left, right, top, _ = grid.spans[name]
            if top == 0:
                continue
            start, wide = grid.x.start[left] + INDENT, grid.headings[name]
            end = grid.x.start[right + 1] - 6
            busy = {x: len(roads.along[4 * (top * width + x) + 3]) for x in range(left, right + 1)}
            first = grid.x.middle(grid.rects[name][0])
            options = []
            for at in [start, *(xs[x] + _BESIDE for x in busy if xs[x] + _BESIDE > start)]:
                if at == start or at + wide <= end:
                    under = [x for x in busy if at - _BESIDE < xs[x] < at + wide + _BESIDE]
                    if at - grid.x.start[left] + wide <= SHIFTED + INDENT and busy[first] < 3:
                        under = [x for x in under if x != first]
                    options.append((sum(busy[x] for x in under), at, under))
            for x in min(options)[2]:
                above = 4 * ((top - 1) * width + x) + 1
                roads.length[4 * (top * width + x) + 3] = roads.length[above] = -1.0

    def obstructed(self, net: Net) -> bool:
        """Whether a net runs where there is no way any more."""
        roads = self.roads
        return any(
            roads.length[4 * a + roads.direction[b - a]] < 0 for path in net.paths for a, b in pairwise(path)
        )

    def lay(self, net: Net) -> None:
        """Note where a net runs."""
        self._mark(net, 1)

    def lift(self, net: Net) -> None:
        """Take a net up again."""
        self._mark(net, -1)
        net.paths.clear()

    def _mark(self, net: Net, by: int) -> None:
        seen: set[int] = set()
        step, along = self.roads.direction, self.roads.along
        for path in net.paths:
            for i in range(len(path) - 1):
                v, d = path[i], step[path[i + 1] - path[i]]
                if i and step[v - path[i - 1]] == d and 2 * v + (d & 1) not in seen:
                    seen.add(2 * v + (d & 1))
                    self.roads.straight[d & 1][v] += by
                for edge, place, way in ((4 * v + d, i, 1), (4 * path[i + 1] + (d + 2) % 4, i + 1, -1)):
                    if by > 0:
                        along[edge] += ((path, place, way, net.number),)
                    else:
                        along[edge] = tuple(entry for entry in along[edge] if entry[0] is not path)

    def route(self, net: Net) -> None:
        """Find the paths of all wires of a net, the shortest first; later ones join it where they like.

        Raises `EngineError` when a wire finds no way.
        """
        net.paths = [[] for _ in net.wires]
        fans_out = len({wire.source for wire in net.wires}) == 1
        if not fans_out and len({wire.target for wire in net.wires}) > 1:
            self._route_mesh(net)
            return
        tree: dict[int, None] = {}
        laid: dict[tuple[str, str], Path] = {}
        wires = net.wires
        for i in sorted(
            range(len(wires)), key=lambda i: (self._span(wires[i]), wires[i].source, wires[i].target, i)
        ):
            wire = net.wires[i]
            if wire.source == wire.target:
                net.paths[i] = self._loop(self._vertices(wire.source)[0])
                continue
            ends = (wire.source, wire.target)
            if ends in laid:
                net.paths[i] = list(laid[ends])  # the same flow twice runs as one
                continue
            net.paths[i] = laid[ends] = self._path(net, wire, tree, from_tree=fans_out)
            tree.update((v, None) for v in net.paths[i] if not self.roads.blocked[v])

    def _path(self, net: Net, wire: Wire, tree: Iterable[int], *, from_tree: bool) -> Path:
        """The path of a wire from card to card; with a tree, from (or to) the nearest vertex of it."""
        path = self._found(net, wire, tree, from_tree=from_tree)
        if path is None:
            raise EngineError(f"no line can be drawn from {wire.source} to {wire.target}")
        return path

    def _found(self, net: Net, wire: Wire, tree: Iterable[int], *, from_tree: bool) -> Path | None:
        """The same, or None where there is no way."""
        goals = set(tree)
        back = from_tree and bool(goals)
        start, end = (wire.target, wire.source) if back else (wire.source, wire.target)
        goals = goals or set(self._vertices(end))
        path = search(self.roads, self._vertices(start), goals, self._own(wire), net.number)
        return None if path is None else self._trimmed(path[::-1] if back else path, wire)

    def _route_mesh(self, net: Net) -> None:
        """The paths of many to many: first one from card to card, then each source joins it, and each target.

        Sources join before the place where targets begin to leave, and nothing runs over the other half: so
        each source is seen to reach each target. Only a card that the other half encloses has a line over it.
        """
        first, *others = range(len(net.wires))
        trunk = net.paths[first] = self._path(net, net.wires[first], (), from_tree=False)
        inner = [v for v in trunk if not self.roads.blocked[v]]
        half = self._half(inner, net)
        halves = (dict.fromkeys(inner[: half + 1]), dict.fromkeys(inner[half:]))
        for i in sorted(others, key=lambda i: (self._span(net.wires[i]), i)):
            wire = net.wires[i]
            leaves = wire.source == net.wires[first].source
            tree, other = halves[leaves], halves[not leaves]
            closed = [v for v in other if v not in tree]
            for v in closed:
                self.roads.blocked[v] = 1
            found = self._found(net, wire, tree, from_tree=leaves)
            for v in closed:
                self.roads.blocked[v] = 0
            net.paths[i] = found or self._path(net, wire, tree, from_tree=leaves)
            tree.update((v, None) for v in net.paths[i] if not self.roads.blocked[v])

    def _half(self, inner: Sequence[int], net: Net) -> int:
        """The place on a mesh's trunk with the sources nearest before it and the targets nearest behind."""
        first = net.wires[0]
        sources = {wire.source for wire in net.wires} - {first.source}
        targets = {wire.target for wire in net.wires} - {first.target}

        def away(names: Iterable[str], stretch: Sequence[int]) -> float:
            return fsum(min(self._apart(self._vertices(name)[0], v) for v in stretch) for name in names)

        return min(
            range(len(inner)),
            key=lambda k: away(sorted(sources), inner[: k + 1]) + away(sorted(targets), inner[k:]),
        )

    def _loop(self, vertex: int) -> Path:
        """A way out of a card and back into it, around the corner at which least runs."""
        width = self.grid.columns
        corners = [(side, up) for side in (1, -1) for up in (-width, width)]
        steps = {1: 0, width: 1, -1: 2, -width: 3}

        def busy(corner: tuple[int, int]) -> int:
            side, up = corner
            edges = ((vertex, side), (vertex + side, up), (vertex + up, side), (vertex, up))
            return sum(len(self.roads.along[4 * v + steps[d]]) for v, d in edges)

        side, up = min(corners, key=busy)
        return [vertex, vertex + side, vertex + side + up, vertex + up, vertex]

    def _trimmed(self, path: Path, wire: Wire) -> Path:
        """A path from or to a panel begins and ends at its border."""
        for name, end in ((wire.source, 0), (wire.target, -1)):
            if name in self.ends:
                continue
            left, right, top, bottom = self.grid.spans[name]
            step = 1 if end == 0 else -2

            def inside(v: int, span: tuple[int, int, int, int] = (left, right, top, bottom)) -> bool:
                x, y = v % self.grid.columns, v // self.grid.columns
                return span[0] <= x <= span[1] and span[2] <= y <= span[3]

            while len(path) > 2 and inside(path[step]):
                path.pop(end)
        return path

    def _span(self, wire: Wire) -> float:
        return self._apart(self._vertices(wire.source)[0], self._vertices(wire.target)[0])

    def _apart(self, a: int, b: int) -> float:
        return abs(self.roads.x[a] - self.roads.x[b]) + abs(self.roads.y[a] - self.roads.y[b])

    def span(self, net: Net) -> float:
        """How far apart the ends of a net are: short ones are laid first."""
        return fsum(self._span(wire) for wire in net.wires)

    def _vertices(self, name: str) -> list[int]:
        """The middle of a card, or every vertex just inside the border of a panel."""
        if name in self.ends:
            return [self.grid.vertex[self.ends[name]]]
        left, right, top, bottom = self.grid.spans[name]
        width = self.grid.columns
        found = [y * width + x for y in (top, bottom) for x in range(left, right + 1)]
        found += [y * width + x for x in (left, right) for y in range(top + 1, bottom)]
        return [v for v in dict.fromkeys(found) if not self.roads.blocked[v]]

    def _own(self, wire: Wire) -> list[float]:
        """What a pixel costs in each panel: more in those that hold neither end."""
        grid = self.grid
        inside = {0}
        for name in (wire.source, wire.target):
            vertex = self._vertices(name)[0]
            innermost = grid.panels[grid.panel_of[vertex] - 1] if grid.panel_of[vertex] else ""
            inside.update(self.numbers[panel] for panel in grid.around(innermost))
        return [1.0 if n in inside else 1.0 + FOREIGN for n in range(len(grid.panels) + 1)]
