"""SKW: features of which only one place is stated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlarch.model import Feature, MLModel, Stage
from mlarch.rules.base import Outcome, problem, rule
from mlarch.rules.families.skw_features import serves
from mlarch.rules.helpers import listed

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["half_placed_feature"]


@rule("SKW008", "half-placed-feature", stage=Stage.PRODUCTION)
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
    described = {feature.name.strip().lower(): feature for feature in _features(design)}
    used: dict[str, Feature] = {}
    models: dict[str, MLModel] = {}
    for model in design.architecture.models:
        if not model.trained_by or not any(_serves(design, name) for name in model.served_by):
            continue
        for name in model.features:
            feature = described.get(name.strip().lower())
            if feature is not None:
                used[feature.name] = feature
                models.setdefault(feature.name, model)
    for side, other in (("online", "offline"), ("offline", "online")):
        half = [f for f in used.values() if getattr(f, other) is not None and getattr(f, side) is None]
        if not half:
            continue
        model = models[half[0].name]
        users = model.served_by if side == "online" else model.trained_by
        names = [f"`{feature.name}`" for feature in half]
        has, gets = ("training", "gets") if side == "online" else ("a request", "learns")
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        yield problem(
            half[0],
            f"it is said where {has} has {listed(names[:3])}{more}, and not where {listed(users)} {gets} "
            f"{'it' if len(half) == 1 else 'them'}",
            components=tuple(name for name in users if name in design.components),
            kinds=("feature_store_online",) if side == "online" else ("feature_store_offline",),
            help=f"State it: `{side}: ...` on each, with the component that holds or computes it.",
        )


def _serves(design: DesignGraph, name: str) -> bool:
    return name in design.components and serves(design, name)


def _features(design: DesignGraph) -> tuple[Feature, ...]:
    data = design.architecture.data
    return data.features if data is not None else ()
