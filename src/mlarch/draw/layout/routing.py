"""All nets of a picture routed: each by its span, and all again, now that the others are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlarch.draw.layout.channels import Grid
from mlarch.draw.layout.effort import ROUTING
from mlarch.draw.layout.problem import Problem
from mlarch.draw.layout.router import Net, Router, Wire
from mlarch.draw.layout.search import Path
from mlarch.draw.scene.values import Link

__all__ = ["Routing", "nets_of", "with_trunk"]

_HASTE = 8.0  # when the search for paths has taken too many steps
_MANY = 120  # with more nets than this, paths may be a little dearer than the best; with four times, more


class Routing:
    """The routes of a placement's nets, laid in one round after the other."""

    def __init__(self, problem: Problem, grid: Grid) -> None:
        self.problem, self.grid = problem, grid
        self.nets = nets_of(problem.scene.links, problem.number)
        count = len(self.nets)
        self.router = Router(grid, problem.number)
        self.router.roads.haste = 1.0 if count <= _MANY else 1.5 if count <= 4 * _MANY else 2.5
        self.router.roads.effort = problem.effort
        self.order = sorted(self.nets, key=lambda net: (self.router.span(net), _ends(net), net.number))

    def lay(self) -> None:
        """The first round: every net, knowing of the shorter ones."""
        if len(self.nets) > 2 * _MANY:
            self.router.reserve_headings()
        self._round(again=False)

    def lay_as(self, other: Routing) -> None:
        """The first round taken over from the same placement with cards of other sizes.

        Where nets are many, that round decides about headings, too, and is done anew.
        """
        if len(self.nets) > 2 * _MANY:
            self.lay()
            return
        for net, laid in zip(self.nets, other.nets, strict=True):
            net.paths = laid.paths
            self.router.lay(net)

    def lay_again(self) -> None:
        """The second round, which leaves room for headings; where nets are many, the first has done that."""
        if len(self.nets) <= 2 * _MANY:
            self.router.reserve_headings()
            self._round(again=True)

    def _round(self, *, again: bool) -> None:
        router, effort = self.router, self.problem.effort
        effort.left = ROUTING
        for net in self.order:
            if again and effort.spent and not router.obstructed(net):
                continue
            if effort.spent:
                router.roads.haste = _HASTE
            if again:
                router.lift(net)
            router.route(net)
            router.lay(net)


def _ends(net: Net) -> list[tuple[str, str]]:
    """The ends of a net's wires: an order of nets that is not that of the spec's flows."""
    return sorted((wire.source, wire.target) for wire in net.wires)


def with_trunk(path: Path, paths: Sequence[Path]) -> Path:
    """A path of a net with the stretch of the others on which it starts or ends."""
    while trunk := next((other for other in paths if path[0] in other[1:-1]), None):
        path = trunk[: trunk.index(path[0])] + path
    while trunk := next((other for other in paths if path[-1] in other[1:-1]), None):
        path = path + trunk[trunk.index(path[-1]) + 1 :]
    return path


def nets_of(links: Sequence[Link], places: Mapping[str, int]) -> list[Net]:
    """Links of one bundle share a net; one from a card to itself has its own.

    Their numbers follow from the places of their ends among the cards, not from the order of flows.
    """

    def ends(net: Sequence[Link]) -> list[tuple[int, int, str, str, str]]:
        return sorted(
            (places.get(one.source, -1), places.get(one.target, -1), one.source, one.target, one.role.value)
            for one in net
        )

    grouped: dict[tuple[str, ...], list[Link]] = {}
    for link in links:
        own = ("itself", str(link.index))
        grouped.setdefault(own if link.source == link.target else link.bundle, []).append(link)
    return [
        Net(number, tuple(Wire(link.index, link.source, link.target) for link in members))
        for number, members in enumerate(sorted(grouped.values(), key=ends), start=1)
    ]
