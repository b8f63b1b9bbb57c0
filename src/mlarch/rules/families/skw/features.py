"""SKW: features that training and serving compute apart, or that only one of them has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.analysis.activity import has_role
from mlarch.catalog import TYPES
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.model import Feature, MLModel, Plane
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["feature_computed_twice", "feature_on_one_side", "listed_features", "serves"]


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
    served: dict[tuple[str, str, str], list[Feature]] = {}
    trained: dict[tuple[str, str, str], list[Feature]] = {}
    for model, feature in listed_features(design):
        servers = (name for name in model.served_by if name in design.components and serves(design, name))
        for users, place, groups in (
            (servers, feature.online, served),
            (model.trained_by, feature.offline, trained),
        ):
            lacking = ((user, _lacks(design, place, user)) for user in users)
            found = next(((user, missing) for user, missing in lacking if missing), None)
            if found is not None:
                groups.setdefault((model.id, *found), []).append(feature)
    for (name, server, missing), features in served.items():
        yield _served_without(design, name, server, missing, features)
    for (name, trainer, missing), features in trained.items():
        yield _trained_without(design, name, trainer, missing, features)


def _served_without(
    design: DesignGraph, model: str, server: str, missing: str, features: Sequence[Feature]
) -> Problem:
    store = suggest_id(design, Trait.ASSEMBLES_FEATURES, Trait.SERVES_FEATURES)
    it = "it" if len(features) == 1 else "them"
    return problem(
        features[0],
        f"{model} is trained on {quoted(f.name for f in features)}, and {server} cannot have {it} when it "
        f"serves: {missing}",
        at="online",
        components=(server, *_shown(design, features[0].online)),
        help=f"Draw the way there, e.g. `- {server} -> {store}: features`, or take {it} off {model}.",
    )


def serves(design: DesignGraph, name: str) -> bool:
    """Whether it answers requests, or events as they come."""
    online = name in design.on_path or design.planes[name] is Plane.ONLINE
    kept = all(kind.role in (Role.STORE, Role.STREAM) for kind in design.kinds(name))
    return online and not kept and not exempt(design.components[name])


def _trained_without(
    design: DesignGraph, model: str, trainer: str, missing: str, features: Sequence[Feature]
) -> Problem:
    history, dataset = (
        suggest_id(design, Trait.KEEPS_FEATURE_HISTORY),
        suggest_id(design, Trait.BUILDS_DATASETS),
    )
    it = "it" if len(features) == 1 else "them"
    return problem(
        features[0],
        f"{model} is served with {quoted(f.name for f in features)}, and {trainer} cannot have {it} when it "
        f"trains: {missing}",
        at="offline",
        components=(trainer, *_shown(design, features[0].offline)),
        help=f"Draw the way there, e.g. `- {history} => {dataset}: features`, or log {it} when served.",
    )


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
