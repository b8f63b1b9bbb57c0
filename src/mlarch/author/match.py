"""Which component of one design plays the part of which component of another.

Names tell nothing: people call one thing `recs`, `mixer` and `home service`. What tells is the role (the
kinds in common) and the neighbourhood (whom it calls and what it feeds, and whether those correspond). The
two are mixed over a few rounds, as similarity flooding does (Melnik, Garcia-Molina and Rahm 2002), and the
best pairing of all components at once is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mlarch.catalog.base import Kind
from mlarch.graph import DesignGraph
from mlarch.graph.pairing import heaviest_pairs

__all__ = ["Matching", "Pair", "match"]

_ROUNDS = 5
_TWIN = 0.004  # an equal id decides between components that nothing else tells apart
_ROLE = 0.62  # how much of the likeness is the role; the rest is the neighbourhood
_FEWEST = 0.5  # the least likeness of a pair
_SAME, _SHARED, _GENERIC, _FAMILY, _SIMILAR = 1.0, 0.85, 0.5, 0.4, 0.2
_STORES = 0.65  # two stores of one family that hold anything: a bucket may well be the lake
_KIN = 0.4  # what handling the same types of data adds to being of one family


@dataclass(frozen=True, slots=True)
class Pair:
    """`mine` plays the part of `reference`. `likeness` is 0 to 1."""

    mine: str
    reference: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Matching:
    """The pairs, and the parts that one component plays besides.

    `merged` maps a reference component to the one of mine that does its work as well as another's; `split`
    maps one of mine to the reference component whose work it shares with another of mine.
    """

    pairs: tuple[Pair, ...]
    merged: dict[str, str]
    split: dict[str, str]

    def to_mine(self) -> dict[str, str]:
        """Each reference component that mine has, with the component that plays its part."""
        return {pair.reference: pair.mine for pair in self.pairs} | self.merged

    def to_reference(self) -> dict[str, str]:
        """Each component of mine that the reference has."""
        return {pair.mine: pair.reference for pair in self.pairs} | self.split


def match(mine: DesignGraph, reference: DesignGraph) -> Matching:
    """Match two designs. Names count only between twins, and the order of components and flows not at all."""
    likeness = _likeness(mine, reference)
    allowed = {
        (a, b): value + (_TWIN if a == b else 0.0)
        for (a, b), value in likeness.items()
        if value >= _FEWEST and _role(mine.kinds(a), reference.kinds(b)) >= _FAMILY
    }
    pairs = tuple(Pair(a, b, round(likeness[a, b], 3)) for a, b in heaviest_pairs(allowed))
    merged = _shared_work(reference, mine, {pair.reference: pair.mine for pair in pairs})
    split = _shared_work(mine, reference, {pair.mine: pair.reference for pair in pairs})
    return Matching(pairs, merged, split)


def _likeness(mine: DesignGraph, reference: DesignGraph) -> dict[tuple[str, str], float]:
    """How alike each pair of components is: role first, then what their neighbours say, round by round."""
    role = {
        (a, b): value
        for a in mine.components
        for b in reference.components
        if (value := _role(mine.kinds(a), reference.kinds(b))) > 0
    }
    near_mine = {name: _neighbours(mine, name) for name in mine.components}
    near_reference = {name: _neighbours(reference, name) for name in reference.components}
    current = dict(role)
    for _ in range(_ROUNDS):
        current = {
            (a, b): _ROLE * value + (1 - _ROLE) * _company(near_mine[a], near_reference[b], current)
            for (a, b), value in role.items()
        }
    return current


def _role(mine: Sequence[Kind], reference: Sequence[Kind]) -> float:
    """How alike two roles are, from the same kind down to nothing in common."""
    ids, others = {kind.id for kind in mine}, {kind.id for kind in reference}
    if mine[0].id == reference[0].id:
        return _SAME
    if ids & others:
        return _SHARED
    first, second = mine[0], reference[0]
    if first.role is not second.role:
        return 0.0
    if first.any_data or second.any_data:
        return _GENERIC
    if first.family != second.family:
        return _SIMILAR
    if first.passes and second.passes:
        return _STORES
    types, others_types = first.consumes | first.produces, second.consumes | second.produces
    return _FAMILY + _KIN * len(types & others_types) / len(types | others_types)


_Near = tuple[frozenset[str], ...]


def _neighbours(graph: DesignGraph, name: str) -> _Near:
    """Whom it calls, who calls it, what it gives data to, and what gives it data."""
    return (
        frozenset(reading.callee for reading in graph.calls_from(name) if reading.callee),
        frozenset(reading.caller for reading in graph.calls_to(name) if reading.caller),
        frozenset(edge.target for edge in graph.data_out_of(name)),
        frozenset(edge.source for edge in graph.data_into(name)),
    )


def _company(mine: _Near, reference: _Near, likeness: dict[tuple[str, str], float]) -> float:
    """How well the neighbours of one correspond to those of the other: a mean over the relations."""
    scores = []
    for ours, theirs in zip(mine, reference, strict=True):
        if not ours and not theirs:
            continue
        found = [max((likeness.get((a, b), 0.0) for b in theirs), default=0.0) for a in sorted(ours)]
        back = [max((likeness.get((a, b), 0.0) for a in ours), default=0.0) for b in sorted(theirs)]
        scores.append(sum(found + back) / len(found + back))
    return sum(scores) / len(scores) if scores else 0.0


def _shared_work(graph: DesignGraph, other: DesignGraph, partner: dict[str, str]) -> dict[str, str]:
    """Unmatched components of `graph` whose work is part of a matched one's: the partner that does it.

    A component is covered when the partner of one of its neighbours has its kind among its own kinds, or
    when a neighbour's partner is of the same kind and no other component there is.
    """
    covered: dict[str, str] = {}
    for name in graph.components:
        if name in partner:
            continue
        kinds = {kind.id for kind in graph.kinds(name)}
        near = sorted(set().union(*_neighbours(graph, name)))
        for neighbour in [
            *near,
            *(second for n in near for second in sorted(set().union(*_neighbours(graph, n)))),
        ]:
            candidate = partner.get(neighbour)
            if candidate is None or neighbour == name:
                continue
            theirs = {kind.id for kind in other.kinds(candidate)}
            own = {kind.id for kind in graph.kinds(neighbour)}
            if kinds <= theirs and (len(theirs) > 1 or kinds == own):
                covered[name] = candidate
                break
    return covered
