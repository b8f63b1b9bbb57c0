"""Mends in terms of the graph: a component to add, flows to draw, a stop to put on a link.

A rule says what is missing; this module finds where it belongs in the author's file and makes edits that copy
the layout around it (`mlarch.spec.insert`):

    fix = mend.add(
        design,
        near="ranker",
        parts={"model_monitor": "model_monitor"},           # id: kind; ids that exist are left as they are
        flows=["ranker ~> model_monitor: predictions"],      # lines of `flows:`, as the help shows them
        hops=[mend.Hop(flow, "lb", shared=True)],            # a -> b becomes a -> lb -> b
    )

A new component stands behind its nearest kin (the last of its family, else `near`) and joins the group of
that neighbour; a new flow stands behind the last line about its source; scenarios that walk over a link make
the new stop too. Every mend made here is unsafe: it changes the design. None is returned where the file is
written so that no small edit would do; the finding then comes without a fix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from mlarch.catalog import KINDS, find_kind
from mlarch.diagnostics import Edit, Fix, Span
from mlarch.model import Flow
from mlarch.rules.helpers import kind_name
from mlarch.spec.flows import parse, split_payload
from mlarch.spec.insert import Edits, Layout
from mlarch.spec.nodes import MappingNode, Node, SequenceNode

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["Hop", "add", "drop", "replace"]


@dataclass(frozen=True, slots=True)
class Hop:
    """A stop on a link: `a -> b` becomes `a -> via -> b`.

    With `shared`, links written with it by `&` may go the same way; else such a link is left alone.
    """

    flow: Flow
    via: str
    shared: bool = False


def add(
    design: DesignGraph,
    near: str,
    *,
    parts: Mapping[str, str] | None = None,
    flows: Sequence[str] = (),
    hops: Sequence[Hop] = (),
    before: Flow | None = None,
) -> Fix | None:
    """The mend that adds `parts` and `flows` to the file of component `near` and puts `hops` on links.

    Flows go before the line of the flow `before`, if it is given. None when the file gives no hold for it.
    """
    new = {name: kind for name, kind in (parts or {}).items() if name not in design.components}
    page = _page(design, near, flows, new)
    if page is None:
        return None
    edits: list[Edit] = []
    steps = [
        *_parts(design, page, near, new),
        *_flows(design, page, flows, before),
        *(made for hop in hops for made in _hop(design, page, hop)),
    ]
    for made in steps:
        if made is None:
            return None
        edits += made
    return Fix(_title(new, flows, hops), tuple(edits), claims=tuple(new)) if edits else None


def drop(design: DesignGraph, flow: Flow) -> Fix | None:
    """The mend that takes away the line of `flow`; None when the line holds more than this one link."""
    links = _side_by_side(design)
    alone = len(links[flow.line, 0]) == 1 and (flow.line, 1) not in links
    page = _layout(design, flow.span.path)
    node = page.get("flows") if page is not None and alone else None
    if page is None or not isinstance(node, SequenceNode):
        return None
    index = page.item_at(node, flow.span)
    edits = None if index is None else page.without_item(node, index)
    return Fix(f"Remove `{flow}`", edits) if edits else None


def replace(span: Span, text: str, *, safe: bool = False) -> Fix:
    """The mend that writes `text` in place of what stands at `span`."""
    return Fix(f"Write `{text}`", (Edit(span, text),), safe=safe)


def _title(new: Mapping[str, str], flows: Sequence[str], hops: Sequence[Hop]) -> str:
    said = [f"`{name}: {kind}`" for name, kind in new.items()]
    said += [f"`{flow}`" for flow in flows]
    said += [
        f"`{h.flow.source} {h.flow.mode.arrow} {h.via} {h.flow.mode.arrow} {h.flow.target}`" for h in hops
    ]
    return f"Add {', '.join(said)}"


# ── the file ────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=4)
def _read(text: str, path: str) -> Layout:
    return Layout(text, path)


def _layout(design: DesignGraph, path: str) -> Layout | None:
    text = design.architecture.sources.get(path)
    return None if text is None else _read(text, path)


def _page(design: DesignGraph, near: str, flows: Sequence[str], new: Mapping[str, str]) -> Layout | None:
    """The file to write in: that of `near`, if it knows every other component that is named there."""
    path = design.components[near].span.path
    names = [name for flow in flows for name in _ends(flow) if name not in new]
    if any(name not in design.components for name in names):
        return None
    if path != design.architecture.path and any(design.components[n].span.path != path for n in names):
        return None
    return _layout(design, path)


def _ends(flow: str) -> tuple[str, ...]:
    return tuple(operand.id for operand in parse(split_payload(flow)[0]).operands)


# ── components ──────────────────────────────────────────────────────────────────────────────────────────


def _parts(design: DesignGraph, page: Layout, near: str, new: Mapping[str, str]) -> Iterator[Edits | None]:
    """New components behind their kin; several with one neighbour are put in together."""
    node = page.get("components")
    places: dict[str, list[tuple[str, str]]] = {}
    for name, kind in new.items():
        places.setdefault(_kin(design, page, near, kind), []).append((name, _word(design, kind)))
    for neighbour, pairs in places.items():
        yield page.pairs(node, neighbour, pairs) if isinstance(node, MappingNode) else None
        members = _members(page, (neighbour, near))
        if members is not None:
            yield page.items(*members, [name for name, _ in pairs])


def _kin(design: DesignGraph, page: Layout, near: str, kind: str) -> str:
    """The last component of the family of `kind` in this file, else `near`."""
    return _last_of_family(design, page.path).get(KINDS[kind].family, near)


@lru_cache(maxsize=4)
def _last_of_family(design: DesignGraph, path: str) -> dict[str, str]:
    here = (name for name, component in design.components.items() if component.span.path == path)
    return {design.kind(name).family: name for name in here}


def _word(design: DesignGraph, kind: str) -> str:
    """The kind as this author writes kinds: `model monitor`, or `model_monitor`."""
    name = kind_name(kind)
    match = find_kind(name)
    return name if _spaced(design) and match is not None and match.kinds == (kind,) else kind


@lru_cache(maxsize=4)
def _spaced(design: DesignGraph) -> bool:
    """Whether more kinds are written with a space than with an underscore."""
    written = [component.written for component in design.components.values()]
    spaced = sum(" " in word and "," not in word for word in written)
    return spaced > sum("_" in word for word in written)


def _members(page: Layout, neighbours: Iterable[str]) -> tuple[SequenceNode, int] | None:
    """The list of members of the group in which the first of `neighbours` that has one is, and where."""
    groups = page.get("groups")
    for neighbour in neighbours:
        for pair in groups.pairs if isinstance(groups, MappingNode) else ():
            value: Node | None = pair.value
            if isinstance(value, MappingNode):
                value = value.get("members")
            names = _texts(value)
            if neighbour in names and isinstance(value, SequenceNode):
                return value, names.index(neighbour)
    return None


def _texts(node: Node | None) -> list[str]:
    items = node.items if isinstance(node, SequenceNode) else ()
    return [getattr(item, "text", "") for item in items]


# ── flows ───────────────────────────────────────────────────────────────────────────────────────────────


def _flows(
    design: DesignGraph, page: Layout, flows: Sequence[str], before: Flow | None
) -> Iterator[Edits | None]:
    """New lines, each behind the last line about its source; those with one neighbour together."""
    if not flows:
        return
    node = page.get("flows")
    if not isinstance(node, SequenceNode):
        yield None
        return
    texts = [_bracketed(flow) if page.inline(node) else flow for flow in flows]
    if before is not None:
        index = page.item_at(node, before.span) if before.span.path == page.path else None
        yield None if index is None else page.items_before(node, index, texts)
        return
    places: dict[int, list[str]] = {}
    for flow, text in zip(flows, texts, strict=True):
        places.setdefault(_last_line(design, page, node, _ends(flow)), []).append(text)
    for index, together in places.items():
        yield page.items(node, index, together)


def _bracketed(flow: str) -> str:
    """Inside brackets a comma divides items: a list of payloads needs brackets of its own."""
    chain, _, payload = flow.partition(": ")
    return f"{chain}: [{payload}]" if "," in payload and payload[:1] not in "{[" else flow


def _last_line(design: DesignGraph, page: Layout, node: SequenceNode, ends: Sequence[str]) -> int:
    """The last item about the first of `ends` that any is about; the last of all, if there is none."""
    last = _lines_about(design, page.path)
    for end in ends:
        found = last.get(end)
        index = None if found is None else page.item_at(node, found.span)
        if index is not None:
            return index
    return len(node.items) - 1


@lru_cache(maxsize=4)
def _lines_about(design: DesignGraph, path: str) -> dict[str, Flow]:
    """For each component, the last flow of the file at one of whose ends it is."""
    return {end: flow for flow in design.architecture.flows if flow.span.path == path for end in flow.ends}


# ── stops on links ──────────────────────────────────────────────────────────────────────────────────────


def _hop(design: DesignGraph, page: Layout, hop: Hop) -> Iterator[Edits | None]:
    """The link with its new stop, then the scenarios that walk over it."""
    flow, arrow = hop.flow, hop.flow.mode.arrow
    beside = _side_by_side(design)[flow.line, flow.position]
    several = len({f.source for f in beside}), len({f.target for f in beside})
    if flow.span.path != page.path or (len(beside) > 1 and not hop.shared) or not _verbatim(page, flow):
        yield None
    elif not _plain(flow):
        yield _before_settings(design, page, hop) if len(beside) == 1 else None
    elif several[1] == 1:
        yield (Edit(_start(flow.target_span), f"{hop.via} {arrow} "),)
    elif several[0] == 1:
        yield (Edit(_end(flow.source_span), f" {arrow} {hop.via}"),)
    else:
        yield None
    yield from _stops(design, page, hop)


@lru_cache(maxsize=4)
def _side_by_side(design: DesignGraph) -> dict[tuple[int, int], list[Flow]]:
    """The links by their line and their place in its chain."""
    found: dict[tuple[int, int], list[Flow]] = {}
    for flow in design.architecture.flows:
        found.setdefault((flow.line, flow.position), []).append(flow)
    return found


def _verbatim(page: Layout, flow: Flow) -> bool:
    """Whether the ends stand in the text as they are called: in a quoted text with escapes they do not."""
    spans = ((flow.source_span, flow.source), (flow.target_span, flow.target))
    return all(
        span.line == span.end_line
        and page.lines[span.line - 1][span.column - 1 : span.end_column - 1] == name
        for span, name in spans
    )


def _plain(flow: Flow) -> bool:
    """Whether what is written on a flow holds for both halves of it: payloads do, a timeout does not."""
    return not (set(flow.places) - {"payloads", "sends", "returns", "label", "data", "encrypted"})


def _before_settings(design: DesignGraph, page: Layout, hop: Hop) -> Edits | None:
    """The link with settings begins at the new stop; what leads there is a line of its own."""
    flow, node = hop.flow, page.get("flows")
    if flow.position != 0 or not isinstance(node, SequenceNode):
        return None
    index = page.item_at(node, flow.span)
    line = (
        None
        if index is None
        else page.items_before(node, index, [f"{flow.source} {flow.mode.arrow} {hop.via}"])
    )
    return None if line is None else (*line, Edit(flow.source_span, hop.via))


def _stops(design: DesignGraph, page: Layout, hop: Hop) -> Iterator[Edits | None]:
    ends = {hop.flow.source, hop.flow.target}
    still = any(set(flow.ends) == ends for flow in design.architecture.flows if flow is not hop.flow)
    for scenario in () if still else design.architecture.scenarios:
        node = page.get("scenarios", scenario.name)
        names = [step.component for step in scenario.steps]
        for index, pair in enumerate(pairwise(names)):
            if set(pair) != ends:
                continue
            whole = isinstance(node, SequenceNode) and len(node.items) == len(names)
            yield page.items(node, index, [hop.via]) if whole and isinstance(node, SequenceNode) else None


def _start(span: Span) -> Span:
    return Span(span.path, span.line, span.column, span.line, span.column)


def _end(span: Span) -> Span:
    return Span(span.path, span.end_line, span.end_column, span.end_line, span.end_column)
