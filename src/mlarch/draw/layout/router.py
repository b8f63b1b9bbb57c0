"""Orthogonal routing: the lines of a picture, around its cards, one after the other and then again.

Each *net* is a star: one source with several targets, or several sources with one target, drawn as a tree
that shares its trunk. A net is routed by A* over the lattice with costs for length, bends, crossings,
closeness to cards and passing through foreign panels (the maze router of circuit boards: Lee 1961,
Hart, Nilsson and Raphael 1968). Overlaps are not forbidden but dear, so that a route is always found; a
second pass takes each net up and lays it again among the others.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mlarch.draw.geometry import corners
from mlarch.draw.layout.grid import Cell, Lattice, Zone

__all__ = ["Net", "NoWayError", "Router", "Wire"]

_FAR = 1e18
_PATIENCE = 2_500_000  # points looked at; from then on a picture takes what comes near
_HURRY = 4.0  # the haste from then on
_HASTE = 1.2  # above 1 the search heads for the target; the path may then be that much dearer than the best
_BEND = 3.5
_CROSS = 8.0
_OVERLAP = 45.0
_LABEL = 30.0
_OFF_CENTRE = 0.22
_BEHIND = 2.5  # leaving a card by the side that faces away


class NoWayError(Exception):
    """A card is walled in: no line can reach it."""


@dataclass(frozen=True, slots=True)
class Wire:
    """One link to route: `key` identifies it, the ends are card names."""

    key: int
    source: str
    target: str


@dataclass(slots=True)
class Net:
    """Wires that share one end (all one source, or all one target)."""

    number: int
    wires: tuple[Wire, ...]
    paths: dict[int, list[Cell]] = field(default_factory=dict)

    @property
    def fans_out(self) -> bool:
        """Whether the shared end is the source."""
        return len({wire.source for wire in self.wires}) == 1


class Router:
    """Lays the nets of one picture on one lattice."""

    def __init__(self, lattice: Lattice, cards: Mapping[str, Zone], panels: Sequence[Zone]) -> None:
        self.lattice = lattice
        self.cards = cards
        self._number = {name: index + 1 for index, name in enumerate(cards)}
        self._panels = {
            name: [index + 1 for index, panel in enumerate(panels) if name in panel.members] for name in cards
        }
        self.spent = 0
        self._bases: dict[frozenset[int], list[float]] = {}
        for name, zone in cards.items():
            lattice.add_card(self._number[name], zone)

    def route(self, net: Net) -> None:
        """Lay every wire of a net, the shortest first; later wires may start from the tree so far."""
        net.paths.clear()
        tree: set[int] = set()
        for wire in sorted(net.wires, key=lambda w: (self._span(w), w.key)):
            path = self._search(net, wire, tree)
            net.paths[wire.key] = corners_of(path)
            self.lattice.lay(net.number, net.paths[wire.key])
            tree.update(self.lattice.at(x, y) for x, y in path)

    @property
    def hurried(self) -> bool:
        """Whether so much has been looked at that time matters more than the best path.

        Counted in points and not in seconds: a picture is the same on a slow machine.
        """
        return self.spent > _PATIENCE

    def unroute(self, net: Net) -> None:
        """Take a net up again."""
        self.lattice.lift(net.number)
        net.paths.clear()

    def span(self, net: Net) -> int:
        """How far apart the ends of a net are, in half units: short ones are laid first."""
        return sum(self._span(wire) for wire in net.wires)

    def length(self, net: Net) -> int:
        """The length of a net as laid, in lattice units."""
        paths = net.paths.values()
        return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for p in paths for a, b in itertools.pairwise(p))

    def _span(self, wire: Wire) -> int:
        a, b = self.cards[wire.source], self.cards[wire.target]
        return abs(2 * a.x + a.width - 2 * b.x - b.width) + abs(2 * a.y + a.height - 2 * b.y - b.height)

    def _ports(self, card: str, toward: str, net: int) -> list[tuple[int, int, int, float]]:
        """Where a line may touch a card: (border point, point outside, axis, cost). Axis 0 is level."""
        zone, other, lattice = self.cards[card], self.cards[toward], self.lattice
        sides = [
            (zone.right, 1, 0, other.right < zone.right),
            (zone.x, -1, 0, other.x > zone.x),
            (zone.bottom, 1, 1, other.bottom < zone.bottom),
            (zone.y, -1, 1, other.y > zone.y),
        ]
        found: list[tuple[int, int, int, float]] = []
        for fixed, step, axis, behind in sides:
            start, length = (zone.y, zone.height) if axis == 0 else (zone.x, zone.width)
            for offset in range(1, length):
                x, y = (fixed, start + offset) if axis == 0 else (start + offset, fixed)
                out_x, out_y = (x + step, y) if axis == 0 else (x, y + step)
                if not (0 <= out_x < lattice.width and 0 <= out_y < lattice.height):
                    continue
                border, outside = lattice.at(x, y), lattice.at(out_x, out_y)
                if lattice.blocked[outside] and lattice.card_of[outside] != self._number[toward]:
                    continue
                user = (lattice.level, lattice.upright)[axis][border]
                cost = _OFF_CENTRE * abs(offset - length / 2) + _BEHIND * behind
                cost += _OVERLAP if user not in (0, net) else 0.0
                found.append((border, outside, axis, cost))
        return found

    def _search(self, net: Net, wire: Wire, tree: set[int]) -> list[Cell]:
        """The cheapest path from the source (or the tree) to the target (or the tree)."""
        search = _Search(self.lattice, net.number, self._base(wire))
        from_tree = bool(tree) and net.fans_out
        to_tree = bool(tree) and not net.fans_out
        source = {} if from_tree else self._outside(wire.source, wire.target, net.number)
        target = {} if to_tree else self._outside(wire.target, wire.source, net.number)
        if wire.source == wire.target:  # out on the right, back in from below
            source = {key: port for key, port in source.items() if key[1] == 0}
            target = {key: port for key, port in target.items() if key[1] == 1}
        joints = {point for point in tree if not self.lattice.card_of[point]}
        if from_tree:
            starts = [(point, axis, 0.0) for point in sorted(joints) for axis in (0, 1)]
        else:
            starts = [(outside, axis, cost) for (outside, axis), (_, cost) in source.items()]
        if to_tree:
            goals = {(point, axis): 0.0 for point in joints for axis in (0, 1)}
        else:
            goals = {(outside, axis): cost for (outside, axis), (_, cost) in target.items()}
        if not starts or not goals:
            raise NoWayError
        points, first, last = search.run(starts, goals, _HURRY if self.hurried else _HASTE)
        self.spent += search.spent
        path = [self.lattice.cell(point) for point in points]
        if not from_tree:
            path.insert(0, self.lattice.cell(source[first][0]))
        if not to_tree:
            path.append(self.lattice.cell(target[last][0]))
        return path

    def _outside(self, card: str, toward: str, net: int) -> dict[tuple[int, int], tuple[int, float]]:
        """The points outside a card's ports with their axis, and the border point and cost behind each."""
        return {
            (outside, axis): (border, cost) for border, outside, axis, cost in self._ports(card, toward, net)
        }

    def _base(self, wire: Wire) -> list[float]:
        """What each point costs a line between these two cards for its place alone."""
        own = frozenset(self._panels[wire.source] + self._panels[wire.target])
        if own not in self._bases:
            self._bases[own] = self.lattice.base(own)
        return self._bases[own]


class _Search:
    """One A* over the lattice. A state is `point * 2 + axis`, the axis of the last step (0 is level)."""

    def __init__(self, lattice: Lattice, net: int, base: Sequence[float]) -> None:
        self.lattice = lattice
        self.net = net
        self.base = base
        self.spent = 0

    def run(
        self,
        starts: Sequence[tuple[int, int, float]],
        goals: Mapping[tuple[int, int], float],
        haste: float = _HASTE,
    ) -> tuple[list[int], tuple[int, int], tuple[int, int]]:
        """The points of the cheapest path with its first and last (point, axis).

        Raises `NoWayError` when there is no path at all (a card walled in by others). This loop is where the
        time of a picture goes, so it works on local names and plain numbers.
        """
        lattice, enter = self.lattice, self._enter
        width, last_row = lattice.width, (lattice.height - 1) * lattice.width
        blocked = lattice.blocked
        xs = [point % width for point, _ in goals]
        ys = [point // width for point, _ in goals]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        goal_cost = {point * 2 + axis: cost for (point, axis), cost in goals.items()}
        best: dict[int, float] = {}
        parent: dict[int, int] = {}
        heap: list[tuple[float, int, float]] = []
        for point, axis, cost in starts:
            state = point * 2 + axis
            cost += enter(point, axis)
            if cost < best.get(state, _FAR):
                best[state] = cost
                heap.append((cost, state, cost))
        heapq.heapify(heap)
        final, final_cost = -1, _FAR
        push, pop, known = heapq.heappush, heapq.heappop, best.get
        while heap:
            estimate, state, cost = pop(heap)
            if estimate >= final_cost:
                break
            if cost > best[state]:
                continue
            self.spent += 1
            if state in goal_cost and cost + goal_cost[state] < final_cost:
                final, final_cost = state, cost + goal_cost[state]
            point, axis = state >> 1, state & 1
            x = point % width
            turn = self._turn(point, axis)
            for new_axis, move, inside in (
                (0, 1, x < width - 1),
                (0, -1, x > 0),
                (1, width, point < last_row),
                (1, -width, point >= width),
            ):
                neighbour = point + move
                if not inside or blocked[neighbour]:
                    continue
                new_cost = cost + enter(neighbour, new_axis)
                if axis != new_axis:
                    new_cost += turn
                new_state = neighbour * 2 + new_axis
                if new_cost < known(new_state, _FAR):
                    best[new_state] = new_cost
                    parent[new_state] = state
                    nx, ny = neighbour % width, neighbour // width
                    dx = left - nx if nx < left else (nx - right if nx > right else 0)
                    dy = top - ny if ny < top else (ny - bottom if ny > bottom else 0)
                    # What is left is at least this far, with a bend when it is neither level nor upright.
                    ahead = dx + dy + (_BEND if dx and dy else 0.0)
                    push(heap, (new_cost + haste * ahead, new_state, new_cost))
        if final < 0:
            raise NoWayError
        return self._walk_back(parent, final)

    def _enter(self, point: int, axis: int) -> float:
        """What it costs to stand on a point with an axis: its place, and the lines and labels there."""
        lattice = self.lattice
        along, across = lattice.level[point], lattice.upright[point]
        if axis:
            along, across = across, along
        cost = self.base[point]
        if along and along != self.net:
            cost += _OVERLAP
        if across and across != self.net:
            cost += _CROSS
        if lattice.reserved[point]:
            cost += _LABEL
        return cost

    def _turn(self, point: int, axis: int) -> float:
        """What a bend costs at a point: it occupies the point in the other direction, too."""
        user = (self.lattice.level if axis else self.lattice.upright)[point]
        return _BEND + _OVERLAP if user and user != self.net else _BEND

    @staticmethod
    def _walk_back(
        parent: Mapping[int, int], final: int
    ) -> tuple[list[int], tuple[int, int], tuple[int, int]]:
        states = [final]
        while states[-1] in parent:
            states.append(parent[states[-1]])
        states.reverse()
        points: list[int] = []
        for state in states:
            if not points or points[-1] != state >> 1:
                points.append(state >> 1)
        return points, (states[0] >> 1, states[0] & 1), (final >> 1, final & 1)


def corners_of(path: Sequence[Cell]) -> list[Cell]:
    """A path of single steps as its ends and bends."""
    return [(int(x), int(y)) for x, y in corners(path)]
