"""What the rules about training share: models at work, the way they come, and the data they learn from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from mlarch.analysis.facts import fact
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DataEdge, DesignGraph, paths
from mlarch.graph.parts import Ids
from mlarch.graph.resolved import Meaning
from mlarch.graph.traits import TELEMETRY_TYPES
from mlarch.model import Component

__all__ = [
    "arrow_line",
    "is_material",
    "learns_from",
    "lost_models",
    "makers",
    "models_at_work",
    "release_path",
    "release_stage",
    "release_upstream",
    "released",
    "released_past",
    "undelivered",
]


_ARTEFACTS = frozenset({"model_artifact", "decision", "config", "index"})
_RELEASE = (Trait.TRAINS, Trait.TUNES, Trait.JUDGES_MODELS, Trait.KEEPS_MODELS, Trait.DEPLOYS)


# ── models at work ──────────────────────────────────────────────────────────────────────────────────────


def models_at_work(design: DesignGraph) -> Iterator[Component]:
    """The components that run a model which this design trains, or should; ready-made ones are left out.

    Ready-made are: what is external or managed; a fallback, which works by rules; a clustering, which is made
    anew in each run; an encoder that looks
    embeddings up; a ranker that asks a model server for its scores; an LLM, and in a design without any
    training every encoder; and what `models:` names as serving a model without `trained_by`, `loss` and
    `retrain`.
    """
    trained, taken = _declared(design)
    learns = bool(makers(design))
    for component in design.having(Trait.HOLDS_WEIGHTS).accountable(managed=False):
        name = component.id
        if design.has(name, Trait.FALLS_BACK, Trait.RUNS_ON_DEVICE):
            continue
        runs = [kind for kind in design.kinds(name) if kind.has(Trait.HOLDS_WEIGHTS)]
        usual = Trait.GENERATES if learns else Trait.READY_MADE
        ready = all(kind.has(usual) for kind in runs)
        ready = (
            ready or _looks_up(design, name) or _delegates(design, name) or "clustering" in said_of(component)
        )
        if name in trained or not (name in taken or ready):
            yield component


def _declared(design: DesignGraph) -> tuple[frozenset[str], frozenset[str]]:
    """The components that serve models which are said to be trained, and those that serve ready-made ones."""
    trained: set[str] = set()
    taken: set[str] = set()
    for model in design.architecture.models:
        here = model.trained_by or model.loss or model.retrain or model.continuous
        (trained if here else taken).update(model.served_by)
    return frozenset(trained), frozenset(taken - trained)


def _looks_up(design: DesignGraph, name: str) -> bool:
    """Whether an encoder is handed the embeddings that it answers with: it has no weights of its own."""
    encoder = design.has(name, Trait.ENCODES_QUERIES, Trait.ENCODES_ITEMS)
    return encoder and any("embeddings" in edge.types for edge in design.data_into(name))


def _delegates(design: DesignGraph, name: str) -> bool:
    """Whether a ranker has its scores from a model server that it calls, and gets no model itself."""
    if not design.has(name, Trait.RANKS, Trait.PRE_RANKS, Trait.CROSS_ENCODES):
        return False
    asked = design.direct_callees(name)
    given = any("model_artifact" in edge.types for edge in design.data_into(name))
    return not given and any(design.has(callee, Trait.SERVES_MODEL) for callee in asked)


@fact
def makers(design: DesignGraph) -> Ids:
    """Where models come from: trainers, and jobs or someone else's components that give models away without
    having been given one. What is planned counts: its place in the drawing is taken."""
    return Ids(
        name
        for name in design.components
        if design.has(name, Trait.TRAINS, Trait.TUNES) or _gives_models(design, name)
    )


def _gives_models(design: DesignGraph, name: str) -> bool:
    if not any("model_artifact" in edge.types for edge in design.data_out_of(name)):
        return False
    if design.components[name].external:
        return True
    job = all(kind.role is Role.JOB for kind in design.kinds(name))
    given = any("model_artifact" in edge.types for edge in design.data_into(name))
    return job and not given and not design.has(name, Trait.JUDGES_MODELS, Trait.DEPLOYS)


# ── the way from training to serving ────────────────────────────────────────────────────────────────────


@fact
def _release_links(design: DesignGraph) -> Mapping[str, tuple[str, ...]]:
    """Where models, approvals and settings go, or may: giver → takers.

    Between trainers, evaluators, registries and deployers everything counts, in both directions where one
    calls the other: a deployer that is told of a new version fetches it.
    """
    links: dict[str, dict[str, None]] = {}
    for edge in design.data_edges:
        if _may_release(design, edge) and not _answers_only(design, edge.source):
            links.setdefault(edge.source, {})[edge.target] = None
    for resolved in design.resolved_flows:
        source, target = resolved.flow.ends
        if resolved.waits and design.has(source, *_RELEASE) and design.has(target, *_RELEASE):
            links.setdefault(source, {})[target] = None
            links.setdefault(target, {})[source] = None
        elif resolved.caller and resolved.callee and design.has(resolved.callee, Trait.SHARES_PARAMETERS):
            links.setdefault(resolved.callee, {})[resolved.caller] = None
    return {source: tuple(targets) for source, targets in links.items()}


def _may_release(design: DesignGraph, edge: DataEdge) -> bool:
    if not _ARTEFACTS.isdisjoint(edge.types) or edge.resolved.meaning is Meaning.DEPLOYMENT:
        return True
    both = design.has(edge.source, *_RELEASE) and design.has(edge.target, *_RELEASE)
    return both or edge.unknown


def _answers_only(design: DesignGraph, name: str) -> bool:
    """Whether a component only answers requests: no release passes it."""
    kinds = design.kinds(name)
    hands_on = any(kind.any_data or kind.has(*_RELEASE, Trait.ASSIGNS_EXPERIMENTS) for kind in kinds)
    return not hands_on and all(kind.role in (Role.SERVICE, Role.CLIENT, Role.MONITOR) for kind in kinds)


def release_path(
    design: DesignGraph, sources: Collection[str], targets: Collection[str], blocked: Collection[str] = ()
) -> tuple[str, ...]:
    """A shortest way by which a model gets from `sources` to `targets` past all of `blocked`, or empty."""
    starts = design.in_order(sources)
    return paths.shortest_path(_release_links(design), starts, frozenset(targets), frozenset(blocked))


def released(design: DesignGraph, sources: Iterable[str]) -> tuple[str, ...]:
    """Everything that models of `sources` get to, and `sources`."""
    return design.in_order(paths.reach(_release_links(design), sources))


def released_past(
    design: DesignGraph, source: str, blocked: Callable[[str], bool]
) -> Mapping[str, str | None]:
    """Everything that models of `source` get to past what is `blocked`; that is reached and not left.

    In the order of discovery, as `paths.reach` gives it: `paths.way` makes the path to each.
    """
    links = _release_links(design)
    return paths.reach(links, (source,), enter=lambda name: name == source or not blocked(name))


def release_upstream(design: DesignGraph, name: str) -> tuple[str, ...]:
    """Everything by way of which a model comes to a component, without it."""
    back = _release_links_back(design)
    brings = [other for other in back.get(name, ()) if _brings(design, other, name)]
    found = paths.reach(back, brings)
    return tuple(other for other in design.in_order(found) if other != name)


@fact
def _release_links_back(design: DesignGraph) -> Mapping[str, list[str]]:
    """`_release_links` against their direction."""
    back: dict[str, list[str]] = {}
    for source, targets in _release_links(design).items():
        for target in targets:
            back.setdefault(target, []).append(source)
    return back


def release_stage(design: DesignGraph, name: str) -> tuple[int, ...]:
    """Where a component stands between training (0) and serving (4); empty for what stands elsewhere."""
    found: list[int] = [0] if name in makers(design) else []
    for kind in design.kinds(name):
        if kind.has(Trait.JUDGES_MODELS):
            found.append(1)
        elif kind.has(Trait.KEEPS_MODELS):
            found.append(2)
        elif kind.has(Trait.DEPLOYS):
            found.append(3)
    return tuple(found)


def arrow_line(source: str, target: str) -> str:
    """The flow that brings a model."""
    return f"{source} => {target}: model"


def _brings(design: DesignGraph, source: str, target: str) -> bool:
    """Whether `source` may bring `target` a model, and not a decision or settings only."""
    if design.has(source, Trait.SHARES_PARAMETERS):
        return True
    for edge in design.data_into(target):
        if edge.source != source:
            continue
        deploys = edge.resolved.meaning is Meaning.DEPLOYMENT and set(edge.types) != {"config"}
        if "model_artifact" in edge.types or deploys:
            return True
        if edge.unknown and design.has(source, *_RELEASE):
            return True
    return False


@fact
def undelivered(design: DesignGraph) -> tuple[Component, ...]:
    """The models at work to which no model of any maker comes, in file order."""
    sources = frozenset(makers(design))
    return tuple(
        component
        for component in models_at_work(design)
        if component.id not in sources and sources.isdisjoint(release_upstream(design, component.id))
    )


_MADE_OF_MODELS = ("embeddings", "index", "predictions", "candidates", "features", "scores")


@fact
def lost_models(design: DesignGraph) -> tuple[Component, ...]:
    """The models at work that are surely trained here and that no model of any maker reaches, in file order.

    Sure is what `models:` says, and for the others that some trainer supplies nothing: a trainer that does
    may be that of another model, and theirs not drawn.
    """
    trained, _ = _declared(design)
    idle = any(not _supplies(design, part.id) for part in design.having(Trait.TRAINS).accountable())
    return tuple(part for part in undelivered(design) if idle or part.id in trained)


def _supplies(design: DesignGraph, maker: str) -> bool:
    """Whether a model of the maker, or what it makes itself, gets to what runs or serves it."""
    uses = (Trait.HOLDS_WEIGHTS, Trait.USES_ARTIFACTS, Trait.RUNS_ON_DEVICE, Trait.CALIBRATES)
    taken = (name for name in released(design, (maker,)) if name != maker)
    if any(design.has(name, *uses) and not design.has(name, Trait.DEPLOYS, *_RELEASE) for name in taken):
        return True
    made = {type_ for edge in design.data_out_of(maker) for type_ in edge.types}
    return not made.isdisjoint(_MADE_OF_MODELS)


# ── what training learns from ───────────────────────────────────────────────────────────────────────────

_NO_MATERIAL = (TELEMETRY_TYPES - {"event"}) | {
    "config",
    "request",
    "model_artifact",
    "alerts",
    "notification",
}
_TELLS = (Trait.KEEPS_MODELS, Trait.JUDGES_MODELS, Trait.DEPLOYS, Trait.TUNES, Trait.SCHEDULES)


def is_material(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether data to learn from moves, or may: no artefacts, settings, orders or telemetry."""
    if edge.resolved.meaning is Meaning.DEPLOYMENT or design.has(edge.source, *_TELLS):
        return False
    if any(kind.role is Role.MONITOR for kind in design.kinds(edge.source)):
        return False
    return not edge.types or any(type_ not in _NO_MATERIAL for type_ in edge.types)


def learns_from(design: DesignGraph, name: str) -> tuple[str, ...]:
    """The jobs, stores and people whose data a trainer learns from, and the trainer.

    The walk ends at streams and at what answers requests: behind them lies the system that is learned from.
    """
    found = {name: None}
    queue = [name]
    while queue:
        for edge in design.data_into(queue.pop()):
            offline = any(
                kind.role in (Role.JOB, Role.STORE, Role.PERSON) or kind.any_data
                for kind in design.kinds(edge.source)
            )
            if edge.source not in found and offline and is_material(design, edge):
                found[edge.source] = None
                queue.append(edge.source)
    return design.in_order(found)
