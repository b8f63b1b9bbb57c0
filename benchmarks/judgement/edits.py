"""Edits of an architecture as values: what an author who forgot or added something would have written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from mlarch.catalog import type_of
from mlarch.diagnostics import Span
from mlarch.model import Architecture, Component, Feature, Flow, Group, Mode, Payload
from mlarch.quantities import Dimension, Quantity, parse

__all__ = [
    "change",
    "change_flows",
    "payloads",
    "quantity",
    "unsay",
    "with_component",
    "with_flow",
    "without",
    "without_flows",
]


def quantity(text: str, dimension: Dimension) -> Quantity:
    """A quantity as it would be written."""
    return parse(text, dimension)


def payloads(architecture: Architecture, *phrases: str) -> tuple[Payload, ...]:
    """Payloads, typed as the reader types them."""
    return tuple(Payload(phrase, type_of(phrase), architecture.span) for phrase in phrases)


def without(architecture: Architecture, *names: str, close: bool = False) -> Architecture:
    """The architecture of an author who never thought of these components: no word of them is left.

    With `close`, chains in which one of them stands in the middle join over the gap: `a -> x -> b` becomes
    `a -> b`. Flows that name one as their fallback have none.
    """
    gone = frozenset(names)
    flows = list(architecture.flows)
    if close:
        flows += _closing(flows, gone)
    kept = [_forget(flow, gone) for flow in flows if gone.isdisjoint(flow.ends)]
    data = architecture.data
    return replace(
        architecture,
        components={name: c for name, c in architecture.components.items() if name not in gone},
        flows=tuple(replace(flow, index=index) for index, flow in enumerate(kept)),
        models=tuple(
            replace(
                model,
                trained_by=_left(model.trained_by, gone),
                served_by=_left(model.served_by, gone),
            )
            for model in architecture.models
        ),
        data=None
        if data is None
        else replace(data, features=tuple(_unplaced(f, gone) for f in data.features)),
        groups=_groups(architecture.groups, gone),
        scenarios=tuple(
            replace(s, steps=tuple(step for step in s.steps if step.component not in gone))
            for s in architecture.scenarios
        ),
        views=tuple(
            replace(v, include=_left(v.include, gone), exclude=_left(v.exclude, gone))
            for v in architecture.views
        ),
        ignores=tuple(
            i
            for i in architecture.ignores
            if i.component not in gone and (i.flow is None or gone.isdisjoint(i.flow))
        ),
    )


def _left(names: Iterable[str], gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in gone)


def _forget(flow: Flow, gone: frozenset[str]) -> Flow:
    return replace(flow, fallback=None) if flow.fallback in gone else flow


def _unplaced(feature: Feature, gone: frozenset[str]) -> Feature:
    return replace(
        feature,
        online=None if feature.online in gone else feature.online,
        offline=None if feature.offline in gone else feature.offline,
    )


def _groups(groups: Iterable[Group], gone: frozenset[str]) -> tuple[Group, ...]:
    left = [replace(group, members=_left(group.members, gone)) for group in groups]
    return tuple(group for group in left if group.members)


def _closing(flows: list[Flow], gone: frozenset[str]) -> list[Flow]:
    """The links that join the chains in whose middle one of `gone` stands."""
    found: dict[tuple[str, str, int], Flow] = {}
    for before in flows:
        if before.source in gone or before.target not in gone:
            continue
        open_ends = [before]
        for link in open_ends:
            for after in flows:
                if (after.line, after.position, after.source) != (link.line, link.position + 1, link.target):
                    continue
                if after.target in gone:
                    open_ends.append(after)
                elif after.target != before.source:
                    joined = replace(before, target=after.target, target_span=after.target_span)
                    found.setdefault((joined.source, joined.target, joined.line), joined)
    return list(found.values())


def without_flows(architecture: Architecture, drop: Callable[[Flow], bool]) -> Architecture:
    """The architecture without the flows of which `drop` is true."""
    kept = (flow for flow in architecture.flows if not drop(flow))
    return replace(architecture, flows=tuple(replace(flow, index=index) for index, flow in enumerate(kept)))


def change_flows(architecture: Architecture, which: Callable[[Flow], bool], **fields: Any) -> Architecture:
    """The architecture with these fields on the flows of which `which` is true."""
    return replace(
        architecture,
        flows=tuple(replace(flow, **fields) if which(flow) else flow for flow in architecture.flows),
    )


def change(architecture: Architecture, name: str, **fields: Any) -> Architecture:
    """The architecture with these fields on the component `name`."""
    components = dict(architecture.components)
    components[name] = replace(components[name], **fields)
    return replace(architecture, components=components)


def with_component(architecture: Architecture, name: str, kind: str, **fields: Any) -> Architecture:
    """The architecture with one more component."""
    added = Component(span=architecture.span, id=name, kinds=(kind,), written=kind, **fields)
    return replace(architecture, components={**architecture.components, name: added})


def with_flow(
    architecture: Architecture,
    source: str,
    target: str,
    *carried: str,
    mode: Mode = Mode.CALL,
    sends: Iterable[str] | None = None,
    returns: Iterable[str] | None = None,
    first: bool = False,
    **fields: Any,
) -> Architecture:
    """The architecture with one more flow on a line of its own, the last or the first."""
    lines = [flow.line for flow in architecture.flows]
    span = architecture.span
    flow = Flow(
        span=span,
        index=0,
        line=(min(lines) - 1 if first else max(lines) + 1) if lines else 0,
        position=0,
        source=source,
        target=target,
        mode=mode,
        source_span=span,
        target_span=span,
        payloads=payloads(architecture, *carried),
        sends=None if sends is None else payloads(architecture, *sends),
        returns=None if returns is None else payloads(architecture, *returns),
        **fields,
    )
    flows = (flow, *architecture.flows) if first else (*architecture.flows, flow)
    return replace(architecture, flows=tuple(replace(f, index=index) for index, f in enumerate(flows)))


def unsay(architecture: Architecture, words: str) -> Architecture:
    """The architecture without a word that matches the pattern, in whatever the author says about it.

    Words that matches are part of go as a whole. Ids, kinds and names of components in the brief stay.
    """
    pattern = re.compile(rf"[\w-]*(?:{words})[\w-]*", re.IGNORECASE)

    def text(value: str) -> str:
        return " ".join(pattern.sub("", value).split()) or "-"

    def said(value: Any) -> Any:
        if isinstance(value, str):
            return text(value)
        if isinstance(value, tuple):
            return tuple(said(item) for item in value)
        if is_dataclass(value) and not isinstance(value, (type, Quantity, Span)):
            kept = _KEPT | ({"online", "offline"} if isinstance(value, Feature) else frozenset())
            found = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in kept}
            return replace(value, **{name: said(item) for name, item in found.items()})
        return value

    brief = ("requirements", "task", "data", "models", "evaluation", "release", "monitoring")
    flows = tuple(
        replace(
            flow,
            label=said(flow.label),
            payloads=_unsaid(flow.payloads, text),
            sends=flow.sends and _unsaid(flow.sends, text),
            returns=flow.returns and _unsaid(flow.returns, text),
        )
        for flow in architecture.flows
    )
    components = {
        name: replace(c, name=said(c.name), description=said(c.description), tags=said(c.tags))
        for name, c in architecture.components.items()
    }
    return replace(
        architecture,
        name=text(architecture.name),
        summary=said(architecture.summary),
        components=components,
        flows=flows,
        scenarios=(),
        **{name: said(getattr(architecture, name)) for name in brief},
    )


# What is no prose: ids, components, fields whose words the language fixes.
_KEPT = frozenset({"id", "trained_by", "served_by", "places", "span", "strategy", "type"})


def _unsaid(carried: tuple[Payload, ...], text: Callable[[str], str]) -> tuple[Payload, ...]:
    return tuple(replace(payload, text=text(payload.text)) for payload in carried)
