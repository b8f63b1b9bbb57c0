"""MON: both sorts of monitors: of the system, and of what models do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.analysis.activity import has_role
from mlarch.analysis.observability import monitors, system_monitors
from mlarch.catalog.base import Role
from mlarch.catalog.lexicon.release import OF_THE_MODEL
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.families.mon.watched import (
    MODELS,
    answering,
    models_watched,
    quality_lines,
    services_watched,
)
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import joined

__all__ = ["model_metrics_only", "system_metrics_only"]


@rule("MON004", "system-metrics-only", fixes="unsafe", about=(Trait.MEASURES, Trait.WATCHES_DRIFT))
def system_metrics_only(design: DesignGraph) -> Iterator[Outcome]:
    """Monitors that see whether a model answers, and not what.

    **Checks.** A model is at work and the design has monitors, but none for models, and no predictions,
    scores, features or labels get to any monitor. Or it has a monitor for models that is given nothing but
    metrics, or nothing at all. Where it is not known what a flow into a monitor carries, nothing is said, nor
    where metrics tell how a model does (a score distribution, drift, accuracy).

    **Why.** A drop in quality shows in the inputs, the scores and the outcomes, and in no latency chart (*The
    ML Test Score*, tests Monitor 2 to 7). In the design of a model, two monitors are needed: of the system
    and of the model.

    **When it is wrong.** Someone compares predictions and outcomes elsewhere: draw it, e.g. `quality: {kind:
    model_monitor, external: true}` with `- log ~> quality: predictions`.
    """
    models = models_watched(design)
    watchers = monitors(design)
    if not models or not watchers:
        return
    blind = _blind_model_monitors(design)
    if blind:
        yield from blind
        return
    if any(design.has(name, Trait.WATCHES_MODELS) for name in watchers) or any(
        _shows(design, n) for n in watchers
    ):
        return
    names = [component.id for component in models]
    source = suggest_id(design, Trait.LOGS_PREDICTIONS, Trait.STREAMS_EVENTS, *MODELS)
    yield problem(
        models[0],
        f"nobody watches what {joined(names)} predicts: {joined(watchers)} "
        f"{'sees' if len(watchers) == 1 else 'see'} the system, and no predictions, features or drift",
        components=(*names, *watchers),
        kinds=(Trait.WATCHES_DRIFT,),
        help=f"Add a monitor for the models, e.g. `- {source} ~> {suggest_id(design, Trait.WATCHES_DRIFT)}: "
        "predictions`.",
        add=quality_lines(design, source, suggest_id(design, Trait.ALERTS)),
        near=source,
    )


_SHOWING = frozenset({"predictions", "scores", "features", "labels", "ranked_list", "decision", "embeddings"})
_SHOWN = _SHOWING | {"event", "logs", "response", "tokens", "raw_data", "training_dataset", "prompt"}


def _shows(design: DesignGraph, monitor: str) -> bool:
    """Whether what models do gets to a monitor, or may."""
    into = [edge for edge in design.data_into(monitor) if edge.source not in design.clients]
    return any(edge.unknown or not _SHOWING.isdisjoint(edge.types) for edge in into) or any(
        OF_THE_MODEL.search(payload.text.lower()) for edge in into for payload in edge.payloads
    )


def _blind_model_monitors(design: DesignGraph) -> Sequence[Outcome]:
    """A finding for each monitor of models that gets nothing of what models do."""
    found: list[Outcome] = []
    for component in design.having(Trait.WATCHES_DRIFT).accountable():
        name = component.id
        into = design.data_into(name)
        if any(k.has(Trait.MONITORS) and not k.has(Trait.WATCHES_DRIFT) for k in design.kinds(name)):
            continue  # one place for both: what it is given need not be told apart
        if not into and not design.data_out_of(name):
            continue  # an isolated component: GRA001 says so
        if any(edge.unknown or not _SHOWN.isdisjoint(edge.types) for edge in into):
            continue
        source = suggest_id(design, Trait.LOGS_PREDICTIONS, Trait.STREAMS_EVENTS, *MODELS)
        given = "metrics only" if into else "nothing"
        found.append(
            problem(
                component,
                f"{name} cannot see what models do: it is given {given}, and no predictions, features or "
                "labels",
                help="Add what it watches, e.g. {add}.",
                add=f"{source} ~> {name}: predictions",
            )
        )
    return found


def _measured(design: DesignGraph) -> bool:
    """Whether figures are kept anywhere, and not only logs or traces of single requests."""
    watching = system_monitors(design)
    if any(design.has(name, Trait.MEASURES, Trait.KEEPS_SERIES) for name in watching):
        return True
    into = [edge for name in watching for edge in design.data_into(name) if edge.source not in watching]
    return any(
        "metrics" in e.types or (e.unknown and not has_role(design, e.source, Role.STORE)) for e in into
    )


@rule("MON008", "model-metrics-only", fixes="unsafe", about=(Trait.MEASURES, Trait.WATCHES_DRIFT))
def model_metrics_only(design: DesignGraph) -> Iterator[Outcome]:
    """Monitors that watch the model, and none that sees whether the system answers.

    **Checks.** Services stand on a path of calls from a client, or a model is at work; the design has
    monitors, but none for metrics, logs, traces or charts, and no metrics, logs or traces get to any of them.
    At production, also where logs or traces are kept and nothing measures. Said once, in place of MON001 and
    MON003.

    **Why.** Drift is found over hours; errors, latency and a full queue in minutes, and from other data
    (*Site Reliability Engineering*, chapter 6: the four golden signals). In the design of a model, two
    monitors are needed: of the system and of the model.

    **When it is wrong.** One product does both: give it both roles, `kind: [metrics_monitor, model_monitor]`.
    """
    watchers = monitors(design)
    if not watchers or _measured(design):
        return
    services = [component for component in services_watched(design) if component.id in design.on_path]
    watch = tuple(services) or answering(design)
    if not watch:
        return
    names = [component.id for component in watch]
    metrics = suggest_id(design, Trait.MEASURES)
    logged = system_monitors(design)
    missing = (
        f"{joined(logged)} keeps what happened, and nothing measures"
        if logged
        else "no metrics, logs or traces"
    )
    yield problem(
        watch[0],
        f"nobody sees whether {joined(names)} {'answers' if len(names) == 1 else 'answer'}: "
        f"{missing}{'' if logged else f' reach {joined(watchers)}'}",
        components=names,
        kinds=(Trait.MEASURES,),
        stage=Stage.PRODUCTION if logged else None,
        help="Add a monitor of the system, e.g. {add}.",
        add=f"{' & '.join(names)} ~> {metrics}: metrics",
    )
