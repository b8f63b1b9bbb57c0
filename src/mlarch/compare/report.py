"""A comparison as text for people, as JSON for programs, and as a picture with the missing parts dashed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from mlarch import __version__
from mlarch.catalog import KINDS
from mlarch.compare.comparison import Comparison, FlowDifference, Part
from mlarch.design import Design
from mlarch.frozen import FrozenMap
from mlarch.model import Architecture, Component, Flow
from mlarch.report.escape import as_json, visible

__all__ = ["merged_design", "to_json", "to_text"]

_FEW = 3  # flows shown with each component


def to_text(comparison: Comparison, *, most: int = 12) -> str:
    """What the reference has that mine lacks, what mine adds, and which flows differ; `most` of each."""
    return "\n".join(_text(comparison, most)) + "\n"


def _text(comparison: Comparison, most: int) -> Iterator[str]:
    reference = visible(comparison.reference.name)
    yield _summary(comparison)
    yield from _section(f"What {reference} has and yours lacks", comparison.missing, most)
    yield from _section("What yours has besides", comparison.added, most)
    yield from _flow_section(
        "Flows that yours lacks between parts that both have", comparison.missing_flows, most
    )
    yield from _flow_section("Flows that only yours has", comparison.added_flows, most)
    yield from _pair_section(comparison, most)


def _summary(comparison: Comparison) -> str:
    mine, reference = visible(comparison.mine.name), visible(comparison.reference.name)
    count, missing = len(comparison.reference.architecture.components), comparison.missing
    inside = sum(part.within is not None for part in missing)
    more = f" {inside} more may be inside others of yours." if inside else ""
    return f"{mine} has {count - len(missing)} of the {count} parts of {reference}.{more}"


def _section(heading: str, parts: Sequence[Part], most: int) -> Iterator[str]:
    if not parts:
        return
    yield ""
    yield f"{heading} ({len(parts)})"
    for part in parts[:most]:
        more = f"; both have {', '.join(part.others)}" if part.others else ""
        inside = f", unless it is inside your {part.within}" if part.within else ""
        yield f"  {visible(part.title)} ({part.kind}{more}){inside}"
        yield from (f"      {line}" for line in (_purpose(part), _flows_of(part)) if line)
    yield from _rest(parts, most)


def _purpose(part: Part) -> str:
    """What it is for: of a generic kind, only what the design says itself."""
    kind = KINDS[part.component.kind]
    return visible(part.component.description or "") if kind.any_data else kind.description


def _flows_of(part: Part) -> str:
    """The first of its flows, on one line."""
    more = len(part.here) - _FEW
    return ", ".join(part.here[:_FEW]) + (f" and {more} more" if more > 0 else "")


def _flow_section(heading: str, flows: Sequence[FlowDifference], most: int) -> Iterator[str]:
    if not flows:
        return
    yield ""
    yield f"{heading} ({len(flows)})"
    for flow in flows[:most]:
        mine = f"{flow.source} {flow.arrow} {flow.target}"
        carried = f": {visible(flow.carried)}" if flow.carried else ""
        theirs = f"    (theirs: {flow.written})" if flow.written != mine else ""
        yield f"  {mine}{carried}{theirs}"
    yield from _rest(flows, most)


def _pair_section(comparison: Comparison, most: int) -> Iterator[str]:
    """Which were taken for the same: the least alike first, since those may be wrong."""
    matching = comparison.matching
    pairs = sorted(matching.pairs, key=lambda pair: (pair.likeness, pair.mine))
    same = [f"{pair.mine} = {pair.reference}" for pair in pairs if pair.mine != pair.reference]
    same += [f"{name} = {part} (as well)" for part, name in sorted(matching.merged.items())]
    same += [f"{name} = {part} (a share of it)" for name, part in sorted(matching.split.items())]
    if not same:
        return
    yield ""
    yield f"Taken for the same part, the least alike first: yours = theirs ({len(same)})"
    yield from (f"  {line}" for line in same[:most])
    yield from _rest(same, most)


def _rest(items: Sequence[object], most: int) -> Iterator[str]:
    if len(items) > most:
        yield f"  ... and {len(items) - most} more (`--all` shows them)"


def to_json(comparison: Comparison) -> str:
    """The comparison as one JSON object."""
    matching = comparison.matching
    data = {
        "version": 1,
        "mlarch": __version__,
        "mine": {"path": comparison.mine.path, "name": comparison.mine.name},
        "reference": {"path": comparison.reference.path, "name": comparison.reference.name},
        "covered": round(comparison.covered, 3),
        "pairs": [
            {"mine": pair.mine, "reference": pair.reference, "likeness": pair.likeness}
            for pair in matching.pairs
        ],
        "merged": matching.merged,
        "split": matching.split,
        "within": matching.within,
        "missing": [_part(part) for part in comparison.missing],
        "added": [_part(part) for part in comparison.added],
        "missing_flows": [_flow(flow) for flow in comparison.missing_flows],
        "added_flows": [_flow(flow) for flow in comparison.added_flows],
    }
    return as_json(data)


def _part(part: Part) -> dict[str, Any]:
    return {
        "component": part.component.id,
        "name": part.title,
        "kinds": list(part.component.kinds),
        "importance": part.importance,
        "flows": list(part.neighbours),
        "here": list(part.here),
        "others": list(part.others),
        "within": part.within,
    }


def _flow(flow: FlowDifference) -> dict[str, Any]:
    return {
        "source": flow.source,
        "target": flow.target,
        "arrow": flow.arrow,
        "written": flow.written,
        "carries": flow.carried,
        "importance": flow.importance,
    }


def merged_design(comparison: Comparison) -> Design:
    """Mine with what it lacks added as planned parts: drawn dashed, joined to what is there."""
    mine, reference = comparison.mine.architecture, comparison.reference.architecture
    names = {part.component.id: _free(part.component.id, mine) for part in comparison.missing}
    place = comparison.matching.to_mine() | names
    ghosts = {
        name: _ghost(part.component, name)
        for part, name in zip(comparison.missing, names.values(), strict=True)
    }
    flows = list(mine.flows)
    for flow in reference.flows:
        if (flow.source in names or flow.target in names) and {flow.source, flow.target} <= set(place):
            flows.append(_moved(flow, place, len(flows)))
    architecture = replace(
        mine,
        name=f"{mine.name}, and what {reference.name} has besides",
        components=FrozenMap({**mine.components, **ghosts}),
        flows=tuple(flows),
        scenarios=(),
        views=(),
    )
    return Design(architecture)


def _ghost(component: Component, name: str) -> Component:
    """What is missing, as a plan: with its role and purpose but not the products and figures of others."""
    return Component(
        id=name,
        kinds=component.kinds,
        written=component.written,
        name=component.name,
        description=component.description,
        plane=component.plane,
        external=component.external,
        planned=True,
        consumes=component.consumes,
        produces=component.produces,
        span=component.span,
    )


def _moved(flow: Flow, place: dict[str, str], index: int) -> Flow:
    return replace(
        flow, index=index, line=flow.line + 100_000, source=place[flow.source], target=place[flow.target]
    )


def _free(name: str, mine: Architecture) -> str:
    """An id that mine does not use."""
    while name in mine.components:
        name += "_"
    return name
