"""SKW: features of which only one place is stated."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Feature, MLModel, Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.families.skw.features import listed_features, serves
from mlarch.rules.phrases import joined, listed

__all__ = ["half_placed_feature"]


@rule("SKW008", "half-placed-feature", stage=Stage.PRODUCTION, about=("@features",))
def half_placed_feature(design: DesignGraph) -> Iterator[Outcome]:
    """Features that say where training has them, and not where a request gets them; or the reverse.

    **Checks.** A model that answers requests and is trained here lists features which `data: features`
    describes with `offline:` and without `online:`, or the reverse. Features that state neither side are a
    list of names, and nothing is said. One finding for each side.

    **Why.** Whoever builds the serving path has to know which store, which job and how fresh; what is left
    open is computed a second time, in another way (Zinkevich, *Rules of Machine Learning*, rules 32 and 37).

    **When it is wrong.** It is computed from the request itself: `online: request`. It is not there on that
    side on purpose: write `false`.
    """
    used: dict[str, tuple[MLModel, Feature]] = {}
    for model, feature in listed_features(design):
        if model.trained_by and any(_serves(design, name) for name in model.served_by):
            used.setdefault(feature.name, (model, feature))
    for side, other in (("online", "offline"), ("offline", "online")):
        half = [
            (model, feature)
            for model, feature in used.values()
            if getattr(feature, other) is not None and getattr(feature, side) is None
        ]
        if not half:
            continue
        model, first = half[0]
        users = model.served_by if side == "online" else model.trained_by
        names = [f"`{feature.name}`" for _, feature in half]
        has, gets = ("training", "gets") if side == "online" else ("a request", "learns")
        yield problem(
            first,
            f"it is said where {has} has {joined(names)}, and not where {listed(users)} {gets} "
            f"{'it' if len(half) == 1 else 'them'}",
            components=tuple(name for name in users if name in design.components),
            kinds=(Trait.SERVES_FEATURES,) if side == "online" else (Trait.KEEPS_FEATURE_HISTORY,),
            help=f"State it: `{side}: ...` on each, with the component that holds or computes it.",
        )


def _serves(design: DesignGraph, name: str) -> bool:
    return name in design.components and serves(design, name)
