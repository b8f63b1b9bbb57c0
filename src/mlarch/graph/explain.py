"""How each flow was understood, in words: `mlarch check --explain-flows`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mlarch.graph.base import Reading
from mlarch.model import Payload

if TYPE_CHECKING:
    from mlarch.graph.design import DesignGraph

__all__ = ["explain_flow", "explain_flows"]


def explain_flows(graph: DesignGraph) -> tuple[str, ...]:
    """One line for each flow, in file order: place, as written, meaning, what moves which way, certainty."""
    return tuple(explain_flow(reading) for reading in graph.readings)


def explain_flow(reading: Reading) -> str:
    """`spec.yaml:12: features -> ranker: features | read: ... | features → ranker: features`.

    Data types that were assumed stand in square brackets.
    """
    flow = reading.flow
    parts = [f"{flow.span.path}:{flow.span.line}: {_written(reading)}", f"{reading.meaning}: {reading.why}"]
    if reading.forward:
        parts.append(f"{flow.source} → {flow.target}: {_payloads(reading, reading.forward)}")
    if reading.backward:
        parts.append(f"{flow.target} → {flow.source}: {_payloads(reading, reading.backward)}")
    if not reading.certain:
        parts.append("uncertain")
    return " | ".join(parts)


def _written(reading: Reading) -> str:
    flow = reading.flow
    stated = [payload.text for payload in flow.payloads]
    if flow.sends:
        stated.append(f"sends {_texts(flow.sends)}")
    if flow.returns:
        stated.append(f"returns {_texts(flow.returns)}")
    if flow.label is not None:
        stated.insert(0, flow.label)
    return f"{flow}: {', '.join(stated)}" if stated else str(flow)


def _texts(payloads: Iterable[Payload]) -> str:
    return " & ".join(payload.text for payload in payloads)


def _payloads(reading: Reading, payloads: Iterable[Payload]) -> str:
    return ", ".join(_payload(reading, payload) for payload in payloads)


def _payload(reading: Reading, payload: Payload) -> str:
    if reading.is_assumed(payload):
        return f"[{payload.text.lower()}]"
    return payload.text if payload.type is None else f"{payload.text} ({payload.type})"
