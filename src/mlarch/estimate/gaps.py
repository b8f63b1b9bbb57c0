"""What an estimate rests on without being told, and what it could not compute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlarch.estimate.figures import Input, Missing, Origin, unique

if TYPE_CHECKING:
    from mlarch.estimate.engine import Estimate

__all__ = ["assumptions", "missing"]


def assumptions(estimate: Estimate) -> tuple[Input, ...]:
    """Every input of a figure that the spec does not state."""
    found: list[Input] = list(estimate.traffic.assumptions)
    for each in estimate.capacities.values():
        found += each.inputs
    for entry in estimate.entries:
        found += entry.inputs
    for kept in estimate.memory.values():
        found += kept.total.inputs
    for serving in estimate.servings.values():
        found += serving.inputs
    for run in estimate.runs:
        found += run.time.inputs
    if estimate.trial is not None:
        found += (
            estimate.trial.days.inputs if estimate.trial.days is not None else estimate.trial.per_arm.inputs
        )
    return unique(each for each in found if each.origin is not Origin.STATED)


def missing(estimate: Estimate) -> tuple[Missing, ...]:
    """What could not be computed, and the line to add."""
    loads, others = estimate.lacks
    silent = dict.fromkeys(name for entry in estimate.entries for name in entry.unknown)
    found = [*estimate.traffic.missing, *loads]
    found += [
        Missing(f"the own time of {name}: it counts as 0", f"{name}: {{latency: {{p50: 5ms, p99: 20ms}}}}")
        for name in silent
    ]
    found += others
    needs = estimate.graph.architecture.requirements
    if estimate.entries and not estimate.targets:
        found.append(Missing("the target of the latency", "requirements: {latency: {p99: 150ms}}"))
    if estimate.bill is not None and estimate.bill.budget is None:
        written = needs is not None and needs.budget is not None
        what = "the budget in the currency of the prices" if written else "the budget"
        found.append(Missing(what, "requirements: {budget: 20k USD/month}"))
    return tuple(dict.fromkeys(found))
