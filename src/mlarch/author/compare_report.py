"""A comparison as text for people, as JSON for programs, and as a picture with the missing parts dashed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from mlarch import __version__
from mlarch.author.compare import Comparison, FlowDifference, Part
from mlarch.catalog import KINDS
from mlarch.design import Design
from mlarch.model import Architecture, Flow
from mlarch.report.escape import visible

__all__ = ["merged_design", "to_json", "to_text"]

_FEW = 3  # flows shown with each component


def to_text(comparison: Comparison, *, most: int = 12) -> str:
    """What the reference has that mine lacks, what mine adds, and which flows differ; `most` of each."""
    return "\n".join(_text(comparison, most)) + "\n"


def _text(comparison: Comparison, most: int) -> Iterator[str]:
    mine, reference = comparison.mine.name, comparison.reference.name
    count = len(comparison.reference.architecture.components)
    shared = count - len(comparison.missing)
    yield f"{visible(mine)} has {shared} of the {count} parts of {visible(reference)}."
    yield from _section(f"What {visible(reference)} has and yours lacks", comparison.missing, most)
    yield from _section("What yours has besides", comparison.added, most)
    yield from _flow_section(
        "Flows that yours lacks between parts that both have", comparison.missing_flows, most
    )
    yield from _flow_section("Flows that only yours has", comparison.added_flows, most)
    same = [pair for pair in comparison.matching.pairs if pair.mine != pair.reference]
    if same:
        yield ""
        yield "Taken for the same part (yours = theirs)"
        for pair in same[:most]:
            yield f"  {pair.mine} = {pair.reference}"
        yield from _rest(same, most)


def _section(heading: str, parts: Sequence[Part], most: int) -> Iterator[str]:
    if not parts:
        return
    yield ""
    yield f"{heading} ({len(parts)})"
    for part in parts[:most]:
        more = f"; both have {', '.join(part.others)}" if part.others else ""
        yield f"  {visible(part.title)} ({part.kind}{more})"
        yield f"      {KINDS[part.component.kind].description}"
        for flow in part.neighbours[:_FEW]:
            yield f"      {flow}"
        if len(part.neighbours) > _FEW:
            yield f"      and {len(part.neighbours) - _FEW} more"
    yield from _rest(parts, most)


def _flow_section(heading: str, flows: Sequence[FlowDifference], most: int) -> Iterator[str]:
    if not flows:
        return
    yield ""
    yield f"{heading} ({len(flows)})"
    for flow in flows[:most]:
        carried = f": {visible(flow.carried)}" if flow.carried else ""
        yield f"  {flow.source}, {flow.target}{carried}    ({flow.written})"
    yield from _rest(flows, most)


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
        "missing": [_part(part) for part in comparison.missing],
        "added": [_part(part) for part in comparison.added],
        "missing_flows": [_flow(flow) for flow in comparison.missing_flows],
        "added_flows": [_flow(flow) for flow in comparison.added_flows],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _part(part: Part) -> dict[str, Any]:
    return {
        "component": part.component.id,
        "name": part.title,
        "kinds": list(part.component.kinds),
        "importance": part.importance,
        "flows": list(part.neighbours),
        "others": list(part.others),
    }


def _flow(flow: FlowDifference) -> dict[str, Any]:
    return {
        "source": flow.source,
        "target": flow.target,
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
        names[part.component.id]: replace(
            part.component, id=names[part.component.id], planned=True, icon=None
        )
        for part in comparison.missing
    }
    flows = list(mine.flows)
    for flow in reference.flows:
        if (flow.source in names or flow.target in names) and {flow.source, flow.target} <= set(place):
            flows.append(_moved(flow, place, len(flows)))
    architecture = replace(
        mine,
        name=f"{mine.name}, and what {reference.name} has besides",
        components={**mine.components, **ghosts},
        flows=tuple(flows),
        scenarios=(),
        views=(),
    )
    return Design(architecture)


def _moved(flow: Flow, place: dict[str, str], index: int) -> Flow:
    return replace(
        flow, index=index, line=flow.line + 100_000, source=place[flow.source], target=place[flow.target]
    )


def _free(name: str, mine: Architecture) -> str:
    """An id that mine does not use."""
    while name in mine.components:
        name += "_"
    return name
