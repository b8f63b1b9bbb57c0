"""TRN: what the table of models says of trainers and servers, against what the flows say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mlarch.analysis.lineage import arrow_line, makers, release_stage, release_upstream, released, undelivered
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import MLModel, Stage
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.phrases import joined

__all__ = ["declared_apart"]


@rule("TRN004", "declared-apart", fixes="unsafe", about=("@models",))
def declared_apart(design: DesignGraph) -> Iterator[Outcome]:
    """A model of the brief whose trainer and server no flow joins.

    **Checks.** An entry of `models:` names `trained_by` and `served_by`, and no data leads from any of its
    trainers to one of its servers; or a trainer of it leads to none of them. All that is made of a model
    counts: the embeddings, the index, the predictions. Servers that TRN002 speaks of are left out, and so is
    what is `external` or `planned`. At production also an entry that names a trainer and nothing that serves
    the model.

    **Why.** The table of models and the drawing are two statements of one fact. Where they disagree, one of
    them is out of date.

    **When it is wrong.** The model travels by a way that is not drawn: draw it.
    """
    lost = {component.id for component in undelivered(design)} if makers(design) else set()
    for model in design.architecture.models:
        trainers = _shown(design, model.trained_by)
        if trainers and not model.served_by:
            yield _unserved(design, model, trainers)
        servers = [name for name in _shown(design, model.served_by) if name not in lost]
        if not trainers or not servers:
            continue
        apart = [name for name in servers if not _joined(design, trainers, name)]
        if apart:
            yield _apart(design, model, trainers, apart)
            continue
        idle = [name for name in trainers if not any(_joined(design, (name,), s) for s in servers)]
        if idle:
            yield _idle(design, model, idle, servers)


def _shown(design: DesignGraph, names: Sequence[str]) -> tuple[str, ...]:
    found = (design.components.get(name) for name in names)
    return tuple(c.id for c in found if c is not None and not (c.external or c.planned))


_MADE_OF_MODELS = ("model_artifact", "index", "embeddings", "config", "decision", "predictions", "candidates")


def _joined(design: DesignGraph, trainers: Sequence[str], server: str) -> bool:
    if server in trainers:
        return True
    if not set(trainers).isdisjoint(release_upstream(design, server)):
        return True
    return server in design.downstream(trainers, _MADE_OF_MODELS, unknown=True)


def _apart(design: DesignGraph, model: MLModel, trainers: Sequence[str], apart: Sequence[str]) -> Problem:
    way = _shortest(design, trainers[0], apart[0])
    return problem(
        model,
        f"no model of {joined(trainers)} gets to {joined(apart)}, although `models:` says that {model.id} is "
        "trained by the one and served by the other",
        at="served_by",
        components=dict.fromkeys((apart[0], *trainers, way.split(" ", 1)[0])),
        help=f"Add the way, e.g. {{add}}, or correct the entry {model.id}.",
        add=way,
    )


def _unserved(design: DesignGraph, model: MLModel, trainers: Sequence[str]) -> Problem:
    way = [name for name in released(design, trainers) if design.has(name, Trait.KEEPS_MODELS, Trait.DEPLOYS)]
    end = f", and the way of its models ends at {way[-1]}" if way else ""
    return problem(
        model,
        f"{model.id} is trained by {joined(trainers)}, and no component is said to serve it{end}",
        at="trained_by",
        components=(*trainers, *way),
        kinds=(_runner(model),),
        stage=Stage.PRODUCTION,
        help=f"Name what runs it: `served_by: ...` on {model.id}; add the component if it is not there.",
    )


_RUNNERS = (
    ("calibrat", Trait.CALIBRATES),
    ("rerank|re-rank|cross-encoder", Trait.CROSS_ENCODES),
    ("first stage|pre-?rank", Trait.PRE_RANKS),
    ("rank", Trait.RANKS),
    ("retriev|embed|tower", Trait.ENCODES_QUERIES),
    ("generat|llm|answer|dialogue", Trait.GENERATES),
)


def _runner(model: MLModel) -> str:
    """The kind that runs such a model, by what the author calls it and its task."""
    said = f"{model.id} {model.task or ''}".replace("_", " ").lower()
    return next((kind for pattern, kind in _RUNNERS if re.search(pattern, said)), "model_server")


def _idle(design: DesignGraph, model: MLModel, idle: Sequence[str], servers: Sequence[str]) -> Problem:
    way = _shortest(design, idle[0], servers[0])
    return problem(
        model,
        f"nothing that {joined(idle)} trains gets to {joined(servers)}, although `models:` names it as the "
        f"trainer of {model.id}",
        at="trained_by",
        components=dict.fromkeys((idle[0], *servers, way.split(" ", 1)[0])),
        help=f"Add the way, e.g. {{add}}, or correct the entry {model.id}.",
        add=way,
        near=servers[0],
    )


def _shortest(design: DesignGraph, trainer: str, server: str) -> str:
    """The flow that is missing: from what is furthest on the way of the trainer's models to the server."""
    ends = [
        (max(stages), other)
        for other in released(design, (trainer,))
        if (stages := release_stage(design, other))
    ]
    furthest = max(stage for stage, _ in ends) if ends else 0
    return arrow_line(next((other for stage, other in ends if stage == furthest), trainer), server)
