"""How alike two components of two designs are: by their roles, by the data they handle, by their company.

The three are mixed over a few rounds, as similarity flooding does (Melnik, Garcia-Molina and Rahm 2002): the
likeness of two components depends on that of their neighbours, which depends on theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import fsum

from mlarch.catalog.base import Kind, Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph, Meaning
from mlarch.graph.traits import ANSWER_TYPES, REQUEST_TYPES, TELEMETRY_TYPES
from mlarch.records import dataclass

__all__ = ["Likeness", "Near", "Roles", "likenesses", "neighbours", "role_likeness", "roles"]

_ROUNDS = 5
_ROLE, _DATA, _COMPANY = 0.52, 0.14, 0.34  # what each counts; together 1
_SAME, _SHARED = 1.0, 0.85
_UNSAID = 0.5  # a generic kind of which nothing is said may be anything
_STORES = 0.5  # two stores of one family that hold anything: a bucket may well be the lake
_FAMILY, _OTHER, _ACROSS = 0.45, 0.3, 0.15  # of one family; of two; and not even read alike
_KIN = 0.35  # what handling the same types of data adds
_PLACE = 0.03  # what being reached at the same time by a request adds: enough to tell twins apart
_SAID = 0.06  # and what being sent the same, as it is written
_SIDE = 0.06  # and what standing on the same side of the language model
_CONDUCTING = frozenset({Trait.ORCHESTRATES, Trait.ACTS})
_ANYTHING = REQUEST_TYPES | ANSWER_TYPES | TELEMETRY_TYPES  # what any service may take or make

Likeness = dict[tuple[str, str], float]
"""By the ids of mine and of the reference: 0 to 1, and nothing for those with nothing in common."""

Near = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """The kinds of a component, the main one first, with the types of data that it takes and makes."""

    kinds: tuple[Kind, ...]
    takes: frozenset[str]
    makes: frozenset[str]
    unsaid: bool


@dataclass(frozen=True, slots=True)
class _Trait:
    """What is known of a component besides its neighbours.

    Its roles, its data, when a request reaches it (`place`, 0 to 1), what it is written to be sent, and
    whether that is before (-1) or after (1) the language models; 0 where there is none, or it is between.
    """

    role: Roles
    data: tuple[frozenset[str], ...]
    place: float | None
    sent: frozenset[str]
    side: int


def likenesses(mine: DesignGraph, reference: DesignGraph) -> Likeness:
    """The likeness of every pair of components that have anything in common."""
    ours, theirs = _traits(mine), _traits(reference)
    own = {
        (a, b): _own(first, second)
        for a, first in ours.items()
        for b, second in theirs.items()
        if role_likeness(first.role, second.role) > 0
    }
    near_mine = {name: neighbours(mine, name) for name in mine.components}
    near_reference = {name: neighbours(reference, name) for name in reference.components}
    current = {pair: value / (1 - _COMPANY) for pair, value in own.items()}
    for _ in range(_ROUNDS):
        current = {
            (a, b): value + _COMPANY * _company(near_mine[a], near_reference[b], current)
            for (a, b), value in own.items()
        }
    return current


def role_likeness(mine: Roles, reference: Roles) -> float:
    """How alike two roles are, from the same kind down to nothing in common.

    Of two kinds of one family, or that are at least read alike, it is the data that counts: a `Flink job`
    that makes features is no other thing than a streaming feature pipeline.
    """
    first, second = mine.kinds[0], reference.kinds[0]
    if first.id == second.id:
        return _SAME
    if {kind.id for kind in mine.kinds} & {kind.id for kind in reference.kinds}:
        return _SHARED
    if Role.CLIENT in (first.role, second.role):
        return 0.0
    if mine.unsaid or reference.unsaid:
        return _UNSAID if first.role is second.role else 0.0
    return _bond(first, second) + _kinship(mine, reference) if _bond(first, second) else 0.0


def _bond(first: Kind, second: Kind) -> float:
    """What the places of two kinds in the catalogue make them have in common; 0 for nothing."""
    related = first.family == second.family or (_conducts(first) and _conducts(second))
    if first.role is not second.role:
        return _ACROSS if related else 0.0
    if not related:
        return _OTHER
    return _STORES if first.passes and second.passes else _FAMILY


def _conducts(kind: Kind) -> bool:
    """Whether it calls the others one after the other, whether by a program or by what a model says."""
    return not _CONDUCTING.isdisjoint(kind.traits)


def _kinship(mine: Roles, reference: Roles) -> float:
    """Two roles by their data: one that makes all that the other makes, and more, is a wider word for it.

    That a service of a generic kind takes requests and answers them says nothing of what it is.
    """
    generic = mine.kinds[0].any_data or reference.kinds[0].any_data
    common = _ANYTHING if generic else frozenset[str]()
    takes = len((mine.takes & reference.takes) - common) / max(1, len(mine.takes | reference.takes))
    least = min(len(mine.makes), len(reference.makes))
    makes = len((mine.makes & reference.makes) - common) / max(1, least)
    return _KIN * (takes + 2 * makes) / 3


def roles(graph: DesignGraph, name: str) -> Roles:
    """What a component can be."""
    kinds, takes, makes = graph.kinds(name), graph.consumes(name), graph.produces(name)
    return Roles(kinds, takes, makes, unsaid=kinds[0].any_data and not takes and not makes)


def _own(mine: _Trait, reference: _Trait) -> float:
    """The part of the likeness that depends on no neighbour."""
    value = _ROLE * role_likeness(mine.role, reference.role)
    value += _DATA * _mean([_alike(a, b) for a, b in zip(mine.data, reference.data, strict=True) if a or b])
    if mine.place is not None and reference.place is not None:
        value += _PLACE * (1 - abs(mine.place - reference.place))
    if mine.sent and reference.sent:
        value += _SAID * _alike(mine.sent, reference.sent)
    if mine.side and mine.side == reference.side:
        value += _SIDE
    return value


def _traits(graph: DesignGraph) -> dict[str, _Trait]:
    places = _places(graph)
    models = [places[n] for n in graph.having(Trait.GENERATES, Trait.ROUTES_PROMPTS).ids if n in places]
    return {
        name: _Trait(
            roles(graph, name),
            _data(graph, name),
            places.get(name),
            _sent(graph, name),
            _side(places.get(name), models),
        )
        for name in graph.components
    }


def _side(place: float | None, models: Sequence[float]) -> int:
    """On which side of all language models a place is: -1 for before them, 1 for after; 0 for neither."""
    if place is None or not models:
        return 0
    return -1 if place < min(models) else 1 if place > max(models) else 0


def _sent(graph: DesignGraph, name: str) -> frozenset[str]:
    """The types that callers are written to send it; a question is one, whatever its form."""
    written = (
        payload.type
        for resolved in graph.calls_to(name)
        if resolved.caller == resolved.flow.source
        for payload in resolved.forward
        if payload.type is not None and not resolved.is_assumed(payload)
    )
    return frozenset("request" if type_ in REQUEST_TYPES else type_ for type_ in written)


def _data(graph: DesignGraph, name: str) -> tuple[frozenset[str], ...]:
    """The types of data that move into it and out of it in this design, and whether it is a way out."""
    into = frozenset(t for edge in graph.data_into(name) for t in edge.types if t)
    out = frozenset(t for edge in graph.data_out_of(name) for t in edge.types if t)
    spare = any(resolved.meaning is Meaning.FALLBACK for resolved in graph.calls_to(name))
    return into, out, frozenset(["spare"] if spare else [])


def _places(graph: DesignGraph) -> dict[str, float]:
    """When a request reaches each component, from 0 to 1: calls in order, each with all that it sets off."""
    order: dict[str, None] = {}
    stack = list(reversed(graph.entries))
    while stack:
        name = stack.pop()
        if name not in order:
            order[name] = None
            steps = sorted(graph.calls_from(name), key=lambda r: (r.flow.line, r.flow.position, r.flow.index))
            stack.extend(step.callee for step in reversed(steps) if step.callee is not None)
    return {name: number / max(1, len(order) - 1) for number, name in enumerate(order)}


def neighbours(graph: DesignGraph, name: str) -> Near:
    """Whom it calls, who calls it, what it gives data to, and what gives it data."""
    return (
        frozenset(resolved.callee for resolved in graph.calls_from(name) if resolved.callee),
        frozenset(resolved.caller for resolved in graph.calls_to(name) if resolved.caller),
        frozenset(edge.target for edge in graph.data_out_of(name)),
        frozenset(edge.source for edge in graph.data_into(name)),
    )


def _company(mine: Near, reference: Near, likeness: Likeness) -> float:
    """How well the neighbours of one correspond to those of the other: a mean over the relations."""
    scores = []
    for ours, theirs in zip(mine, reference, strict=True):
        if not ours and not theirs:
            continue
        found = [max((likeness.get((a, b), 0.0) for b in theirs), default=0.0) for a in sorted(ours)]
        back = [max((likeness.get((a, b), 0.0) for a in ours), default=0.0) for b in sorted(theirs)]
        scores.append(_mean(found + back))
    return _mean(scores)


def _alike(first: Collection[str], second: Collection[str]) -> float:
    """How much two sets share: twice what is common over what both hold."""
    return 2 * len(set(first) & set(second)) / (len(first) + len(second))


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values) if values else 0.0
