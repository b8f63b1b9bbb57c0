"""What a design has that a rule can be about: what must be there before "nothing found" says anything.

That no cache lacks its source is no merit of a design without caches.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog import KINDS
from mlarch.graph.parts import exempt
from mlarch.model import Architecture

__all__ = ["FACTS", "RUNS_MODELS", "present"]

RUNS_MODELS = ("serving", "ranking", "retrieval", "llm")
"""The families of kinds that run models, or stand around them."""

FACTS = (
    "@availability",
    "@brief",
    "@budget",
    "@data",
    "@encrypted",
    "@experiment",
    "@fallback",
    "@features",
    "@freshness",
    "@funnel",
    "@holds",
    "@ignore",
    "@label",
    "@latency",
    "@metrics",
    "@models",
    "@per_item",
    "@personal",
    "@personalized",
    "@positives",
    "@privacy",
    "@rate",
    "@release",
    "@retries",
    "@task",
    "@timeout",
    "@ttl",
    "@times",
    "@zones",
)
"""What a spec may state, as `about` names it."""


def present(architecture: Architecture) -> frozenset[str]:
    """The kinds of the components that a finding can be about, their families and traits, and the facts that
    the spec states."""
    kinds = {kind for part in architecture.components.values() if not exempt(part) for kind in part.kinds}
    words = {word for kind in kinds for word in (kind, KINDS[kind].family, *KINDS[kind].traits)}
    return frozenset((*words, *_of_the_brief(architecture), *_of_the_drawing(architecture)))


def _of_the_brief(spec: Architecture) -> Iterator[str]:
    asked, task, data, judged = spec.requirements, spec.task, spec.data, spec.evaluation
    if any((asked, task, data, spec.models, judged, spec.release, spec.monitoring)):
        yield "@brief"
    if asked is not None:
        yield from (
            fact
            for fact, value in (
                ("@availability", asked.availability),
                ("@budget", asked.monthly_budget),
                ("@freshness", asked.freshness),
                ("@latency", asked.latency),
                ("@personalized", asked.personalized),
                ("@rate", asked.average_rate),
            )
            if value is not None and value is not False
        )
    yield from (
        fact
        for fact, there in (
            ("@task", task is not None),
            ("@label", task is not None and task.label is not None),
            ("@positives", task is not None and task.positives is not None),
            ("@data", data is not None),
            ("@features", data is not None and bool(data.features)),
            ("@privacy", data is not None and bool(data.privacy)),
            ("@models", bool(spec.models)),
            ("@metrics", judged is not None and bool(judged.offline)),
            ("@experiment", judged is not None and judged.experiment is not None),
            ("@release", spec.release is not None),
        )
        if there
    )


def _of_the_drawing(spec: Architecture) -> Iterator[str]:
    components, flows = spec.components.values(), spec.flows
    if any(c.data for c in components) or any(flow.data for flow in flows):
        yield "@personal"
    if any(c.encrypted is not None for c in components) or any(f.encrypted is not None for f in flows):
        yield "@encrypted"
    yield from (
        fact
        for fact, there in (
            ("@funnel", any(c.funnel for c in components)),
            ("@holds", any(c.holds for c in components)),
            ("@per_item", any(c.per_item for c in components)),
            ("@times", any(c.latency for c in components)),
            ("@ttl", any(c.ttl is not None for c in components)),
            ("@zones", any(c.zones is not None for c in components)),
        )
        if there
    )
    if any(flow.timeout for flow in flows):
        yield "@timeout"
    if any(flow.retries for flow in flows):
        yield "@retries"
    if any(flow.fallback or flow.on_failure for flow in flows):
        yield "@fallback"
    if spec.ignores:
        yield "@ignore"
