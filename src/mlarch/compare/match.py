"""Which component of one design plays the part of which component of another.

Names tell nothing: people call one thing `recs`, `mixer` and `home service`. What tells is the role (the
kinds in common), the data handled, and the neighbourhood (whom it calls and what it feeds, and whether those
correspond). The best pairing of all components at once is taken; `match_sharing` then looks who does the work
of those left over.
"""

from __future__ import annotations

from mlarch.catalog.traits import Trait
from mlarch.compare.likeness import Likeness, likenesses, role_likeness, roles
from mlarch.compare.pairing import heaviest_pairs
from mlarch.compare.sharing import likely_within, shared_work
from mlarch.graph import DesignGraph
from mlarch.records import dataclass

__all__ = ["Matching", "Pair", "match"]

_TWIN = 0.004  # an equal id decides between components that nothing else tells apart
_FEWEST = 0.45  # the least likeness of a pair
_ROLE = 0.38  # the least likeness of their roles
_MARGIN = 0.2  # nobody is paired with what is so much less like it than another


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
    maps one of mine to the reference component whose work it shares with another of mine. `within` maps a
    reference component without a match to one of mine that stands where it would: its work may be done there,
    but nothing says so.
    """

    pairs: tuple[Pair, ...]
    merged: dict[str, str]
    split: dict[str, str]
    within: dict[str, str]

    def to_mine(self) -> dict[str, str]:
        """Each reference component that mine has, with the component that plays its part."""
        return {pair.reference: pair.mine for pair in self.pairs} | self.merged

    def to_reference(self) -> dict[str, str]:
        """Each component of mine that the reference has."""
        return {pair.mine: pair.reference for pair in self.pairs} | self.split


def match(mine: DesignGraph, reference: DesignGraph) -> Matching:
    """Match two designs. Names count only between twins, and the order of components not at all."""
    likeness = likenesses(mine, reference)
    chosen = heaviest_pairs(_allowed(mine, reference, likeness))
    pairs = tuple(Pair(a, b, round(min(likeness[a, b], 1.0), 3)) for a, b in chosen)
    to_mine = {b: a for a, b in chosen}
    to_reference = dict(chosen)
    merged = shared_work(reference, mine, to_mine, copies=False)
    split = shared_work(mine, reference, to_reference, copies=True)
    within = likely_within(reference, mine, to_mine, {*to_mine, *merged})
    return Matching(pairs, merged, split, within)


def _allowed(mine: DesignGraph, reference: DesignGraph, likeness: Likeness) -> Likeness:
    """The pairs that may be, with what each is worth. Nobody settles for what is much less like it."""
    at_home = _at_home(mine, reference), _at_home(reference, mine)
    best_a: dict[str, float] = {}
    best_b: dict[str, float] = {}
    for (a, b), value in likeness.items():
        best_a[a], best_b[b] = max(value, best_a.get(a, 0.0)), max(value, best_b.get(b, 0.0))
    return {
        (a, b): value + (_TWIN if a == b else 0.0)
        for (a, b), value in likeness.items()
        if value >= max(_FEWEST, best_a[a] - _MARGIN, best_b[b] - _MARGIN)
        and role_likeness(roles(mine, a), roles(reference, b)) >= _ROLE
        and (_share_a_kind(mine, a, reference, b) or not (a in at_home[0] or b in at_home[1]))
    }


def _share_a_kind(mine: DesignGraph, a: str, reference: DesignGraph, b: str) -> bool:
    return not set(mine.components[a].kinds).isdisjoint(reference.components[b].kinds)


def _at_home(graph: DesignGraph, other: DesignGraph) -> frozenset[str]:
    """The components that need no partner of another kind: the other design has as many of theirs.

    A guardrail is no gateway where there are guardrails. What only answers requests, holds anything or is
    anything may be another word for many things.
    """
    return frozenset(
        name
        for name in graph.components
        if not (graph.kind(name).any_data or graph.kind(name).passes)
        and not graph.kind(name).has(Trait.ANSWERS_REQUESTS)
        and 0 < len(graph.of_kind(graph.kind(name).id)) <= len(other.of_kind(graph.kind(name).id))
    )
