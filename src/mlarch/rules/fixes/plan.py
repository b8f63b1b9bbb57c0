"""Mends in terms of the graph: a component to add, flows to draw, a stop to put on a link.

A rule says what is missing; this module finds where it belongs in the author's file and makes edits that copy
the layout around it (`mlarch.language.edit`):

    fix = fixes.add(design, "ranker", "ranker ~> model_monitor: predictions")  # what `problem(add=...)` plans
    fix = fixes.reroute(design, "api", [fixes.Hop(flow, "load_balancer")])     # a -> b: a -> x -> b

An id in these that the design lacks is a component to add. Its id says its kind (`model_monitor`, or
`model_monitor_2`, as `fixes.suggest_id` makes them), or its words do (`input_guardrail`).

A new component stands behind its nearest kin (the last of its family, else `near`) and joins the group of
that neighbour; a new flow stands behind the last line about its source; scenarios that walk over a link make
the new stop too. Every mend made here is unsafe: it changes the design. None is returned where the file is
written so that no small edit would do; the finding then comes without a fix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from mlarch.analysis.facts import fact
from mlarch.catalog import KINDS, find_kind
from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.edit import Edits, Layout
from mlarch.language.syntax.arrows import parse, split_payload
from mlarch.language.syntax.nodes import SequenceNode
from mlarch.lazy import regex
from mlarch.model import Flow
from mlarch.rules.fixes.component_lines import parts
from mlarch.rules.fixes.flow_lines import bracketed, ends, rest
from mlarch.rules.fixes.insert_between import Hop, side_by_side, stops
from mlarch.rules.fixes.planned import planned

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["Hop", "add", "between", "drop", "drop_ignore", "move", "new_kinds", "replace", "reroute"]

_NUMBER = regex(r"_[0-9]+$")


@planned
def add(
    design: DesignGraph,
    near: str,
    *flows: str,
    before: Flow | None = None,
) -> Fix | None:
    """The mend that adds `flows`, and the components they need, to the file of component `near`.

    Flows go before the line of the flow `before`, if it is given. None when the file gives no hold for it,
    and for a flow from a component to itself.
    Raises `ValueError` for a new id whose kind is not known: a mistake of the rule's author.
    """
    if any(parse(split_payload(flow)[0]).mistakes for flow in flows):
        return None
    return _made(design, near, [rest(design, flow) for flow in flows], before=before)


@planned
def reroute(design: DesignGraph, near: str, hops: Sequence[Hop]) -> Fix | None:
    """The mend that leads flows by way of other components, which it adds where they are new."""
    return _made(design, near, hops=hops)


def _made(
    design: DesignGraph,
    near: str,
    flows: Sequence[str] = (),
    *,
    hops: Sequence[Hop] = (),
    before: Flow | None = None,
) -> Fix | None:
    named = dict.fromkeys([*(hop.via for hop in hops), *(end for flow in flows for end in ends(flow))])
    new = {name: _kind(name) for name in named if name not in design.components}
    page = _page(design, near, [name for name in named if name not in new])
    if page is None:
        return None
    edits: list[Edit] = []
    steps = [
        *parts(design, page, near, new),
        *_flows(design, page, flows, before),
        *(made for hop in hops for made in stops(design, page, hop)),
    ]
    for made in steps:
        if made is None:
            return None
        edits += made
    return Fix(_title(new, flows, hops), tuple(edits), claims=tuple(new)) if edits else None


def new_kinds(design: DesignGraph, flows: Iterable[str]) -> tuple[str, ...]:
    """The kinds of the components that these lines name and the design lacks."""
    named = dict.fromkeys(end for flow in flows for end in ends(flow) if end not in design.components)
    return tuple(dict.fromkeys(_kind(name) for name in named))


def _kind(name: str) -> str:
    kind = _NUMBER.sub("", name)
    if kind in KINDS:
        return kind
    match = find_kind(kind)
    if match is None:
        raise ValueError(f"the kind of the new component `{name}` is not known")
    return match.kinds[0]


@planned
def drop(design: DesignGraph, flow: Flow) -> Fix | None:
    """The mend that takes away the line of `flow`; None when the line holds more than this one link."""
    found = _line(design, flow)
    edits = None if found is None else found[0].without_item(*found[1:])
    return Fix(f"Remove `{flow}`", edits) if edits else None


@planned
def move(design: DesignGraph, flow: Flow, before: Flow) -> Fix | None:
    """The mend that moves the line of `flow` before that of another; None when it holds other links too."""
    found, goal = _line(design, flow), _line(design, before, alone=False)
    if found is None or goal is None or goal[0] is not found[0]:
        return None
    edits = found[0].moved(*found[1:], goal[2])
    return Fix(f"Move `{flow}` before `{before}`", edits) if edits else None


def _line(design: DesignGraph, flow: Flow, *, alone: bool = True) -> tuple[Layout, SequenceNode, int] | None:
    """The file, the list and the number of the item that `flow` is; None for one of many in its item."""
    links = side_by_side(design)
    single = len(links[flow.line, 0]) == 1 and (flow.line, 1) not in links
    page = layout(design, flow.span.path)
    node = page.get("flows") if page is not None and (single or not alone) else None
    if page is None or not isinstance(node, SequenceNode):
        return None
    index = page.item_at(node, flow.span)
    return None if index is None else (page, node, index)


@planned
def drop_ignore(design: DesignGraph, index: int) -> Fix | None:
    """The mend that takes away entry number `index` of `ignore:`; None where a comment stands beside it."""
    span = design.architecture.ignores[index].span
    page = layout(design, span.path)
    node = None if page is None else page.get("ignore")
    if page is None or not isinstance(node, SequenceNode):
        return None
    item = page.item_at(node, span)
    edits = None
    if item is not None:
        edits = page.without_item(node, item) if len(node.items) > 1 else page.without_key("ignore")
    return Fix("Remove this entry of `ignore`", edits) if edits else None


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


@fact
def _layouts(design: DesignGraph) -> dict[str, Layout]:
    """The files of the design that were looked at, by path."""
    return {}


def layout(design: DesignGraph, path: str) -> Layout | None:
    text = design.architecture.sources.get(path)
    known = _layouts(design)
    if text is not None and path not in known:
        known[path] = Layout.read(text, path)
    return known.get(path)


def _page(design: DesignGraph, near: str, names: Sequence[str]) -> Layout | None:
    """The file to write in: that of `near`, if it knows every other component that is named there."""
    known = design.components.get(near)  # a component that the mend itself adds has no file yet
    path = design.architecture.path if known is None else known.span.path
    if path != design.architecture.path and any(design.components[n].span.path != path for n in names):
        return None
    return layout(design, path)


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
    texts = [bracketed(flow) if page.inline(node) else flow for flow in flows]
    if before is not None:
        index = page.item_at(node, before.span) if before.span.path == page.path else None
        yield None if index is None else page.items_before(node, index, texts)
        return
    places: dict[int, list[str]] = {}
    for flow, text in zip(flows, texts, strict=True):
        places.setdefault(_last_line(design, page, node, ends(flow)), []).append(text)
    for index, together in places.items():
        yield page.items(node, index, together)


def _last_line(design: DesignGraph, page: Layout, node: SequenceNode, names: Sequence[str]) -> int:
    """The last item about the first of `names` that any is about; the last of all, if there is none."""
    last = _lines_about(design)
    for end in names:
        found = last.get((page.path, end))
        index = None if found is None else page.item_at(node, found.span)
        if index is not None:
            return index
    return len(node.items) - 1


@fact
def _lines_about(design: DesignGraph) -> dict[tuple[str, str], Flow]:
    """For each file and component, the last flow of the file at one of whose ends the component is."""
    return {(flow.span.path, end): flow for flow in design.architecture.flows for end in flow.ends}


@planned
def between(design: DesignGraph, source: str, target: str, via: str) -> Fix | None:
    """The mend that leads every flow drawn between two components, in either direction, by way of `via`.

    Where a flow from `source` to `via` is drawn already, only the rest of the way is left.
    """
    reached = bool(design.between(source, via))
    resolved_flows = (*design.between(source, target), *design.between(target, source))
    links = {(r.flow.line, r.flow.position): r.flow for r in resolved_flows}.values()
    hops = [Hop(flow, via, shared=True, reached=reached) for flow in links]
    return _made(design, source, hops=hops) if hops else None
