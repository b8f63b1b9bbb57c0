"""The parts of an estimate as JSON, apart from requests and components."""

from __future__ import annotations

from typing import Any

from mlarch.estimate.engine import Estimate
from mlarch.estimate.llm import Serving
from mlarch.report.estimates.values import EXACT, applying, number, rounded

__all__ = [
    "experiment",
    "funnel",
    "limit",
    "memory",
    "money",
    "people",
    "rare",
    "runs",
    "scenario",
    "serving",
    "storage",
]


def memory(estimate: Estimate) -> dict[str, Any]:
    """What each component holds."""
    return {
        name: applying(
            {
                "total": number(each.total),
                "per_replica": number(each.per_replica),
                "with_headroom": number(each.headroom),
                "available": number(each.available),
                "fits": each.fits,
                "formula": each.total.formula,
            }
        )
        for name, each in estimate.memory.items()
    }


def storage(estimate: Estimate) -> dict[str, Any]:
    """What flows into each log or store."""
    return {
        name: applying(
            {
                "bytes_per_day": number(each.per_day),
                "bytes_per_second": number(each.bandwidth),
                "bytes_per_second_peak": number(each.peak_bandwidth),
                "kept": number(each.kept),
                "formula": each.per_day.formula,
            }
        )
        for name, each in estimate.storage.items()
    }


def people(estimate: Estimate) -> dict[str, Any]:
    """Cases that come and are decided, per day."""
    return {
        name: {
            "in_per_day": number(each.coming),
            "decided_per_day": number(each.decided),
            "growth_per_day": number(each.growth),
        }
        for name, each in estimate.people.items()
    }


def rare(estimate: Estimate) -> dict[str, Any] | None:
    """What a rare positive class does."""
    rare = estimate.rare
    if rare is None:
        return None
    return {
        "accuracy_of_never": number(rare.accuracy),
        "precision": number(rare.precision),
        "false_alarms_for_half": number(rare.false_alarms),
    }


def runs(estimate: Estimate) -> list[dict[str, Any]]:
    """Runs against their intervals."""
    return [
        applying(
            {
                "what": run.what,
                "component": run.component,
                "seconds": number(run.time),
                "every": run.interval,
                "bound_by": run.bound_by,
                "formula": run.time.formula,
            }
        )
        for run in estimate.runs
    ]


def funnel(estimate: Estimate) -> list[dict[str, Any]]:
    """The stages of the largest request."""
    return [
        applying(
            {
                "component": stage.component,
                "in": stage.incoming,
                "out": stage.outgoing,
                "seconds": number(stage.time),
                "seconds_over_all": number(stage.over_all),
            }
        )
        for stage in estimate.funnel
    ]


def serving(serving: Serving) -> dict[str, Any]:
    """One language model on its accelerators."""
    return applying(
        {
            "model": serving.model,
            "weight_bytes": number(serving.weights),
            "kv_bytes_per_token": number(serving.kv_per_token),
            "kv_bytes_per_sequence": number(serving.kv_per_sequence),
            "sequences": number(serving.sequences),
            "decode_floor": number(serving.floor),
            "decode_step": number(serving.step),
            "prefill": number(serving.prefill),
            "tokens_per_second": number(serving.tokens_per_second),
            "calls_per_second": number(serving.calls_per_second),
            "first_token": number(serving.first_token),
            "answer": number(serving.answer),
            "replicas_needed": serving.needed,
        }
    )


def money(estimate: Estimate) -> dict[str, Any] | None:
    """The bill of a month."""
    bill = estimate.bill
    if bill is None:
        return None
    return applying(
        {
            "per_month": number(bill.total),
            "currency": bill.currency,
            "budget": bill.budget,
            "components": {name: rounded(value, EXACT) for name, value in bill.parts.items()},
        }
    )


def experiment(estimate: Estimate) -> dict[str, Any] | None:
    """The size of the experiment."""
    trial = estimate.trial
    if trial is None:
        return None
    return applying(
        {"per_arm": number(trial.per_arm), "days": number(trial.days), "days_stated": trial.stated_days}
    )


def scenario(estimate: Estimate) -> dict[str, Any] | None:
    """The chosen walk."""
    walk = estimate.walk
    if walk is None:
        return None
    steps = [
        {
            "from": leg.source,
            "to": leg.target,
            "what": leg.what,
            "usual": rounded(leg.usual, EXACT),
            "worst": rounded(leg.worst, EXACT),
        }
        for leg in walk.legs
    ]
    return {
        "name": walk.name,
        "usual": rounded(walk.usual, EXACT),
        "worst": rounded(walk.worst, EXACT),
        "steps": steps,
    }


def limit(estimate: Estimate) -> dict[str, Any] | None:
    """The largest load."""
    limit = estimate.limit
    if limit is None:
        return None
    return {
        "peak": rounded(limit.peak, EXACT),
        "saturates": limit.saturates,
        "zone_lost": limit.zone_lost,
    }
