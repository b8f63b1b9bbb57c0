"""GRA: components that wait for each other, and jobs that need each other's output first."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.activity import has_role, product
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import Cycle, DataEdge, DesignGraph
from mlarch.graph.resolved import Meaning
from mlarch.model import Flow, Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.phrases import arrow, listed

__all__ = ["batch_cycle", "call_cycle"]


@rule("GRA004", "call-cycle", severity=Severity.ERROR, stage=Stage.SKETCH)
def call_cycle(design: DesignGraph) -> Iterator[Outcome]:
    """Components that wait for each other in a circle.

    **Checks.** Calls and reads, as understood, form a cycle in which each component waits for the next.
    Replies, streams, batch flows and fallbacks do not count, and neither do flows whose reading is a guess,
    calls between agents, and calls to `external` components. One shortest cycle is shown of each knot.

    **Why.** The first caller waits for itself: under load every thread of the circle is taken by requests
    that wait for the others, and none can finish.

    **When it is wrong.** The arrow back is an answer or a message, not a call: write it as a stream
    (`b ~> a: event`), or put what comes back on the call itself (`a -> b: {returns: x}`).
    """
    for cycle in design.call_cycles():
        members = cycle.path[:-1]
        if len(members) < 2 or not all(resolved.certain for resolved in cycle.resolved_flows):
            continue
        if any(design.components[name].external for name in members):
            continue
        if sum(design.has(name, Trait.ACTS) for name in members) > 1:
            continue  # agents hand the word to each other: a conversation, turn by turn
        last = _closing(cycle)
        yield problem(
            last,
            f"{listed(members)} wait for each other: {arrow(cycle.path)}",
            components=members,
            flows=[resolved.flow.ends for resolved in cycle.resolved_flows],
            path=cycle.path,
            help="Break the circle where nobody needs to wait, e.g. "
            f"`- {last.source} ~> {last.target}: event`.",
        )


def _closing(cycle: Cycle) -> Flow:
    """The flow of a cycle that was written last: most likely the one that closed it."""
    return max((resolved.flow for resolved in cycle.resolved_flows), key=lambda flow: flow.index)


@rule("GRA005", "batch-cycle", about=("training", "feature", Trait.COMPUTES_IN_BATCH, "job"))
def batch_cycle(design: DesignGraph) -> Iterator[Outcome]:
    """Batch jobs that each need the other's output first.

    **Checks.** Batch flows that carry data form a cycle of jobs, with no store, no stream and no `every:` in
    it. Orchestrators and tuners, which steer jobs and are told how they went, do not count.

    **Why.** No run can be the first: each job waits for the result of the next. A feedback loop needs a place
    where the last result is kept, or a schedule that says whose turn it is.

    **When it is wrong.** Say how the loop advances: `every: 1d` on one of its flows, or the store between
    them.
    """
    for cycle in design.data_cycles(lambda edge: _batch(design, edge)):
        last = _closing(cycle)
        yield problem(
            last,
            f"no run can be the first: {arrow(cycle.path)} each wait for the other's output",
            components=cycle.path[:-1],
            flows=[resolved.flow.ends for resolved in cycle.resolved_flows],
            path=cycle.path,
            help=f"Say how often it runs, e.g. `- {last.source} => {last.target}: {{every: 1d}}`, "
            "or put the store between them.",
        )


def _batch(design: DesignGraph, edge: DataEdge) -> bool:
    if edge.resolved.meaning is not Meaning.BATCH or edge.flow.every is not None or not edge.resolved.certain:
        return False
    jobs = all(has_role(design, name, Role.JOB) for name in (edge.source, edge.target))
    steering = (Trait.SCHEDULES, Trait.TUNES)
    steered = any(design.has(name, *steering) for name in (edge.source, edge.target))
    return jobs and not steered and product(edge)
