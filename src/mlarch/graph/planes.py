"""The plane of every component: online, offline, deployment, monitoring, people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlarch.catalog.base import Role
from mlarch.graph.resolved import Meaning, ResolvedFlow
from mlarch.graph.traits import ComponentTraits
from mlarch.model import Plane

__all__ = ["find_planes"]

# Planes that a component keeps whatever calls it: a registry on a request's path is still a registry.
_KEPT = frozenset({Plane.DEPLOYMENT, Plane.MONITORING, Plane.PEOPLE})


def find_planes(
    traits: ComponentTraits, resolved_flows: Sequence[ResolvedFlow], on_path: Mapping[str, object]
) -> dict[str, Plane]:
    """The plane of each component, in file order.

    `on_path` holds what a client's request reaches. What the author states wins; monitors, people, jobs,
    registries and deployers stay what they are; everything else on a client's path is online, except for what
    the data plane offers to requests only to be written to (a log, a lake, a collector). The rest has its
    kind's plane; a store or service that only the offline plane touches is offline.
    """
    answered = _answered(resolved_flows, on_path)
    planes: dict[str, Plane] = {}
    open_: list[str] = []
    for name, component in traits.components.items():
        kind = traits.kinds(name)[0]
        if component.plane is not None:
            planes[name] = component.plane
        elif kind.role is Role.CLIENT:
            planes[name] = Plane.ONLINE
        elif kind.role is Role.PERSON:
            planes[name] = Plane.PEOPLE
        elif kind.role is Role.MONITOR:
            planes[name] = Plane.MONITORING
        elif kind.plane in _KEPT or kind.role is Role.JOB:
            planes[name] = kind.plane
        elif name in on_path and (kind.plane is Plane.ONLINE or name in answered):
            planes[name] = Plane.ONLINE
        else:
            planes[name] = kind.plane
            open_.append(name)
    _settle_offline(traits, resolved_flows, on_path, planes, open_)
    return {name: planes[name] for name in traits.components}


def _answered(resolved_flows: Sequence[ResolvedFlow], on_path: Mapping[str, object]) -> set[str]:
    """What a request not only reaches, but gets something back from."""
    found: set[str] = set()
    for resolved in resolved_flows:
        if resolved.callee is None or resolved.caller not in on_path:
            continue
        back = resolved.backward if resolved.caller == resolved.flow.source else resolved.forward
        if back:
            found.add(resolved.callee)
    return found


def _settle_offline(
    traits: ComponentTraits,
    resolved_flows: Sequence[ResolvedFlow],
    on_path: Mapping[str, object],
    planes: dict[str, Plane],
    open_: Sequence[str],
) -> None:
    """Put offline what nothing online touches: its kind serves requests, but here it serves jobs.

    Holds only where the design has clients; without them no path is known, and the kind's plane stands.
    """
    if not on_path:
        return
    touching: dict[str, list[str]] = {name: [] for name in open_}
    for resolved in resolved_flows:
        if resolved.meaning is Meaning.DEPLOYMENT:
            continue
        source, target = resolved.flow.ends
        if source in touching:
            touching[source].append(target)
        if target in touching:
            touching[target].append(source)
    for name in open_:
        ends = touching[name]
        if planes[name] is Plane.ONLINE and ends and all(_offline(traits, planes, end) for end in ends):
            planes[name] = Plane.OFFLINE


def _offline(traits: ComponentTraits, planes: Mapping[str, Plane], name: str) -> bool:
    """Whether a neighbour works behind the scenes, whatever else it touches."""
    return planes[name] is Plane.OFFLINE and traits.kinds(name)[0].plane is Plane.OFFLINE
