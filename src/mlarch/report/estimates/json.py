"""Estimates as JSON: the contract that tools read.

Times are seconds, sizes bytes, rates per second, shares fractions of one; keys that do not apply are left
out. What is sampled has four significant digits, everything else eight.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mlarch.estimate.capacity import Capacity
from mlarch.estimate.engine import Estimate
from mlarch.estimate.entries import Entry
from mlarch.estimate.sweep import Sweep
from mlarch.report.escape import as_json
from mlarch.report.estimates import parts
from mlarch.report.estimates.values import EXACT, SAMPLED, applying, number, rounded

__all__ = ["VERSION", "document", "render"]

VERSION = 1
"""Of the format. It changes only when something that tools rely on does."""

Rules = Sequence[str]


def render(estimates: Sequence[tuple[Estimate, Rules]]) -> str:
    """One JSON object over all estimates, each with the codes of the CAP findings of its design."""
    files = [document(each, rules) for each, rules in estimates]
    return as_json({"version": VERSION, "files": files})


def document(estimate: Estimate, findings: Rules = ()) -> dict[str, Any]:
    """One design."""
    found: dict[str, Any] = {
        "path": estimate.path,
        "name": estimate.name,
        "traffic": _traffic(estimate),
        "entries": [_entry(entry) for entry in estimate.entries],
        "components": _components(estimate),
        "memory": parts.memory(estimate),
        "storage": parts.storage(estimate),
        "llm": {name: parts.serving(each) for name, each in estimate.servings.items()},
        "streaming_delayed_by": {name: list(late) for name, late in estimate.delayed_streams.items()},
        "people": parts.people(estimate),
        "money": parts.money(estimate),
        "experiment": parts.experiment(estimate),
        "rare_positives": parts.rare(estimate),
        "runs": parts.runs(estimate),
        "funnel": parts.funnel(estimate),
        "availability": {name: number(figure) for name, figure in estimate.availability.items()},
        "scenario": parts.scenario(estimate),
        "limit": parts.limit(estimate),
        "sensitivity": [
            {"input": each.input, "change": rounded(each.change, 2)} for each in estimate.sensitivity
        ],
        "assumptions": [
            {"input": each.name, "value": each.value, "source": each.origin.value, "line": each.line}
            for each in estimate.assumptions
        ],
        "missing": [{"what": each.what, "add": each.add} for each in estimate.missing],
        "findings": list(findings),
    }
    return applying(found, "entries", "components", "assumptions", "missing", "findings")


def _traffic(estimate: Estimate) -> dict[str, Any]:
    traffic = estimate.traffic
    return {"average": number(traffic.average), "peak": number(traffic.peak)}


def _entry(entry: Entry) -> dict[str, Any]:
    return applying(
        {
            "at": entry.at,
            "latency": {name: number(figure, SAMPLED) for name, figure in entry.latency.items()},
            "together": {name: number(figure, SAMPLED) for name, figure in entry.together.items()},
            "correlated": {name: number(figure, SAMPLED) for name, figure in entry.correlated.items()},
            "target": dict(entry.targets),
            "verdict": entry.verdict.value if entry.verdict is not None else None,
            "slack": rounded(entry.slack, SAMPLED),
            "critical_path": list(entry.critical_path),
            "fallback_share": None if entry.overloaded else rounded(entry.fallback_share, SAMPLED),
            "overloaded": list(entry.overloaded),
            "branches": {
                name: {"share": rounded(share, SAMPLED), "p99": rounded(p99, SAMPLED)}
                for name, (share, p99) in entry.branches.items()
            },
            "samples": entry.samples or None,
        }
    )


def _components(estimate: Estimate) -> dict[str, Any]:
    found: dict[str, Any] = {}
    factor = estimate.traffic.factor
    for name in estimate.graph.components:
        rate = estimate.traffic.rates.get(name)
        capacity = estimate.capacities.get(name)
        spread = estimate.spreads[name]
        document = {
            "rate": (
                {"average": rounded(rate, EXACT), "peak": rounded(rate * factor, EXACT)}
                if rate is not None
                else None
            ),
            "load": _load(capacity),
            "replicas": _replicas(estimate, name, capacity),
            "latency": (
                {"p50": rounded(spread.median, EXACT), "p99": rounded(spread.p99, EXACT)}
                if spread.known and _timed(estimate, name)
                else None
            ),
            "waiting": (
                {"mean": rounded(capacity.waiting.mean, EXACT), "p99": _wait(capacity)}
                if capacity is not None and capacity.waiting is not None
                else None
            ),
            "bound_by": capacity.bound_by if capacity is not None else None,
        }
        kept = applying({key: applying(v) if isinstance(v, dict) else v for key, v in document.items()})
        if kept:
            found[name] = kept
    return found


def _timed(estimate: Estimate, name: str) -> bool:
    """Whether somebody waits for a component, or its time is stated."""
    return estimate.graph.components[name].latency is not None or bool(estimate.graph.calls_to(name))


def _wait(capacity: Capacity) -> float | None:
    return rounded(capacity.waiting.quantile(0.99), EXACT) if capacity.waiting is not None else None


def _load(capacity: Capacity | None) -> dict[str, Any] | None:
    if capacity is None:
        return None
    names = ("average", "peak", "zone_lost", "region_lost", "failing")
    keys = ("average", "peak", "zone_lost", "region_lost", "failure")
    return {key: number(getattr(capacity, name)) for key, name in zip(keys, names, strict=True)}


def _replicas(estimate: Estimate, name: str, capacity: Capacity | None) -> dict[str, Any]:
    stated = estimate.graph.components[name].replicas
    if capacity is None:
        return {"stated": stated}
    return {
        "stated": stated,
        "needed": capacity.needed,
        "needed_zone_lost": capacity.needed_zone_lost,
    }


def render_sweeps(sweeps: Sequence[Sweep]) -> str:
    """One JSON object over all sweeps."""
    files = [
        {
            "path": sweep.path,
            "name": sweep.name,
            "sweep": {
                "key": sweep.key,
                "target_p99": sweep.target,
                "points": [
                    applying(
                        {
                            "value": point.text,
                            "peak": rounded(point.peak, EXACT),
                            "p99": rounded(point.p99, SAMPLED),
                            "verdict": point.verdict.value if point.verdict is not None else None,
                            "load": rounded(point.load, EXACT),
                            "busiest": point.busiest,
                            "cost": rounded(point.cost, EXACT),
                        }
                    )
                    for point in sweep.points
                ],
            },
        }
        for sweep in sweeps
    ]
    return as_json({"version": VERSION, "files": files})
