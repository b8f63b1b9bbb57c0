"""A stop put on a link: `a -> b` becomes `a -> x -> b`, and scenarios that walk over it stop there too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from mlarch.analysis.facts import fact
from mlarch.diagnostics import Edit, Span
from mlarch.language.edit import Edits, Layout
from mlarch.language.syntax.nodes import SequenceNode
from mlarch.model import Flow
from mlarch.records import dataclass

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["Hop", "side_by_side", "stops"]


@dataclass(frozen=True, slots=True)
class Hop:
    """A stop on a link: `a -> b` becomes `a -> via -> b`.

    With `shared`, links written with it by `&` may go the same way; else such a link is left alone. With
    `reached`, something leads to `via` already: only `via -> b` is left.
    """

    flow: Flow
    via: str
    shared: bool = False
    reached: bool = False


def _rest(design: DesignGraph, page: Layout, hop: Hop) -> Iterator[Edits | None]:
    """Only `via -> b` of a link: what leads to `via` is there, and what leads on may be too."""
    flow = hop.flow
    if flow.position == 0:
        yield (Edit(flow.source_span, hop.via),)
        return
    node = page.get("flows")
    last = (flow.line, flow.position + 1) not in side_by_side(design)
    index = page.item_at(node, flow.span) if isinstance(node, SequenceNode) else None
    if not last or not _plain(flow) or index is None or not isinstance(node, SequenceNode):
        yield None
        return
    yield (Edit(_end(flow.source_span).to(_end(flow.target_span)), ""),)
    if not design.between(hop.via, flow.target):
        carried = ", ".join(payload.text for payload in flow.payloads)
        line = f"{hop.via} {flow.mode.arrow} {flow.target}"
        yield page.items(node, index, [f"{line}: {carried}" if carried else line])


@fact
def side_by_side(design: DesignGraph) -> dict[tuple[int, int], list[Flow]]:
    """The links by their line and their place in its chain."""
    found: dict[tuple[int, int], list[Flow]] = {}
    for flow in design.architecture.flows:
        found.setdefault((flow.line, flow.position), []).append(flow)
    return found


def stops(design: DesignGraph, page: Layout, hop: Hop) -> Iterator[Edits | None]:
    """The link with its new stop, then the scenarios that walk over it."""
    flow, arrow = hop.flow, hop.flow.mode.arrow
    beside = side_by_side(design)[flow.line, flow.position]
    several = len({f.source for f in beside}), len({f.target for f in beside})
    if flow.span.path != page.path or (len(beside) > 1 and not hop.shared) or not _verbatim(page, flow):
        yield None
    elif hop.reached:
        yield from _rest(design, page, hop) if len(beside) == 1 else (None,)
    elif not _plain(flow):
        yield _before_settings(design, page, hop) if len(beside) == 1 else None
    elif several[1] == 1:
        yield (Edit(_start(flow.target_span), f"{hop.via} {arrow} "),)
    elif several[0] == 1:
        yield (Edit(_end(flow.source_span), f" {arrow} {hop.via}"),)
    else:
        yield None
    yield from _scenarios(design, page, hop)


def _verbatim(page: Layout, flow: Flow) -> bool:
    """Whether the ends stand in the text as they are called, the source first.

    In a quoted text with escapes they do not, nor where the line is written backwards (`a <- b`).
    """
    spans = ((flow.source_span, flow.source), (flow.target_span, flow.target))
    begins = [(span.line, span.column) for span, _ in spans]
    return begins[0] < begins[1] and all(
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


def _scenarios(design: DesignGraph, page: Layout, hop: Hop) -> Iterator[Edits | None]:
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
