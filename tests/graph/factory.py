"""Designs for tests, built without the reader: `sketch({"app": "client"}, "app -> api: request")`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mlarch.catalog import type_of
from mlarch.diagnostics import Span
from mlarch.graph import DesignGraph, build
from mlarch.model import Architecture, Component, Flow, Mode, Payload
from mlarch.quantities import Dimension, parse

HERE = Span("test.yaml", 1, 1, 1, 2)
_ARROWS = {"->": Mode.CALL, "~>": Mode.STREAM, "=>": Mode.BATCH}

Line = str | tuple[str, Mapping[str, Any]]


def component(name: str, kind: str | Mapping[str, Any]) -> Component:
    """A component of a kind (`"ranker"`), of several (`"vector_index ranker"`), or with fields."""
    fields = {"kind": kind} if isinstance(kind, str) else dict(kind)
    kinds = tuple(fields.pop("kind").split())
    return Component(span=HERE, id=name, kinds=kinds, written=kinds[0], **fields)


def payload(phrase: str) -> Payload:
    """A payload typed by the catalogue."""
    return Payload(phrase, type_of(phrase), HERE)


def payloads(phrases: str) -> tuple[Payload, ...]:
    """Payloads separated by commas."""
    return tuple(payload(phrase.strip()) for phrase in phrases.split(",") if phrase.strip())


def flows(*lines: Line) -> tuple[Flow, ...]:
    """Chains with `&` and a payload after the colon; a tuple adds fields of the flow."""
    found: list[Flow] = []
    for number, line in enumerate(lines):
        text, fields = (line, {}) if isinstance(line, str) else (line[0], dict(line[1]))
        chain, _, carried = text.partition(":")
        for key in ("sends", "returns"):
            if key in fields:
                fields[key] = payloads(fields[key])
        if "share" in fields:
            fields["share"] = parse(fields["share"], Dimension.SHARE)
        if "timeout" in fields:
            fields["timeout"] = parse(fields["timeout"], Dimension.TIME)
        found.extend(_chain(chain, payloads(carried), fields, number, len(found)))
    return tuple(found)


def _chain(
    chain: str, carried: tuple[Payload, ...], fields: Mapping[str, Any], number: int, index: int
) -> list[Flow]:
    parts = re.split(r"(->|~>|=>)", chain)
    ends = [[end.strip() for end in part.split("&")] for part in parts[::2]]
    found: list[Flow] = []
    for position, arrow in enumerate(parts[1::2]):
        for source in ends[position]:
            for target in ends[position + 1]:
                found.append(
                    Flow(
                        span=HERE,
                        index=index + len(found),
                        line=number,
                        position=position,
                        source=source,
                        target=target,
                        mode=_ARROWS[arrow],
                        source_span=HERE,
                        target_span=HERE,
                        payloads=carried,
                        **fields,
                    )
                )
    return found


def architecture(components: Mapping[str, str | Mapping[str, Any]], *lines: Line) -> Architecture:
    """An architecture of these components and flows."""
    return Architecture(
        span=HERE,
        path="test.yaml",
        name="Test",
        components={name: component(name, kind) for name, kind in components.items()},
        flows=flows(*lines),
    )


def sketch(components: Mapping[str, str | Mapping[str, Any]], *lines: Line) -> DesignGraph:
    """A graph of these components and flows."""
    return build(architecture(components, *lines))


def meanings(graph: DesignGraph) -> dict[str, str]:
    """`a -> b` → the meaning of that flow; a `?` after it where that is a guess."""
    return {str(r.flow): str(r.meaning) + ("" if r.meaning_certain else "?") for r in graph.resolved_flows}


def moved(graph: DesignGraph, flow: str) -> tuple[list[str], list[str]]:
    """The data types that the flow written so carries, forward and backward."""
    (resolved,) = (r for r in graph.resolved_flows if str(r.flow) == flow)
    return [str(p.type) for p in resolved.forward], [str(p.type) for p in resolved.backward]
