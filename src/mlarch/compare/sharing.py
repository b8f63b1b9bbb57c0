"""Who does the work of a component that has no counterpart: it may be part of another's, or of several."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mlarch.compare.likeness import neighbours, role_likeness, roles
from mlarch.graph import DesignGraph

__all__ = ["likely_within", "shared_work"]

_STATED = 0.5  # the share of neighbours that must agree where the kinds say that the work is done there
_TWINS = 0.75  # where two of one kind may be one
_SILENT = 0.6  # where nothing but the place says so


def shared_work(
    graph: DesignGraph, other: DesignGraph, partner: Mapping[str, str], *, copies: bool
) -> dict[str, str]:
    """Unmatched components of `graph` that share in the work of a matched one: the partner that does it.

    They do, when the partner has their kind among several, or is of their kind as the matched one is, and
    stands among the partners of their neighbours. With `copies`, two of one kind in one place share one
    part's work; without, one of a kind does the work of two only where it stands in the places of both.
    """
    covered: dict[str, str] = {}
    for name in graph.components:
        if name in partner:
            continue
        places = {
            candidate: agreed
            for matched, candidate in partner.items()
            if (copies or graph.kind(name) != graph.kind(matched) or _apart(graph, name, matched))
            and (least := _demanded(graph, other, name, matched, candidate)) is not None
            and (agreed := _agreement(graph, other, partner, name, candidate)) >= least
        }
        if places:
            covered[name] = max(places, key=lambda candidate: places[candidate])
    return covered


def _apart(graph: DesignGraph, name: str, twin: str) -> bool:
    """Whether one stands where the other does not, or next to it."""
    around = _around(graph, name)
    return twin in around or not around <= _around(graph, twin)


def _demanded(
    graph: DesignGraph, other: DesignGraph, name: str, matched: str, candidate: str
) -> float | None:
    """How much of the neighbourhood must agree for `candidate` to do the work of `name`; None for never.

    Nothing, where no other has the kind: it was said.
    """
    kind = graph.kind(name).id
    if not other.has_kind(candidate, kind):
        return None
    if kind == graph.kind(matched).id:
        return _TWINS
    return _STATED if len(other.of_kind(kind)) > 1 else 0.0


def likely_within(
    graph: DesignGraph, other: DesignGraph, partner: Mapping[str, str], found: Collection[str]
) -> dict[str, str]:
    """Components of `graph` that nothing plays, with the one of `other` that stands where they would.

    Two steps that others draw as one: it is joined to the partners of their neighbours, and it is of their
    family, or stands at one end where data goes on without them. Among several, the most alike. No client
    does what a system does.
    """
    likely: dict[str, str] = {}
    for name in graph.components:
        if name in found:
            continue
        places = {
            candidate: agreed + role_likeness(roles(other, candidate), roles(graph, name))
            for candidate in _nearby(graph, partner, name)
            if candidate not in other.clients
            and (agreed := _agreement(graph, other, partner, name, candidate)) >= _SILENT
            and _same_step(graph, other, partner, name, candidate)
        }
        if places:
            likely[name] = max(places, key=lambda candidate: places[candidate])
    return likely


def _same_step(
    graph: DesignGraph, other: DesignGraph, partner: Mapping[str, str], name: str, candidate: str
) -> bool:
    related = graph.kind(name).family == other.kind(candidate).family
    return related or _between(graph, other, partner, name, candidate)


def _nearby(graph: DesignGraph, partner: Mapping[str, str], name: str) -> list[str]:
    """The partners of its neighbours and of theirs, each once."""
    first = sorted(_around(graph, name))
    second = [further for neighbour in first for further in sorted(_around(graph, neighbour))]
    return list(dict.fromkeys(partner[n] for n in (*first, *second) if n in partner))


def _agreement(
    graph: DesignGraph, other: DesignGraph, partner: Mapping[str, str], name: str, candidate: str
) -> float:
    """The share of the matched neighbours of `name` whose partner is `candidate` or is joined to it."""
    partners = [partner[n] for n in sorted(_around(graph, name)) if n in partner]
    around = _around(other, candidate) | {candidate}
    return sum(p in around for p in partners) / len(partners) if partners else 0.0


def _between(
    graph: DesignGraph, other: DesignGraph, partner: Mapping[str, str], name: str, candidate: str
) -> bool:
    """Whether data goes `before -> name -> after` there, and here between their partners at once."""
    _, _, out, into = neighbours(graph, name)
    before = {partner[n] for n in into if n in partner}
    after = {partner[n] for n in out if n in partner}
    near = _around(other, candidate)
    return (candidate in before and bool(near & (after - {candidate}))) or (
        candidate in after and bool(near & (before - {candidate}))
    )


def _around(graph: DesignGraph, name: str) -> frozenset[str]:
    """Everything that a flow joins to it."""
    return frozenset().union(*neighbours(graph, name)) - {name}
