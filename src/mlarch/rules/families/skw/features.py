"""SKW: features that training and serving do not share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.analysis.activity import has_role
from mlarch.catalog import TYPES
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.model import Feature, MLModel, Plane
from mlarch.rules import Outcome, fixes, problem, rule, unknown
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["feature_computed_twice", "feature_on_one_side", "listed_features", "no_offline_twin", "serves"]

_TRAINERS = (Trait.TRAINS_IN_RUNS, Trait.TRAINS_CONTINUALLY)


@rule(
    "SKW001",
    "feature-computed-twice",
    about=(
        Trait.COMPUTES_FEATURES_IN_BATCH,
        Trait.COMPUTES_FEATURES_LIVE,
        Trait.ASSEMBLES_FEATURES,
        "@features",
    ),
)
def feature_computed_twice(design: DesignGraph) -> Iterator[Outcome]:
    """A feature that training and serving compute by different code.

    **Checks.** Under `data: features`, one name stands twice with different `transform`s (for the same
    entity); or a feature without a `transform` names two components that compute, one as `online` and another
    as `offline`, between which no data moves in either direction. A feature registry settles the second.

    **Why.** Two implementations of one feature differ sooner or later (time zones, rounding, missing values),
    and the model sees values that it was not trained on. Log features at serving time, or compute them once
    for both (Zinkevich, *Rules of Machine Learning*, rules 29 and 32; Sculley et al., 2015).

    **When it is wrong.** Both run the same code: state it as the `transform`, and it is one definition.
    """
    features = _features(design)
    yield from _defined_twice(features)
    if design.having(Trait.DEFINES_FEATURES):
        return
    for feature in features:
        online, offline = feature.online, feature.offline
        if feature.transform or online == offline or not _computes(design, online, offline):
            continue
        ends = (online or "", offline or "")
        if any(_moves(design, a, b) for a, b in (ends, ends[::-1])):
            continue
        logger = suggest_id(design, Trait.LOGS_PREDICTIONS)
        yield problem(
            feature,
            f"`{feature.name}` is computed by {online} for serving and by {offline} for training, and "
            "nothing passes between them: the two will differ",
            components=ends,
            kinds=(Trait.LOGS_PREDICTIONS, Trait.DEFINES_FEATURES),
            help=f"Log what was served, e.g. `- {online} ~> {logger}: served features`, and train on that; "
            "or state the one `transform:` that both use.",
        )


def _defined_twice(features: tuple[Feature, ...]) -> Iterator[Outcome]:
    first: dict[tuple[str, str | None], Feature] = {}
    for feature in features:
        before = first.setdefault((feature.name.strip().lower(), feature.entity), feature)
        old, new = (before.transform or "").strip(), (feature.transform or "").strip()
        if old and new and old.lower() != new.lower():
            yield problem(
                feature,
                f"the feature `{feature.name}` is defined twice: as `{old}` on line {before.span.line} and "
                f"as `{new}` here; a model trained on one is served the other",
                at="transform",
                help="Keep one definition, with `online:` and `offline:` for where each side finds it.",
            )


def _features(design: DesignGraph) -> tuple[Feature, ...]:
    data = design.architecture.data
    return () if data is None else data.features


def listed_features(design: DesignGraph) -> Iterator[tuple[MLModel, Feature]]:
    """Each model with each of the features that it lists and `data: features` describes."""
    described = {feature.name.strip().lower(): feature for feature in _features(design)}
    for model in design.architecture.models:
        for name in model.features:
            feature = described.get(name.strip().lower())
            if feature is not None:
                yield model, feature


def _computes(design: DesignGraph, *names: str | None) -> bool:
    """Whether all of these are components that compute, rather than keep or pass on."""
    kept = (Role.STORE, Role.STREAM, Role.CLIENT)
    return all(
        name in design.components and not has_role(design, name, *kept) for name in names if name
    ) and (None not in names)


def _moves(design: DesignGraph, source: str, target: str) -> bool:
    """Whether data of any kind gets from one to the other, other than through people's hands, or as vectors
    that an encoder made of it."""
    between = (name for name in design.components if name not in (source, target))
    blocked = [
        n
        for n in between
        if n in design.clients or all(kind.has(Trait.ENCODES_QUERIES) for kind in design.kinds(n))
    ]
    return bool(design.reaches_without((source,), (target,), blocked, types=_CARRIED, unknown=True))


# Whatever may hold the values of a feature: a model or a measurement does not.
_CARRIED = tuple(t for t in TYPES if t not in ("model_artifact", "config", "metrics", "alerts", "traces"))


@rule(
    "SKW002",
    "feature-on-one-side",
    about=(
        Trait.COMPUTES_FEATURES_IN_BATCH,
        Trait.COMPUTES_FEATURES_LIVE,
        Trait.ASSEMBLES_FEATURES,
        "@features",
    ),
)
def feature_on_one_side(design: DesignGraph) -> Iterator[Outcome]:
    """A feature that a model is trained on and cannot have when it serves, or the reverse.

    **Checks.** A model lists a feature (`models: features`) that `data: features` describes. Either the
    feature says `online: false` and a component in `served_by` answers requests, or `offline: false` and the
    model states `trained_by`; or `online` (`offline`) names a component from which no data of any kind
    reaches the component that serves (trains) the model, directly or not. A side that is left blank is
    unknown.

    **Why.** The model then gets a default where it learned a value, and its quality in training says nothing
    about its quality in service (Breck et al., *The ML Test Score*, 2017: training and serving features
    compute the same values).

    **When it is wrong.** The flow that carries the feature is missing: draw it. The feature is only used to
    weigh or select examples: take it off the model's list.
    """
    for model, feature in listed_features(design):
        yield from _served_without(design, model, feature)
        yield from _trained_without(design, model, feature)


def _served_without(design: DesignGraph, model: MLModel, feature: Feature) -> Iterator[Outcome]:
    servers = [n for n in model.served_by if n in design.components and serves(design, n)]
    for server in servers:
        missing = _lacks(design, feature.online, server)
        if missing:
            store = suggest_id(design, Trait.ASSEMBLES_FEATURES, Trait.SERVES_FEATURES)
            yield problem(
                feature,
                f"{model.id} is trained on `{feature.name}`, and {server} cannot have it when it serves: "
                f"{missing}",
                at="online",
                components=(server, *_shown(design, feature.online)),
                help=f"Draw how it gets there, e.g. `- {server} -> {store}: features`, or take the feature "
                f"off {model.id}.",
            )
            return


def serves(design: DesignGraph, name: str) -> bool:
    """Whether it answers requests, or events as they come."""
    online = name in design.on_path or design.planes[name] is Plane.ONLINE
    kept = all(kind.role in (Role.STORE, Role.STREAM) for kind in design.kinds(name))
    return online and not kept and not exempt(design.components[name])


def _trained_without(design: DesignGraph, model: MLModel, feature: Feature) -> Iterator[Outcome]:
    for trainer in model.trained_by:
        missing = _lacks(design, feature.offline, trainer)
        if trainer in design.components and missing:
            yield problem(
                feature,
                f"{model.id} is served with `{feature.name}`, and {trainer} cannot have it when it trains: "
                f"{missing}",
                at="offline",
                components=(trainer, *_shown(design, feature.offline)),
                help="Draw how it gets there, e.g. "
                f"`- {suggest_id(design, Trait.KEEPS_FEATURE_HISTORY)} => "
                f"{suggest_id(design, Trait.BUILDS_DATASETS)}: features`, or log it when it is served.",
            )
            return


def _shown(design: DesignGraph, place: str | None) -> tuple[str, ...]:
    """The component at which a feature is said to be kept, where that is one."""
    return (place,) if place is not None and place in design.components else ()


def _lacks(design: DesignGraph, place: str | None, user: str) -> str:
    """Why a feature kept at `place` cannot reach `user`, in words; empty when it can or that is unknown."""
    if place == "false":
        return "there it does not exist"
    if place is None or place not in design.components or user not in design.components or place == user:
        return ""
    if design.components[place].planned or _moves(design, place, user):
        return ""
    return f"nothing that {place} holds gets there"


@rule("SKW003", "no-offline-twin", fixes="unsafe", about=(Trait.SERVES_FEATURES,))
def no_offline_twin(design: DesignGraph) -> Iterator[Outcome]:
    """Features that requests are served with, and that never reach the training data.

    **Checks.** The design trains a model, and a client's request reads an online feature store (or a feature
    server that computes). Neither the store nor every job that writes features into it has a way of features,
    events, labels or data to the trainer that does not lead through a client or a monitor; and no prediction
    logger gets what was served. Vectors that the model itself made are left out, and so is what a job fills
    that feeds training as well. A store that nobody fills is unknown.

    **Why.** Training has to compute these features a second time, or from later data than the request saw:
    the classic sources of skew and of leakage. What was served should be logged, or written to an offline
    store as well (Zinkevich, *Rules of Machine Learning*, rule 29; Breck et al., *The ML Test Score*, 2017).

    **When it is wrong.** The store keeps its own history and training reads it there: draw that flow. The
    features serve rules only, and no model: accept the finding.
    """
    trainers = [c.id for c in design.having(*_TRAINERS).accountable()]
    learned = _learned_from(design, trainers)
    if not trainers or _logged(design, learned):
        return
    made = frozenset(design.downstream(trainers, {"model_artifact", "embeddings", "predictions"}))
    for name in design.on_path:
        component = design.components[name]
        if exempt(component) or not design.has(name, Trait.SERVES_FEATURES, Trait.ASSEMBLES_FEATURES):
            continue
        if name in learned:
            continue
        makers = _makers(design, name)
        if design.has(name, Trait.ASSEMBLES_FEATURES) and not learned.isdisjoint(makers):
            continue
        apart = [maker for maker in makers if maker not in made and maker not in learned]
        without = [maker for maker in apart if not _shared(design, maker, learned)]
        if not makers and design.has(name, Trait.SERVES_FEATURES):
            yield unknown(component, f"it is not said what fills {name}, nor whether training sees the same")
        elif without or not makers:
            yield _no_twin(design, name, without, trainers[0])


_LEARNED_FROM = (
    "features",
    "embeddings",
    "training_dataset",
    "labels",
    "event",
    "raw_data",
    "logs",
    "media",
    "documents",
)


def _learned_from(design: DesignGraph, trainers: Sequence[str]) -> frozenset[str]:
    """Whose data gets into the training of a model, or may."""
    aside = frozenset(
        name
        for name in design.components
        if has_role(design, name, Role.CLIENT, Role.MONITOR) or design.has(name, Trait.SCHEDULES)
    )
    return design.reached(trainers, aside, types=_LEARNED_FROM, unknown=True, back=True)


def _logged(design: DesignGraph, learned: frozenset[str]) -> bool:
    """Whether what was served is logged, or may be (in words without a type), and the log is trained on."""
    served = frozenset(design.on_path) - frozenset(design.entries)
    told = dict.fromkeys(
        edge.target
        for edge in design.data_edges
        if edge.source in served
        and edge.target not in design.on_path
        and (design.has(edge.target, Trait.LOGS_PREDICTIONS) or None in edge.types)
    )
    return not learned.isdisjoint(told)


def _shared(design: DesignGraph, maker: str, learned: frozenset[str]) -> bool:
    """Whether a job that fills the maker with what it computed feeds training as well: one computation."""
    before = (name for name in design.upstream((maker,), _LEARNED_FROM) if has_role(design, name, Role.JOB))
    return any(name in learned for name in before)


def _makers(design: DesignGraph, name: str) -> list[str]:
    """Who fills the store, or what the server computes from; who asks it for features gives it none."""
    askers = frozenset(design.direct_callers(name))
    wanted = {"features"} if design.has(name, Trait.SERVES_FEATURES) else set(_LEARNED_FROM)
    found = dict.fromkeys(
        edge.source
        for edge in design.data_into(name)
        if not wanted.isdisjoint(edge.types) and edge.source not in askers
    )
    return [source for source in found if not design.components[source].external]


def _no_twin(design: DesignGraph, name: str, makers: list[str], trainer: str) -> Outcome:
    callers = design.direct_callers(name)
    readers = [caller for caller in callers if caller in design.on_path]
    reader = readers[0] if readers else name
    logs = [e.target for e in design.data_out_of(reader) if has_role(design, e.target, Role.STREAM)]
    what = f"what {quoted(makers)} {'writes' if len(makers) == 1 else 'write'} to {name}" if makers else name
    logger = suggest_id(design, Trait.LOGS_PREDICTIONS, Trait.COLLECTS_EVENTS, Trait.STREAMS_EVENTS)
    return problem(
        design.components[name],
        f"{what} serves requests of {reader} and never reaches {trainer}: training computes these features a "
        "second time, and differently",
        components=dict.fromkeys((name, *makers, trainer, reader, *logs)),
        kinds=(Trait.LOGS_PREDICTIONS, Trait.KEEPS_FEATURE_HISTORY),
        help=f"Log what was served: `- {reader} ~> {logger}: served features`, with a way from there to the "
        "dataset; or write the features to an offline store that training reads.",
        fix=fixes.add(
            design,
            reader,
            f"{reader} ~> {logger}: served features",
            f"{logger} => {next(iter(design.having(Trait.BUILDS_DATASETS).ids), trainer)}: served features",
        ),
    )
