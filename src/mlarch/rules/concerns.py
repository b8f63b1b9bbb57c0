"""Which designs a rule concerns: what must be there before "nothing found" says anything.

That no cache lacks its source is no merit of a design without caches. A rule names what it is about: kinds
of the catalogue, families of kinds, or facts that the spec states (`@timeout`); one of them is enough. A rule
says it itself (`about=`); for ours it stands here; for others what holds for their family, else every design.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mlarch.catalog import KINDS
from mlarch.graph.parts import exempt
from mlarch.model import Architecture
from mlarch.rules.base import Rule

__all__ = ["ABOUT", "FACTS", "concerns", "present"]

_MODELS = ("serving", "ranking", "retrieval", "llm")
_MONITORS = ("metrics_monitor", "model_monitor")
_JOBS = ("training", "feature", "batch_compute", "job")
_TRANSFORMS = ("feature_pipeline_batch", "feature_pipeline_stream", "feature_service", "@features")

ABOUT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "GRA005": _JOBS,
        "GRA006": ("stream",),
        "GRA007": ("cache", "semantic_cache"),
        "GRA013": ("@ignore",),
        "SRV": _MODELS,
        "SRV002": ("client",),
        "SRV003": ("client",),
        "SRV004": ("client",),
        "SRV005": ("ranking",),
        "SRV007": ("load_balancer", "api_gateway", "traffic_router"),
        "SRV008": ("client",),
        "SRV009": ("@rate",),
        "SRV011": ("api_gateway",),
        "SRV012": ("llm_gateway",),
        "SRV013": ("cdn",),
        "TRN": ("training",),
        "TRN001": _MODELS,
        "TRN002": _MODELS,
        "TRN004": ("@models",),
        "TRN008": ("@models", "@task"),
        "TRN012": ("@freshness",),
        "SKW": _TRANSFORMS,
        "SKW003": ("feature_store_online",),
        "SKW004": ("vector_index",),
        "SKW005": ("vector_index",),
        "SKW006": ("@features",),
        "SKW007": ("vector_index",),
        "SKW008": ("@features",),
        "LBL": ("training",),
        "LBL002": ("@label",),
        "LBL003": ("@label",),
        "LBL004": ("ranking", "retrieval"),
        "LBL005": ("@positives",),
        "MON": _MONITORS,
        "MON002": _MODELS,
        "MON007": ("model_monitor",),
        "MON010": ("model_monitor",),
        "REL": ("client",),
        "REL002": ("@zones",),
        "REL003": _MODELS,
        "REL004": ("@timeout",),
        "REL005": ("@timeout",),
        "REL006": ("@retries",),
        "REL007": ("@availability",),
        "REL008": ("@personalized",),
        "REL009": ("@fallback",),
        "REL010": ("@fallback",),
        "FUN": ("retrieval", "ranking"),
        "FUN001": ("@funnel",),
        "FUN002": ("candidate_generator",),
        "FUN003": ("candidate_generator",),
        "FUN005": ("re_ranker",),
        "FUN006": ("ranker",),
        "FUN007": ("ad_auction",),
        "FUN008": ("vector_index", "search_index"),
        "FUN011": ("@funnel",),
        "GOV": ("@personal",),
        "GOV009": ("@privacy",),
        "GOV003": ("privacy_service",),
        "GOV005": ("@encrypted", "@personal"),
        "GOV006": ("decision_engine",),
        "GOV007": ("decision_engine",),
        "EXP": ("ab_testing", "@experiment"),
        "EXP005": ("@experiment",),
        "SAF001": ("ranking", "retrieval"),
        "SAF002": ("llm_server",),
        "SAF003": ("client",),
        "SAF004": ("llm_server",),
        "BRF": ("@brief",),
        "BRF008": (),
        "BRF009": ("@metrics",),
    }
)
"""By code, else by family, what the rules of mlarch are about; an empty tuple is every design."""

FACTS = (
    "@availability",
    "@brief",
    "@encrypted",
    "@experiment",
    "@fallback",
    "@features",
    "@freshness",
    "@funnel",
    "@ignore",
    "@label",
    "@metrics",
    "@models",
    "@personal",
    "@personalized",
    "@positives",
    "@privacy",
    "@rate",
    "@retries",
    "@task",
    "@timeout",
    "@zones",
)
"""What a spec may state, as `about` names it."""


def concerns(rule: Rule, here: frozenset[str]) -> bool:
    """Whether a rule has something to look at in a design where `here` is present."""
    about = rule.about or ABOUT.get(rule.code, ABOUT.get(rule.family, ()))
    return not about or not here.isdisjoint(about)


def present(architecture: Architecture) -> frozenset[str]:
    """The kinds of the components that may be blamed, their families, and the facts that the spec states."""
    own = [c for c in architecture.components.values() if not exempt(c)]
    kinds = [kind for component in own for kind in component.kinds]
    facts = (*_of_the_brief(architecture), *_of_the_drawing(architecture))
    return frozenset((*kinds, *(KINDS[kind].family for kind in kinds), *facts))


def _of_the_brief(spec: Architecture) -> Iterator[str]:
    asked, task, data, judged = spec.requirements, spec.task, spec.data, spec.evaluation
    if any((asked, task, data, spec.models, judged, spec.release, spec.monitoring)):
        yield "@brief"
    if asked is not None:
        yield from (
            fact
            for fact, value in (
                ("@availability", asked.availability),
                ("@freshness", asked.freshness),
                ("@personalized", asked.personalized),
                ("@rate", asked.average_rate),
            )
            if value is not None and value is not False
        )
    if task is not None:
        yield "@task"
    if task is not None and task.label is not None:
        yield "@label"
    if task is not None and task.positives is not None:
        yield "@positives"
    if data is not None and data.features:
        yield "@features"
    if data is not None and data.privacy:
        yield "@privacy"
    if spec.models:
        yield "@models"
    if judged is not None and judged.offline:
        yield "@metrics"
    if judged is not None and judged.experiment is not None:
        yield "@experiment"


def _of_the_drawing(spec: Architecture) -> Iterator[str]:
    components, flows = spec.components.values(), spec.flows
    if any(c.data for c in components) or any(flow.data for flow in flows):
        yield "@personal"
    if any(c.encrypted is not None for c in components) or any(f.encrypted is not None for f in flows):
        yield "@encrypted"
    if any(c.funnel for c in components):
        yield "@funnel"
    if any(c.zones is not None for c in components):
        yield "@zones"
    if any(flow.timeout for flow in flows):
        yield "@timeout"
    if any(flow.retries for flow in flows):
        yield "@retries"
    if any(flow.fallback or flow.on_failure for flow in flows):
        yield "@fallback"
    if spec.ignores:
        yield "@ignore"
