"""From flows to links: what a line means, what stands beside it, and which lines share a trunk."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from mlarch.catalog.base import Role
from mlarch.draw.diagram import Role as LineRole
from mlarch.draw.scene.cards import spaced, title_of
from mlarch.draw.scene.values import Link
from mlarch.draw.text import fonts
from mlarch.draw.text.fonts import Weight
from mlarch.draw.text.metrics import LABEL_SIZE, RETURNED
from mlarch.graph import DesignGraph, Meaning, ResolvedFlow
from mlarch.model import Flow

__all__ = ["links_of"]

_MANY = 5  # more links than this that say one thing from one card share a trunk, whatever their lines
_LABEL_WIDTH, _LABEL_LINES = 118.0, 2
_ROLES = {
    Meaning.DEPLOYMENT: LineRole.DEPLOYMENT,
    Meaning.FALLBACK: LineRole.FALLBACK,
    Meaning.REPLY: LineRole.REPLY,
}

_Words: TypeAlias = tuple[str, str]  # what is sent, and what is returned


def links_of(
    graph: DesignGraph,
    shown: frozenset[str],
    steps: Mapping[tuple[str, str], list[int]] | None,
    rates: Mapping[int, str] = MappingProxyType({}),
) -> tuple[Link, ...]:
    """The links between the components shown. `steps` are the numbers of a scenario's steps by their ends,
    `rates` computed rates by the index of the flow.

    Without a scenario `steps` is None; in one, links that are not walked are faded and have no words.
    """
    flows = [
        resolved
        for resolved in graph.resolved_flows
        if resolved.flow.source in shown and resolved.flow.target in shown
    ]
    texts = {resolved.flow.index: _label(resolved.flow) for resolved in flows}
    _quieten(flows, texts)
    numbers = _numbers(flows, steps)
    bundles = _bundles(flows, texts)
    scenarios = graph.architecture.scenarios
    main = {
        pair for one in scenarios[:1] for pair in itertools.pairwise(step.component for step in one.steps)
    }
    shared = Counter(bundles.values())
    for index, rate in rates.items():
        # Of links that share a trunk and its words, no single rate is that of the trunk.
        if index in texts and (shared[bundles[index]] == 1 or bundles[index][0] == "out"):
            texts[index] = (f"{texts[index][0]} {rate}".strip(), texts[index][1])
    return tuple(
        _link(graph, resolved, texts[resolved.flow.index], bundles[resolved.flow.index], steps, numbers, main)
        for resolved in flows
    )


def _link(
    graph: DesignGraph,
    resolved: ResolvedFlow,
    words: _Words,
    bundle: tuple[str, ...],
    steps: Mapping[tuple[str, str], list[int]] | None,
    numbers: Mapping[int, tuple[int, ...]],
    main: Container[tuple[str, str]],
) -> Link:
    flow = resolved.flow
    walked = numbers.get(flow.index, ())
    faded = steps is not None and not walked
    sent = () if faded else _wrapped(words[0])
    returned = () if faded else _wrapped(f"{RETURNED}{words[1]}" if words[1] else "")
    return Link(
        index=flow.index,
        source=flow.source,
        arrow=flow.mode.arrow,
        target=flow.target,
        role=_role(resolved),
        returns=bool(flow.returns) and not faded,
        sent=sent,
        returned=returned,
        label_width=max((fonts.width(line, LABEL_SIZE) for line in sent + returned), default=0.0),
        bundle=bundle,
        plane=graph.planes[flow.source],
        description=_sentence(graph, resolved),
        steps=walked,
        faded=faded,
        quiet=Role.MONITOR in {kind.role for kind in graph.kinds(flow.target)} and not walked,
        main=flow.ends in main,
    )


def _role(resolved: ResolvedFlow) -> LineRole:
    return _ROLES.get(resolved.meaning) or LineRole(resolved.flow.mode.value)


def _wrapped(text: str) -> tuple[str, ...]:
    return fonts.wrap(text, LABEL_SIZE, Weight.REGULAR, _LABEL_WIDTH, _LABEL_LINES, balance=True)


def _label(flow: Flow) -> _Words:
    """The words beside a line: the author's label, else what is sent and what is returned, as written."""
    if flow.label is not None:
        return (flow.label, "")
    sent = flow.payloads + (flow.sends or ())
    returned = flow.returns or ()
    return (", ".join(one.text for one in sent), ", ".join(one.text for one in returned))


def _quieten(flows: Sequence[ResolvedFlow], texts: dict[int, _Words]) -> None:
    """A chain with one payload says it once, at its first link: the rest would only repeat it."""
    said: set[tuple[int, _Words]] = set()
    for resolved in flows:
        flow = resolved.flow
        key = (flow.line, texts[flow.index])
        if flow.position > 0 and key in said:
            texts[flow.index] = ("", "")
        said.add(key)


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


def _bundles(flows: Sequence[ResolvedFlow], texts: Mapping[int, _Words]) -> dict[int, tuple[str, ...]]:
    """Which links share a trunk: parallel calls of one line, and links that say one thing to one target."""
    out_key = {r.flow.index: _fan_out(r) for r in flows}
    in_key = {r.flow.index: _fan_in(r, texts) for r in flows}
    hub_key = {r.flow.index: ("hub", r.flow.source, *texts[r.flow.index], _role(r).value) for r in flows}
    out_count, in_count = Counter(out_key.values()), Counter(in_key.values())
    hub_count = Counter(hub_key.values())
    bundles: dict[int, tuple[str, ...]] = {}
    for resolved in flows:
        index = resolved.flow.index
        if any(texts[index]) and in_count[in_key[index]] > 1:
            bundles[index] = in_key[index]
        elif any(texts[index]) and hub_count[hub_key[index]] > _MANY:
            bundles[index] = hub_key[index]
        elif out_count[out_key[index]] > 1:
            bundles[index] = out_key[index]
        else:
            bundles[index] = ("one", str(index))
    return bundles


def _fan_out(resolved: ResolvedFlow) -> tuple[str, ...]:
    flow = resolved.flow
    return ("out", flow.source, str(flow.line), str(flow.position), _role(resolved).value)


def _fan_in(resolved: ResolvedFlow, texts: Mapping[int, _Words]) -> tuple[str, ...]:
    flow = resolved.flow
    return ("in", flow.target, *texts[flow.index], _role(resolved).value)


def _sentence(graph: DesignGraph, resolved: ResolvedFlow) -> str:
    """The tooltip of a line: who does what to whom, and the numbers stated."""
    flow = resolved.flow
    source, target = title_of(graph, flow.source), title_of(graph, flow.target)
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
