"""Which components and flows of a design matter: what an experienced reviewer would miss, and what not.

A mutant is set aside, and counted apart, when the design that is left is a sound one: in the words of
mutation testing, an equivalent mutant. Each reason below is a condition on the drawing, decided before the
reviewer is asked, and says nothing of any rule.
"""

from __future__ import annotations

from collections.abc import Iterable

from judgement.parties import one_of_several_parties
from judgement.study import Study
from judgement.undrawn import undrawn
from mlarch.catalog.base import Role
from mlarch.graph import DataEdge
from mlarch.graph.resolved import Meaning
from mlarch.model import Flow

__all__ = ["REASONS", "component_aside", "flow_aside", "reversal_aside"]

REASONS = {
    "drawn with the data": "An arrow turned round that says no direction of its own, leads to people, "
    "begins at a store, which calls nobody, or at a system of others, which may call as well as be called: "
    "some draw who calls whom and others where the data goes, and both are right.",
    "said twice": "Another flow with the same ends and of the same mode carries the same: chains that begin "
    "alike.",
    "an aid": "The system does the same without it, slower, dearer or less comfortably: name service, "
    "content network, dashboard, change capture beside other writers, tracing, experiment tracker, reason "
    "codes, semantic cache, conversation memory, preparation of inputs as a service of its own; or one of "
    "several flows to such a part.",
    "one of several parties": "Users, people or a system of others are left out with every word about them; "
    "everybody beside them still takes from others and gives to others, and the brief does not speak of what "
    "they brought. That they exist, no drawing tells.",
    "analysed where it is kept": "The service that assigns the arms no longer gets what came of them, and "
    "the log or store that it took this from stays: experiments are analysed there as well.",
    "kept for the test": "The test set is no longer drawn as a flow of its own; the model still comes to be "
    "judged, what builds the training data stays, and `data: split` says which part of it is kept.",
    "neighbours can do without": "The chain closes over something that only stood between two parts "
    "which can talk directly: a balancer before a gateway, a collector before its log, a feature service "
    "before its store, a source "
    "of candidates before the index that it asks, a lake or an offline store behind a log that is kept, a "
    "queue or change capture between writer and reader, a deployer where servers can fetch from the "
    "registry.",
    "one of several": "Whoever took data from it still gets the same type of data elsewhere (labels and "
    "labelled examples are one), and whoever gave it data still gives it to somebody: one of several "
    "sources, stores, labels or readers. How many of them there should be, no drawing tells.",
    "seen through its neighbour": "One of several services stops reporting, and what calls it, what it "
    "calls, who takes its answers, or the stream or the scheduler that it works for still reports to the "
    "same monitor, so that its failures are seen there.",
    "a batch job's own figures": "A job that runs in batches and holds no model sends no figures of its "
    "runs; most sound designs draw none: that it failed shows in its scheduler and in the age of what it "
    "fills.",
    "set where it runs": "A monitor that a provider runs no longer tells the alerting: its alerts are set "
    "where it runs.",
    "started otherwise": "An order to run is left out, and the job is still started by what feeds it: a "
    "job that is itself scheduled, a stream, or a flow that says how often.",
    "a warm start": "The last model is no longer handed to its trainer, which then starts from scratch.",
    "ready-made": "An encoder that the brief names without a trainer, a loss or a retraining gets no "
    "model from the registry: it came with its weights.",
    "logged when served": "Features of the offline store do not go straight to the training data any "
    "more, and still get there: they are copied to the online store, and what was served is logged and "
    "joined to labels.",
    "a fallback stands in": "Nothing is said of the copies of a store that requests can do without: the "
    "call to it, or one before it, is optional or has a fallback.",
    "retrained daily anyway": "Drift no longer starts a training that runs at least once a day.",
}

_AIDS = frozenset(
    {
        "dns",
        "cdn",
        "dashboard",
        "tracing",
        "experiment_tracker",
        "explainability_service",
        "semantic_cache",
        "conversation_store",
        "preprocessor",
        "hyperparameter_tuner",
        "cdc",
    }
)
_BETWEEN = frozenset(
    {
        "load_balancer",
        "event_collector",
        "feature_service",
        "candidate_generator",
        "data_lake",
        "feature_store_offline",
        "message_queue",
        "event_stream",
        "cdc",
        "model_deployer",
        "cdn",
    }
)
_TELEMETRY = frozenset({"metrics", "logs", "traces"})
_DAY = 86_400.0


def component_aside(study: Study, name: str, *, closed: bool = False) -> str:
    """Why a reviewer would not miss the component; empty when it matters."""
    kinds = study.kinds(name)
    if kinds <= _AIDS:
        return "an aid"
    if closed and kinds <= _BETWEEN:
        return "neighbours can do without"
    reasons = [flow_aside(study, flow) for flow in study.architecture.flows if name in flow.ends]
    if reasons and all(reasons):
        return "one of several"
    return "one of several parties" if one_of_several_parties(study, name) else ""


def flow_aside(study: Study, flow: Flow) -> str:
    """Why a reviewer would not miss the flow; empty when it matters."""
    if _said_twice(study, flow):
        return "said twice"
    if _reported_otherwise(study, flow):
        return "seen through its neighbour"
    if _started_otherwise(study, flow):
        return "started otherwise"
    trains = study.kinds(flow.target) & {"training_pipeline", "online_trainer"}
    if trains and "model_registry" in study.kinds(flow.source):
        return "a warm start"
    if _ready_made(study, flow):
        return "ready-made"
    if _logged_when_served(study, flow):
        return "logged when served"
    if _daily_anyway(study, flow):
        return "retrained daily anyway"
    if _one_of_several(study, flow):
        return "one of several"
    return undrawn(study, flow, frozenset(type_ for edge in _edges(study, flow) for type_ in edge.types))


def reversal_aside(study: Study, flow: Flow) -> str:
    """Why a reviewer would not blame a call that is drawn the other way round; empty when it matters."""
    if flow.sends is None and flow.returns is None:
        return "drawn with the data"
    told = study.is_role(flow.source, Role.CLIENT, Role.PERSON) or study.only_role(flow.target, Role.STORE)
    told = told or study.architecture.components[flow.target].external
    return "drawn with the data" if told else ""


def _said_twice(study: Study, flow: Flow) -> bool:
    """Whether a twin of the flow stays: the same ends and mode, and no type that only this one moves."""
    twins = [
        other
        for other in study.architecture.flows
        if other.index != flow.index and other.ends == flow.ends and other.mode is flow.mode
    ]
    moved = _moved(study, flow)
    return bool(twins) and moved <= frozenset(type_ for twin in twins for type_ in _moved(study, twin))


def _moved(study: Study, flow: Flow) -> frozenset[tuple[str, str | None]]:
    return frozenset((edge.direction, type_) for edge in _edges(study, flow) for type_ in edge.types)


def _edges(study: Study, flow: Flow) -> list[DataEdge]:
    """What moves over a flow."""
    return [edge for edge in study.design.data_edges if edge.resolved.flow is flow]


def _one_of_several(study: Study, flow: Flow) -> bool:
    """Whether for each type that moves the taker has another giver, and the giver another taker."""
    design = study.design
    edges = _edges(study, flow)
    if not edges or any(None in edge.types or not edge.types for edge in edges):
        return False
    return all(
        any(
            not _same(type_).isdisjoint(other.types) and other.source != edge.source
            for other in design.data_into(edge.target)
        )
        and any(
            type_ in other.types and other.target != edge.target for other in design.data_out_of(edge.source)
        )
        for edge in edges
        for type_ in _written(edge.payloads, edge.resolved)
    )


def _same(type_: str) -> frozenset[str]:
    return _LABELLED if type_ in _LABELLED else frozenset({type_})


_LABELLED = frozenset({"labels", "training_dataset"})


def _written(payloads: Iterable[object], resolved: object) -> list[str]:
    """The types that the author wrote, else those that follow from the kinds."""
    said = [p.type for p in payloads if not resolved.is_assumed(p)]  # type: ignore[attr-defined]
    return said or [p.type for p in payloads]  # type: ignore[attr-defined]


def _reported_otherwise(study: Study, flow: Flow) -> bool:
    design = study.design
    types = {type_ for edge in _edges(study, flow) for type_ in edge.types}
    if not types or not types <= _TELEMETRY or not study.is_role(flow.target, Role.MONITOR, Role.STORE):
        return False
    around = {r.caller for r in design.calls_to(flow.source)} | {
        r.callee for r in design.calls_from(flow.source)
    }
    around |= {edge.target for edge in design.data_out_of(flow.source)}
    around |= {e.source for e in design.data_into(flow.source) if _works_for(study, e.source)}
    around -= {None, flow.source, flow.target}
    return any(other.source in around and other.target == flow.target for other in study.architecture.flows)


def _works_for(study: Study, name: str) -> bool:
    """Whether work waits there, or is started there: then it shows there that it is not done."""
    return study.is_role(name, Role.STREAM) or "workflow_orchestrator" in study.kinds(name)


def _started_otherwise(study: Study, flow: Flow) -> bool:
    if "workflow_orchestrator" not in study.kinds(flow.source):
        return False
    starts = (Meaning.STREAM, Meaning.BATCH, Meaning.FEED)
    fed = [e for e in study.design.data_into(flow.target) if e.resolved.meaning in starts]
    return any(e.source != flow.source and "model_registry" not in study.kinds(e.source) for e in fed)


def _ready_made(study: Study, flow: Flow) -> bool:
    models = study.architecture.models
    served = [model for model in models if flow.target in model.served_by]
    trained = [
        model for model in served if model.trained_by or model.loss or model.retrain or model.continuous
    ]
    releases = study.kinds(flow.source) & {"model_registry", "model_deployer"}
    encodes = study.kinds(flow.target) <= {"embedding_service", "embedding_generator"}
    return bool(releases) and encodes and not trained


def _logged_when_served(study: Study, flow: Flow) -> bool:
    if "feature_store_offline" not in study.kinds(flow.source) or "dataset_builder" not in study.kinds(
        flow.target
    ):
        return False
    copied = [e.target for e in study.design.data_out_of(flow.source) if e.target != flow.target]
    online = [name for name in copied if "feature_store_online" in study.kinds(name)]
    logged = [
        f for f in study.architecture.flows if any(p.text.startswith("served features") for p in f.payloads)
    ]
    joined = any("label_joiner" in study.kinds(e.source) for e in study.design.data_into(flow.target))
    return bool(online) and bool(logged) and joined


def _daily_anyway(study: Study, flow: Flow) -> bool:
    if not study.is_role(flow.source, Role.MONITOR) or "workflow_orchestrator" not in study.kinds(
        flow.target
    ):
        return False
    models = [model for model in study.architecture.models if model.trained_by]
    often = (m.continuous or (m.retrain is not None and m.retrain.value <= _DAY) for m in models)
    return bool(models) and all(often)
