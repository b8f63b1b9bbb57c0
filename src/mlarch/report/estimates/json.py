"""Estimates as JSON: the contract that tools read.

Times are seconds, sizes bytes, rates per second, shares fractions of one; keys that do not apply are left
out. What is sampled has four significant digits, everything else eight.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from mlarch.estimate.capacity import Capacity
from mlarch.estimate.engine import Estimate
from mlarch.estimate.entries import Entry
from mlarch.estimate.figures import Figure
from mlarch.estimate.llm import Serving
from mlarch.estimate.sweep import Sweep
from mlarch.report.escape import as_json

__all__ = ["VERSION", "document", "render"]

VERSION = 1
"""Of the format. It changes only when something that tools rely on does."""

_SAMPLED = 4
_EXACT = 8

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
        "memory": _memory(estimate),
        "storage": _storage(estimate),
        "llm": {name: _serving(each) for name, each in estimate.servings.items()},
        "streaming_delayed_by": {name: list(late) for name, late in estimate.delayed_streams.items()},
        "people": _people(estimate),
        "money": _money(estimate),
        "experiment": _experiment(estimate),
        "rare_positives": _rare(estimate),
        "runs": _runs(estimate),
        "funnel": _funnel(estimate),
        "availability": {name: _number(figure) for name, figure in estimate.availability.items()},
        "scenario": _scenario(estimate),
        "limit": _limit(estimate),
        "sensitivity": [
            {"input": each.input, "change": _round(each.change, 2)} for each in estimate.sensitivity
        ],
        "assumptions": [
            {"input": each.name, "value": each.value, "source": each.origin.value, "line": each.line}
            for each in estimate.assumptions
        ],
        "missing": [{"what": each.what, "add": each.add} for each in estimate.missing],
        "findings": list(findings),
    }
    return _applying(found, "entries", "components", "assumptions", "missing", "findings")


def _memory(estimate: Estimate) -> dict[str, Any]:
    return {
        name: _applying(
            {
                "total": _number(each.total),
                "per_replica": _number(each.per_replica),
                "with_headroom": _number(each.headroom),
                "available": _number(each.available),
                "fits": each.fits,
                "formula": each.total.formula,
            }
        )
        for name, each in estimate.memory.items()
    }


def _storage(estimate: Estimate) -> dict[str, Any]:
    return {
        name: _applying(
            {
                "bytes_per_day": _number(each.per_day),
                "bytes_per_second": _number(each.bandwidth),
                "bytes_per_second_peak": _number(each.peak_bandwidth),
                "kept": _number(each.kept),
                "formula": each.per_day.formula,
            }
        )
        for name, each in estimate.storage.items()
    }


def _people(estimate: Estimate) -> dict[str, Any]:
    return {
        name: {
            "in_per_day": _number(each.coming),
            "decided_per_day": _number(each.decided),
            "growth_per_day": _number(each.growth),
        }
        for name, each in estimate.people.items()
    }


def _rare(estimate: Estimate) -> dict[str, Any] | None:
    rare = estimate.rare
    if rare is None:
        return None
    return {
        "accuracy_of_never": _number(rare.accuracy),
        "precision": _number(rare.precision),
        "false_alarms_for_half": _number(rare.false_alarms),
    }


def _runs(estimate: Estimate) -> list[dict[str, Any]]:
    return [
        _applying(
            {
                "what": run.what,
                "component": run.component,
                "seconds": _number(run.time),
                "every": run.interval,
                "bound_by": run.bound_by,
                "formula": run.time.formula,
            }
        )
        for run in estimate.runs
    ]


def _funnel(estimate: Estimate) -> list[dict[str, Any]]:
    return [
        _applying(
            {
                "component": stage.component,
                "in": stage.incoming,
                "out": stage.outgoing,
                "seconds": _number(stage.time),
                "seconds_over_all": _number(stage.over_all),
            }
        )
        for stage in estimate.funnel
    ]


def _traffic(estimate: Estimate) -> dict[str, Any]:
    traffic = estimate.traffic
    return {"average": _number(traffic.average), "peak": _number(traffic.peak)}


def _entry(entry: Entry) -> dict[str, Any]:
    return _applying(
        {
            "at": entry.at,
            "latency": {name: _number(figure, _SAMPLED) for name, figure in entry.latency.items()},
            "together": {name: _number(figure, _SAMPLED) for name, figure in entry.together.items()},
            "correlated": {name: _number(figure, _SAMPLED) for name, figure in entry.correlated.items()},
            "target": dict(entry.targets),
            "verdict": entry.verdict.value if entry.verdict is not None else None,
            "slack": _round(entry.slack, _SAMPLED),
            "critical_path": list(entry.critical_path),
            "fallback_share": None if entry.overloaded else _round(entry.fallback_share, _SAMPLED),
            "overloaded": list(entry.overloaded),
            "branches": {
                name: {"share": _round(share, _SAMPLED), "p99": _round(p99, _SAMPLED)}
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
                {"average": _round(rate, _EXACT), "peak": _round(rate * factor, _EXACT)}
                if rate is not None
                else None
            ),
            "load": _load(capacity),
            "replicas": _replicas(estimate, name, capacity),
            "latency": (
                {"p50": _round(spread.median, _EXACT), "p99": _round(spread.p99, _EXACT)}
                if spread.known and _timed(estimate, name)
                else None
            ),
            "waiting": (
                {"mean": _round(capacity.waiting.mean, _EXACT), "p99": _wait(capacity)}
                if capacity is not None and capacity.waiting is not None
                else None
            ),
            "bound_by": capacity.bound_by if capacity is not None else None,
        }
        kept = _applying({key: _applying(v) if isinstance(v, dict) else v for key, v in document.items()})
        if kept:
            found[name] = kept
    return found


def _timed(estimate: Estimate, name: str) -> bool:
    """Whether somebody waits for a component, or its time is stated."""
    return estimate.graph.components[name].latency is not None or bool(estimate.graph.calls_to(name))


def _wait(capacity: Capacity) -> float | None:
    return _round(capacity.waiting.quantile(0.99), _EXACT) if capacity.waiting is not None else None


def _load(capacity: Capacity | None) -> dict[str, Any] | None:
    if capacity is None:
        return None
    names = ("average", "peak", "zone_lost", "region_lost", "failing")
    keys = ("average", "peak", "zone_lost", "region_lost", "failure")
    return {key: _number(getattr(capacity, name)) for key, name in zip(keys, names, strict=True)}


def _replicas(estimate: Estimate, name: str, capacity: Capacity | None) -> dict[str, Any]:
    stated = estimate.graph.components[name].replicas
    if capacity is None:
        return {"stated": stated}
    return {
        "stated": stated,
        "needed": capacity.needed,
        "needed_zone_lost": capacity.needed_zone_lost,
    }


def _serving(serving: Serving) -> dict[str, Any]:
    return _applying(
        {
            "model": serving.model,
            "weight_bytes": _number(serving.weights),
            "kv_bytes_per_token": _number(serving.kv_per_token),
            "kv_bytes_per_sequence": _number(serving.kv_per_sequence),
            "sequences": _number(serving.sequences),
            "decode_floor": _number(serving.floor),
            "decode_step": _number(serving.step),
            "prefill": _number(serving.prefill),
            "tokens_per_second": _number(serving.tokens_per_second),
            "calls_per_second": _number(serving.calls_per_second),
            "first_token": _number(serving.first_token),
            "answer": _number(serving.answer),
            "replicas_needed": serving.needed,
        }
    )


def _money(estimate: Estimate) -> dict[str, Any] | None:
    bill = estimate.bill
    if bill is None:
        return None
    return _applying(
        {
            "per_month": _number(bill.total),
            "currency": bill.currency,
            "budget": bill.budget,
            "components": {name: _round(value, _EXACT) for name, value in bill.parts.items()},
        }
    )


def _experiment(estimate: Estimate) -> dict[str, Any] | None:
    trial = estimate.trial
    if trial is None:
        return None
    return _applying(
        {"per_arm": _number(trial.per_arm), "days": _number(trial.days), "days_stated": trial.stated_days}
    )


def _scenario(estimate: Estimate) -> dict[str, Any] | None:
    walk = estimate.walk
    if walk is None:
        return None
    steps = [
        {
            "from": leg.source,
            "to": leg.target,
            "what": leg.what,
            "usual": _round(leg.usual, _EXACT),
            "worst": _round(leg.worst, _EXACT),
        }
        for leg in walk.legs
    ]
    return {
        "name": walk.name,
        "usual": _round(walk.usual, _EXACT),
        "worst": _round(walk.worst, _EXACT),
        "steps": steps,
    }


def _limit(estimate: Estimate) -> dict[str, Any] | None:
    limit = estimate.limit
    if limit is None:
        return None
    return {
        "peak": _round(limit.peak, _EXACT),
        "saturates": limit.saturates,
        "zone_lost": limit.zone_lost,
    }


def _number(figure: Figure | None, digits: int = _EXACT) -> float | None:
    return None if figure is None else _round(figure.value, digits)


def _round(value: float | None, digits: int) -> float | None:
    """To so many significant digits; None for what has no finite value."""
    return None if value is None or not math.isfinite(value) else float(f"{value:.{digits}g}")


def _applying(document: Mapping[str, Any], *always: str) -> dict[str, Any]:
    """`document` without what does not apply, but for the keys `always`."""
    return {key: value for key, value in document.items() if key in always or value not in (None, "", [], {})}


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
                    _applying(
                        {
                            "value": point.text,
                            "peak": _round(point.peak, _EXACT),
                            "p99": _round(point.p99, _SAMPLED),
                            "verdict": point.verdict.value if point.verdict is not None else None,
                            "load": _round(point.load, _EXACT),
                            "busiest": point.busiest,
                            "cost": _round(point.cost, _EXACT),
                        }
                    )
                    for point in sweep.points
                ],
            },
        }
        for sweep in sweeps
    ]
    return as_json({"version": VERSION, "files": files})
