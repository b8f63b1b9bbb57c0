"""How each flow was understood, in words: `mlarch check --explain-flows`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mlarch.graph.resolved import ResolvedFlow
from mlarch.model import Payload

if TYPE_CHECKING:
    from mlarch.graph.design import DesignGraph

__all__ = ["explain_flow", "explain_flows"]


def explain_flows(graph: DesignGraph) -> tuple[str, ...]:
    """One line for each flow, in file order: place, as written, meaning, what moves which way, certainty."""
    return tuple(explain_flow(resolved) for resolved in graph.resolved_flows)


def explain_flow(resolved: ResolvedFlow) -> str:
    """`spec.yaml:12: features -> ranker: features | read: ... | features → ranker: features`.

    Data types that were assumed stand in square brackets.
    """
    flow = resolved.flow
    parts = [
        f"{flow.span.path}:{flow.span.line}: {_written(resolved)}",
        f"{resolved.meaning}: {resolved.why}",
    ]
    if resolved.forward:
        parts.append(f"{flow.source} → {flow.target}: {_payloads(resolved, resolved.forward)}")
    if resolved.backward:
        parts.append(f"{flow.target} → {flow.source}: {_payloads(resolved, resolved.backward)}")
    if not resolved.certain:
        parts.append("uncertain")
    return " | ".join(parts)


def _written(resolved: ResolvedFlow) -> str:
    flow = resolved.flow
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


def _payloads(resolved: ResolvedFlow, payloads: Iterable[Payload]) -> str:
    return ", ".join(_payload(resolved, payload) for payload in payloads)


def _payload(resolved: ResolvedFlow, payload: Payload) -> str:
    if resolved.is_assumed(payload):
        return f"[{payload.text.lower()}]"
    return payload.text if payload.type is None else f"{payload.text} ({payload.type})"
