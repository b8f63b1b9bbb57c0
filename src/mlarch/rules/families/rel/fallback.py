"""REL: what stands in when a call fails: is it there, and does it fail with what it stands in for."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.dependencies import needed
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.phrases import arrow

__all__ = ["fallback_not_drawn", "fallback_shares_fate"]


@rule("REL009", "fallback-shares-fate", about=("@fallback",))
def fallback_shares_fate(design: DesignGraph) -> Iterator[Outcome]:
    """A fallback that needs what it stands in for.

    **Checks.** A call names a component as its `fallback:`, and that component is the callee itself, or calls
    it, directly or through others.

    **Why.** When the callee fails, so does the fallback.

    **When it is wrong.** The fallback can answer without that call: mark the call `optional: true`.
    """
    for resolved in design.resolved_flows:
        flow, callee = resolved.flow, resolved.callee
        other = flow.fallback
        if callee is None or other is None or other not in design.components:
            continue
        path = _needs(design, other, callee)
        if path:
            yield problem(
                flow,
                f"{other} should answer when {callee} fails, and {_same(path)}",
                at="fallback",
                components=(callee, other),
                path=path,
                kinds=(Trait.FALLS_BACK,),
                help="Name a fallback that does without it: cached answers, popular items, a rule.",
            )


def _needs(design: DesignGraph, other: str, callee: str) -> tuple[str, ...]:
    """A path of calls that must succeed, from the fallback to what it stands in for."""
    if other == callee:
        return (other,)
    return needed(design, other).get(callee, ())


def _same(path: tuple[str, ...]) -> str:
    return "they are the same" if len(path) == 1 else f"needs it itself: {arrow(path)}"


@rule(
    "REL010",
    "fallback-not-drawn",
    fixes="unsafe",
    severity=Severity.INFO,
    stage=Stage.PRODUCTION,
    about=("@fallback",),
)
def fallback_not_drawn(design: DesignGraph) -> Iterator[Outcome]:
    """A fallback to which no flow leads.

    **Checks.** A call names a component as its `fallback:`, and no flow joins the one who makes the call and
    that component, in either direction. Several such calls of one caller to one fallback share a finding, and
    the fallback of a chain is that of its first caller.

    **Why.** When the call fails, the caller turns to something that it does not know, and neither the picture
    nor the estimates show the load that arrives there then. Fallbacks that are never exercised are the ones
    that fail (*Addressing Cascading Failures*, *Site Reliability Engineering*, chapter 22).

    **When it is wrong.** The fallback is inside the caller: write it in words, `fallback: the last answer`.
    """
    said: set[tuple[str, str]] = set()
    heads = {flow.line: flow for flow in reversed(design.architecture.flows) if flow.position == 0}
    for resolved in design.resolved_flows:
        flow, other = resolved.flow, resolved.flow.fallback
        head = heads.get(flow.line, flow)
        caller = head.source if head.fallback == other else resolved.caller or flow.source
        if other is None or other not in design.components or other in (caller, resolved.callee, flow.target):
            continue
        if (caller, other) in said or design.between(caller, other) or design.between(other, caller):
            continue
        said.add((caller, other))
        yield problem(
            flow,
            f"when {flow.target} fails, {caller} should fall back on {other}, and no flow leads there",
            at="fallback",
            components=(caller, other),
            help="Draw the call for that case: {add}.",
            add=f"{caller} -> {other}: {{when: failure}}",
        )
