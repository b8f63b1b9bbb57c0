"""What components do by the flows at them: roles, products, whether anything starts them or reads them."""

from __future__ import annotations

from mlarch.analysis.facts import fact
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.resolved import Meaning
from mlarch.graph.traits import REQUEST_TYPES, TELEMETRY_TYPES
from mlarch.model import Mode

__all__ = ["has_role", "product", "read_somewhere", "started"]


def has_role(design: DesignGraph, component: str, *roles: Role) -> bool:
    """Whether one of the component's kinds has one of these roles in flows."""
    return not design.roles(component).isdisjoint(roles)


def product(edge: DataEdge) -> bool:
    """Whether a component's product moves: not a request, not telemetry. A label counts as a product."""
    if any(type_ is None for type_ in edge.types):
        return True
    return bool(frozenset(edge.types) - REQUEST_TYPES - TELEMETRY_TYPES)


def started(design: DesignGraph, component: str, *, surely: bool = False) -> bool:
    """Whether anything sets the component to work, or the arrows show what it makes rather than who calls.

    Deployments and configuration start nothing, and neither does what it reads by itself. A flow whose
    meaning is a guess counts. Arrows that lead on to a client, or that carry data of the component's own, are
    drawn with the data: who calls is not said there. `surely` leaves the last of these out: what publishes
    events or writes into a store has not been called for that.
    """
    if design.calls_to(component):
        return True
    if any(not resolved.meaning_certain for resolved in design.calls_from(component)):
        return True
    fed = (edge for edge in design.data_into(component) if edge.direction == "forward")
    passive = (Meaning.DEPLOYMENT, Meaning.READ)
    if any(
        edge.resolved.meaning not in passive
        or not edge.resolved.meaning_certain
        or has_role(design, edge.source, Role.STREAM)  # what waits in a queue is what sets it to work
        for edge in fed
    ):
        return True
    if component in _delivering(design):
        return True
    return not surely and any(_hands_out(edge) for edge in design.data_out_of(component))


@fact
def _delivering(design: DesignGraph) -> frozenset[str]:
    """The components from which arrows of calls lead to a client, or from models to what answers clients.

    An arrow on which an answer is written (`returns:`) is a call and no delivery.
    """
    before: dict[str, list[str]] = {}
    for flow in design.architecture.flows:
        if flow.mode is Mode.CALL and not (flow.sends and flow.returns):
            before.setdefault(flow.target, []).append(flow.source)
    found = dict.fromkeys(design.entries)
    queue = list(design.entries)
    fronts = (name for name in design.on_path if design.kind(name).family in ("ingress", "compute"))
    for front in fronts:
        queue += [source for source in before.get(front, ()) if design.has(source, Trait.ONLINE_STAGE)]
    while queue:
        name = queue.pop()
        found[name] = None
        queue += [source for source in before.get(name, ()) if source not in found]
    return frozenset(found)


def _hands_out(edge: DataEdge) -> bool:
    """Whether the author drew an arrow with data that its source gives away, wanting nothing back."""
    resolved = edge.resolved
    written = [payload for payload in edge.payloads if not resolved.is_assumed(payload)]
    answered = any(not resolved.is_assumed(payload) for payload in resolved.backward)
    return edge.direction == "forward" and product(edge) and bool(written) and not answered


def read_somewhere(design: DesignGraph, component: str) -> bool | None:
    """Whether anything leaves the component, as an answer or along an arrow; None when that is a guess."""
    edges = design.data_out_of(component)
    calls = [
        resolved
        for resolved in design.calls_to(component)
        if not resolved.backward and REQUEST_TYPES.issuperset(p.type for p in resolved.forward)
    ]
    if any(edge.resolved.certain for edge in edges) or calls:
        return True
    doubtful = [*edges, *(edge for edge in design.data_into(component) if not edge.resolved.certain)]
    if doubtful or _asked_in_other_words(design, component) or _looked_up(design, component):
        return None
    return False


def _looked_up(design: DesignGraph, cache: str) -> bool:
    """Whether a call to a cache may well be a look-up: it hits, or a request came there along a chain."""
    if not design.has(cache, Trait.CACHES, Trait.CACHES_ANSWERS):
        return False
    stated = design.components[cache].hit_rate is not None
    calls = design.calls_to(cache)
    return any(stated or (each.flow.position > 0 and each.flow.sends is None) for each in calls)


def _asked_in_other_words(design: DesignGraph, store: str) -> bool:
    """Whether a component of unknown kind calls the store with words that name no type of data."""
    return any(
        resolved.forward
        and not resolved.backward
        and all(payload.type is None for payload in resolved.forward)
        and resolved.caller is not None
        and all(kind.any_data for kind in design.kinds(resolved.caller))
        for resolved in design.calls_to(store)
    )
