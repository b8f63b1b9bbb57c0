"""What one design lacks against another: components and flows, the most important first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mlarch.catalog import KINDS
from mlarch.compare.match import Matching, match
from mlarch.design import Design
from mlarch.graph import DesignGraph
from mlarch.model import Component, Flow, Plane
from mlarch.records import dataclass

__all__ = ["Comparison", "FlowDifference", "Part", "compare"]

# What a review would ask for first: what answers requests, then what makes the model, then who watches it.
_PLANES = {
    Plane.ONLINE: 4.0,
    Plane.OFFLINE: 3.0,
    Plane.DEPLOYMENT: 2.5,
    Plane.MONITORING: 2.0,
    Plane.PEOPLE: 2.0,
}
_ON_PATH, _ANOTHER = 1.0, 2.0
_AS_WRITTEN: Mapping[str, str] = MappingProxyType({})
_OUTSIDE, _PERHAPS = 2.0, 0.7  # others run it; it may be there already, inside another part


@dataclass(frozen=True, slots=True)
class Part:
    """A component that only one design has.

    `neighbours` are the flows that touch it, as written; `here` the same with the ids of mine. `others` are
    components of its kind that both designs have. `within` is the component of mine that stands where it
    would, and may do its work.
    """

    component: Component
    title: str
    importance: float
    neighbours: tuple[str, ...]
    here: tuple[str, ...]
    others: tuple[str, ...] = ()
    within: str | None = None

    @property
    def kind(self) -> str:
        """The kind as messages name it."""
        return KINDS[self.component.kind].name.lower()


@dataclass(frozen=True, slots=True)
class FlowDifference:
    """A flow between parts that both designs have, which only one design has.

    Ends are ids of mine; `written` is the flow as its own design has it.
    """

    source: str
    target: str
    arrow: str
    written: str
    carried: str
    importance: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two designs side by side. Lists are sorted, the most important first."""

    mine: Design
    reference: Design
    matching: Matching
    missing: tuple[Part, ...]
    added: tuple[Part, ...]
    missing_flows: tuple[FlowDifference, ...]
    added_flows: tuple[FlowDifference, ...]

    @property
    def covered(self) -> float:
        """The share of the reference's components that mine has, from 0 to 1."""
        return len(self.matching.to_mine()) / len(self.reference.architecture.components)


def compare(mine: Design, reference: Design) -> Comparison:
    """Compare `mine` with `reference`. Components are matched by role and neighbourhood, not by name."""
    matching = match(mine.graph, reference.graph)
    to_mine, to_reference = matching.to_mine(), matching.to_reference()
    return Comparison(
        mine,
        reference,
        matching,
        missing=_parts(reference.graph, to_mine, to_mine, matching.within),
        added=_parts(mine.graph, to_reference, {}, {}),
        missing_flows=_flows(reference.graph, mine.graph, to_mine, mine.graph),
        added_flows=_flows(mine.graph, reference.graph, to_reference, mine.graph),
    )


def _parts(
    graph: DesignGraph, partner: dict[str, str], to_mine: dict[str, str], within: dict[str, str]
) -> tuple[Part, ...]:
    """The components without a partner, the most important first."""
    known = [name for name in graph.components if name in partner]
    found = []
    for name, component in graph.components.items():
        if name in partner:
            continue
        others = tuple(other for other in known if component.kind in graph.components[other].kinds)
        inside = within.get(name)
        weight = _weight(graph, name, others) - (_PERHAPS if inside else 0.0)
        title = graph.architecture.label(name)
        flows = (_near(graph, name), _near(graph, name, to_mine))
        found.append(Part(component, title, round(weight, 3), *flows, others, inside))
    return tuple(sorted(found, key=lambda part: -part.importance))


def _weight(graph: DesignGraph, name: str, others: tuple[str, ...]) -> float:
    """How much a component matters: its plane, whether requests wait, its flows; less if one of many."""
    flows = sum(1 for resolved in graph.resolved_flows if name in resolved.flow.ends)
    weight = _PLANES[graph.planes[name]] + (_ON_PATH if name in graph.on_path else 0.0) + min(flows, 10) / 10
    outside = graph.components[name].external or graph.kind(name).id == "external"
    return weight - (_ANOTHER if others else 0.0) - (_OUTSIDE if outside else 0.0)


def _near(graph: DesignGraph, name: str, called: Mapping[str, str] = _AS_WRITTEN) -> tuple[str, ...]:
    """The flows that touch a component, with their ends as `called` names them."""
    flows = (resolved.flow for resolved in graph.resolved_flows if name in resolved.flow.ends)
    return tuple(
        f"{called.get(flow.source, flow.source)} {flow.mode.arrow} {called.get(flow.target, flow.target)}"
        for flow in flows
    )


def _flows(
    graph: DesignGraph, other: DesignGraph, partner: dict[str, str], mine: DesignGraph
) -> tuple[FlowDifference, ...]:
    """Flows of `graph` between matched components that `other` has neither directly nor through new parts."""
    found: dict[tuple[str, str], FlowDifference] = {}
    for resolved in graph.resolved_flows:
        source, target = resolved.flow.source, resolved.flow.target
        if source not in partner or target not in partner:
            continue
        ends = (partner[source], partner[target])
        if ends[0] == ends[1] or _joined(other, ends, set(partner.values())):
            continue
        here = ends if other is mine else (source, target)
        weight = (_PLANES[graph.planes[source]] + _PLANES[graph.planes[target]]) / 2
        flow = resolved.flow
        difference = FlowDifference(*here, flow.mode.arrow, str(flow), _carried(flow), weight)
        found.setdefault(here, difference)
    return tuple(sorted(found.values(), key=lambda flow: -flow.importance))


def _carried(flow: Flow) -> str:
    """What is written to move along a flow; nothing that was only assumed."""
    return ", ".join(dict.fromkeys(payload.text for payload in flow.written))


def _joined(graph: DesignGraph, ends: tuple[str, str], matched: set[str]) -> bool:
    """Whether two components are joined, in either direction, directly or by way of parts that are new here.

    Either direction, because a read is drawn as `store -> reader` by some and as `reader -> store` by others.
    """
    for start, end in (ends, ends[::-1]):
        seen, waiting = {start}, [start]
        while waiting:
            for following in _following(graph, waiting.pop()):
                if following == end:
                    return True
                if following not in seen and following not in matched:
                    seen.add(following)
                    waiting.append(following)
    return False


def _following(graph: DesignGraph, name: str) -> Iterator[str]:
    for resolved in graph.resolved_flows:
        if resolved.flow.source == name:
            yield resolved.flow.target
