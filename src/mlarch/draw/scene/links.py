"""From flows to links: what a line means, what stands beside it, and which lines share a trunk."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from mlarch.catalog.base import Role
from mlarch.draw.diagram import Role as LineRole
from mlarch.draw.scene.cards import spaced, title_of
from mlarch.draw.scene.mesh import MESH, complete
from mlarch.draw.scene.values import Link, Panel, Stage, every_panel
from mlarch.draw.scene.words import Words, answers_of, said_late, words_of
from mlarch.draw.text import fonts
from mlarch.draw.text.fonts import Weight
from mlarch.draw.text.metrics import LABEL_SIZE, RETURNED
from mlarch.graph import DesignGraph, Meaning, ResolvedFlow
from mlarch.model import Flow
from mlarch.records import dataclass

__all__ = ["links_of", "stages"]

_MANY = 5  # more links than this that say one thing from one card share a trunk, whatever their lines
_LABEL_WIDTH, _LABEL_LINES = 118.0, 2
_ROLES = {
    Meaning.DEPLOYMENT: LineRole.DEPLOYMENT,
    Meaning.FALLBACK: LineRole.FALLBACK,
    Meaning.REPLY: LineRole.REPLY,
}


@dataclass(frozen=True, slots=True)
class _Strand:
    """What one line shows: a flow, or all that an entry of the spec leads to, or from, a group's members.

    `source` and `target` are the ends as drawn: a component, or a group where the entry says that.
    """

    flows: tuple[ResolvedFlow, ...]
    source: str
    target: str

    @property
    def flow(self) -> Flow:
        """The first of the flows, whose index, mode and words are those of the line."""
        return self.flows[0].flow

    @property
    def role(self) -> LineRole:
        """What most of the flows mean."""
        if len(self.flows) == 1:
            one = self.flows[0]
            return _ROLES.get(one.meaning) or LineRole(one.flow.mode.value)
        meant = Counter(_ROLES.get(one.meaning) or LineRole(one.flow.mode.value) for one in self.flows)
        return meant.most_common(1)[0][0]


def links_of(
    graph: DesignGraph,
    shown: frozenset[str],
    steps: Mapping[tuple[str, str], list[int]] | None,
    rates: Mapping[int, str] = MappingProxyType({}),
    panels: Iterable[Panel] = (),
) -> tuple[Link, ...]:
    """The links between the components shown. `steps` are the numbers of a scenario's steps by their ends,
    `rates` computed rates by the index of the flow, `panels` those of the picture.

    Without a scenario `steps` is None; in one, links that are not walked are faded and have no words. A flow
    that the spec leads to a group ends at the panel of the group, as one link.
    """
    flows = [
        resolved
        for resolved in graph.resolved_flows
        if resolved.flow.source in shown and resolved.flow.target in shown
    ]
    strands = _strands(flows, {panel.id: panel.all_cards for panel in every_panel(panels)})
    late = said_late(flows)
    texts = {strand.flow.index: words_of(strand.flows[0], late) for strand in strands}
    repeats = _quieten(strands, texts)
    numbers = _numbers(flows, steps)
    walks = [[step.component for step in one.steps] for one in graph.architecture.scenarios]
    main = {pair for stops in walks[:1] for pair in itertools.pairwise(stops)}
    walked = {pair for stops in walks for pair in itertools.pairwise(stops)}
    telemetry = {strand.flow.index for strand in strands if _monitored(graph, strand)}
    bundles = _bundles(strands, texts) | _meshes(strands, texts, telemetry, walked)
    shared = Counter(bundles.values())
    for strand in strands:
        index = strand.flow.index
        # Of links that share a trunk and its words, no single rate is that of the trunk.
        alone = shared[bundles[index]] == 1 or bundles[index][0] == "out"
        if index in rates and len(strand.flows) == 1 and alone:
            texts[index] = (f"{texts[index][0]} {rates[index]}".strip(), texts[index][1])
    links = (
        _link(graph, strand, texts[strand.flow.index], bundles[strand.flow.index], steps, numbers, main)
        for strand in strands
    )
    return tuple(replace(link, repeats=repeats.get(link.index, ("", ""))) for link in links)


def _strands(flows: Iterable[ResolvedFlow], groups: Mapping[str, tuple[str, ...]]) -> tuple[_Strand, ...]:
    found: dict[tuple[object, ...], list[ResolvedFlow]] = {}
    for resolved in flows:
        flow, ends = resolved.flow, _ends(resolved.flow, groups)
        which = (flow.line, flow.position) if ends != flow.ends else (flow.index,)
        found.setdefault((*ends, *which), []).append(resolved)
    return tuple(_Strand(tuple(same), str(key[0]), str(key[1])) for key, same in found.items())


def _ends(flow: Flow, groups: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """The ends of a flow as drawn: a group that has a panel and does not hold the other end."""
    source, target = flow.source_group or flow.source, flow.target_group or flow.target
    return (
        flow.source if flow.target in groups.get(source, (flow.target,)) else source,
        flow.target if flow.source in groups.get(target, (flow.source,)) else target,
    )


def _link(
    graph: DesignGraph,
    strand: _Strand,
    words: Words,
    bundle: tuple[str, ...],
    steps: Mapping[tuple[str, str], list[int]] | None,
    numbers: Mapping[int, tuple[int, ...]],
    main: Container[tuple[str, str]],
) -> Link:
    flow, flows = strand.flow, [resolved.flow for resolved in strand.flows]
    walked = tuple(sorted({number for one in flows for number in numbers.get(one.index, ())}))
    faded = steps is not None and not walked
    sent = () if faded else _wrapped(words[0])
    returned = () if faded else _wrapped(f"{RETURNED}{words[1]}" if words[1] else "")
    return Link(
        index=flow.index,
        source=strand.source,
        arrow=flow.mode.arrow,
        target=strand.target,
        role=strand.role,
        returns=bool(flow.returns or answers_of(strand.flows[0])) and not faded,
        sent=sent,
        returned=returned,
        label_width=max((fonts.width(line, LABEL_SIZE) for line in sent + returned), default=0.0),
        bundle=bundle,
        plane=graph.planes[flow.source],
        description=_sentence(graph, strand),
        steps=walked,
        faded=faded,
        telemetry=_monitored(graph, strand),
        main=any(one.ends in main for one in flows),
        merged=tuple(one.index for one in flows) if len(flows) > 1 else (),
    )


def _monitored(graph: DesignGraph, strand: _Strand) -> bool:
    """Whether all that is sent goes to monitors."""
    return all(Role.MONITOR in {kind.role for kind in graph.kinds(one.flow.target)} for one in strand.flows)


def _wrapped(text: str) -> tuple[str, ...]:
    return fonts.wrap(text, LABEL_SIZE, Weight.REGULAR, _LABEL_WIDTH, _LABEL_LINES, balance=True)


def _quieten(strands: Sequence[_Strand], texts: dict[int, Words]) -> dict[int, Words]:
    """A chain with one payload says it once, at its first link: the rest would only repeat it.

    Returned are the words of those that have lost them.
    """
    said: set[tuple[int, Words]] = set()
    repeats = {}
    for strand in strands:
        flow = strand.flow
        key = (flow.line, texts[flow.index])
        if flow.position > 0 and key in said:
            repeats[flow.index] = texts[flow.index]
            texts[flow.index] = ("", "")
        said.add(key)
    return repeats


def _numbers(
    flows: Sequence[ResolvedFlow], steps: Mapping[tuple[str, str], list[int]] | None
) -> dict[int, tuple[int, ...]]:
    """The step numbers of each walked flow. A step back along a call is the reply: it takes the same line."""
    if steps is None:
        return {}
    found: dict[int, list[int]] = {}
    for (start, end), numbers in steps.items():
        along = [r.flow.index for r in flows if r.flow.ends == (start, end)]
        back = [r.flow.index for r in flows if r.flow.ends == (end, start)]
        for index in (along or back)[:1]:
            found.setdefault(index, []).extend(numbers)
    return {index: tuple(sorted(numbers)) for index, numbers in found.items()}


def stages(graph: DesignGraph, stops: Sequence[str]) -> tuple[Stage, ...]:
    """The steps from stop to stop, with the words of their flow, or of the reply along one the other way."""
    flows = {one.flow.ends: one for one in reversed(graph.resolved_flows)}  # the first of each pair counts
    found = []
    for start, end in itertools.pairwise(stops):
        along, back = flows.get((start, end)), flows.get((end, start))
        words = words_of(along)[0] if along else words_of(back)[1] if back else ""
        found.append(Stage(start, end, words))
    return tuple(found)


def _bundles(strands: Sequence[_Strand], texts: Mapping[int, Words]) -> dict[int, tuple[str, ...]]:
    """Which links share a trunk: parallel calls of one line, and links that say one thing to one target."""
    out_key = {one.flow.index: _fan_out(one) for one in strands}
    in_key = {one.flow.index: ("in", one.target, *texts[one.flow.index], one.role.value) for one in strands}
    hub_key = {one.flow.index: ("hub", one.source, *texts[one.flow.index], one.role.value) for one in strands}
    out_count, in_count = Counter(out_key.values()), Counter(in_key.values())
    hub_count = Counter(hub_key.values())
    bundles: dict[int, tuple[str, ...]] = {}
    for index in texts:
        if any(texts[index]) and in_count[in_key[index]] > 1:
            bundles[index] = in_key[index]
        elif any(texts[index]) and hub_count[hub_key[index]] > _MANY:
            bundles[index] = hub_key[index]
        elif out_count[out_key[index]] > 1:
            bundles[index] = out_key[index]
        else:
            bundles[index] = ("one", str(index))
    return bundles


def _meshes(
    strands: Sequence[_Strand],
    texts: Mapping[int, Words],
    telemetry: Container[int],
    walked: Container[tuple[str, str]],
) -> dict[int, tuple[str, ...]]:
    """The bundles of links that are drawn as a mesh. A flow that a scenario walks keeps a line of its own."""
    alike: dict[tuple[object, ...], list[tuple[str, str, int]]] = {}
    for one in strands:
        flow, words = one.flow, texts[one.flow.index]
        if flow.ends not in walked and flow.ends[::-1] not in walked:
            what = words if any(words) else (flow.line, flow.position)
            alike.setdefault((one.role, flow.index in telemetry, what), []).append(
                (one.source, one.target, flow.index)
            )
    return {
        index: (MESH, str(mesh[0])) for links in alike.values() for mesh in complete(links) for index in mesh
    }


def _fan_out(strand: _Strand) -> tuple[str, ...]:
    flow = strand.flow
    return ("out", strand.source, str(flow.line), str(flow.position), strand.role.value)


def _sentence(graph: DesignGraph, strand: _Strand) -> str:
    """The tooltip of a line: who does what to whom, and the numbers stated."""
    flow, groups = strand.flow, {group.id: group.name for group in graph.architecture.groups}
    source, target = (
        groups[end] if end != own else title_of(graph, end)
        for end, own in ((strand.source, flow.source), (strand.target, flow.target))
    )
    carried = ", ".join(payload.text for payload in flow.written)
    parts = [f"{source} {flow.mode.arrow} {target}" + (f": {carried}" if carried else "")]
    named = (
        ("timeout", flow.timeout),
        ("every", flow.every),
        ("share", flow.share),
        ("lag", flow.lag),
        ("rate", flow.rate),
    )
    parts += [f"{name} {spaced(value)}" for name, value in named if value is not None]
    if flow.fallback:
        parts.append(f"falls back to {flow.fallback}")
    return ", ".join(parts)
