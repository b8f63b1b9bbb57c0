"""SKW: whether the two sides of a search by embedding run the same model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.parts import exempt
from mlarch.lazy import regex
from mlarch.model import MLModel, Stage
from mlarch.records import dataclass
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.phrases import quoted

__all__ = ["embeddings_do_not_match", "towers_released_apart"]

_VECTORS = frozenset({"embeddings", "index"})
_ENCODERS = (Trait.ENCODES_QUERIES, Trait.INTERPRETS_QUERIES, Trait.GENERATES, Trait.RUNS_ON_DEVICE)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Who makes the vectors in an index, and who asks it; ids in file order."""

    index: str
    items: tuple[str, ...]
    queries: tuple[str, ...]

    def models(self, design: DesignGraph) -> tuple[tuple[MLModel, ...], tuple[MLModel, ...]]:
        """The models that state to run on the item side, and on the query side."""
        return design.served_models(*self.items, self.index), design.served_models(*self.queries)


def _sides(design: DesignGraph, index: str) -> _Sides:
    items = [
        name
        for name in design.upstream([index], _VECTORS)
        if design.has(name, Trait.ENCODES_ITEMS) and name != index
    ]
    callers = [r.caller for r in design.calls_to(index) if r.caller is not None and r.caller != index]
    sources = design.upstream(callers, {"embeddings"}) if callers else ()
    asks = {name for name in (*callers, *sources) if name not in items and design.has(name, *_ENCODERS)} | {
        name for name in callers if design.served_models(name)
    }
    return _Sides(index, tuple(items), design.in_order(asks))


@rule(
    "SKW004",
    "embeddings-do-not-match",
    severity=Severity.ERROR,
    stage=Stage.SKETCH,
    about=(Trait.INDEXES_VECTORS,),
)
def embeddings_do_not_match(design: DesignGraph) -> Iterator[Outcome]:
    """An index and the encoders around it with different dimensions, or different models.

    **Checks.** Around each vector index: the embedding jobs whose vectors get into it, and the encoders that
    ask it. *Error* when the `dimensions` that the index, a job or an encoder hold (`holds: {dimensions}`)
    differ, or when the models served on the two sides state different `version`s. *Warning* when the one
    dimension that the words of a model's `architecture` name is not that of the index, and when the sides run
    models that different components train and that state no version.

    **Why.** A distance between vectors of different models means nothing, and of different lengths cannot be
    computed. Both towers and the index are one release (Covington
    et al., *Deep Neural Networks for YouTube Recommendations*, 2016: both sides come from one network).

    **When it is wrong.** The vectors are projected on the way: state the dimensions after it. The models were
    trained together: give both the same `version`.
    """
    for component in design.having(Trait.INDEXES_VECTORS).accountable():
        sides = _sides(design, component.id)
        yield from _dimensions(design, sides)
        yield from _versions(design, sides)


def _dimensions(design: DesignGraph, sides: _Sides) -> Iterator[Problem]:
    index = design.components[sides.index]
    own_size = None if index.holds is None else index.holds.dimensions
    for name in (*sides.items, *sides.queries, *_kept_vectors(design, sides)):
        holds = design.components[name].holds
        size = None if holds is None else holds.dimensions
        if own_size is not None and size is not None and size != own_size and name != index.id:
            yield problem(
                design.components[name],
                f"{name} makes vectors of {size} dimensions and {index.id} holds {own_size}: no distance "
                "between them can be computed",
                at="holds",
                components=(name, index.id),
                severity=Severity.ERROR if _directly(design, name, sides) else Severity.WARNING,
                help=f"Give both the same: `dimensions: {own_size}` on {name}, or rebuild {index.id}.",
            )
    items, queries = sides.models(design)
    for model, written in {m.id: m for m in (*items, *queries)}.items():
        said = _said_dimensions(written.architecture)
        if own_size is not None and said is not None and said != own_size:
            yield problem(
                index,
                f"{index.id} holds vectors of {own_size} dimensions, and {model} makes {said} "
                f"(`{written.architecture}`): no distance between them can be computed",
                at="holds",
                components=(index.id, *(n for n in written.served_by if n in design.components)),
                severity=Severity.WARNING,
                help=f"Make them the same, e.g. `dimensions: {said}` on {index.id}.",
            )


def _kept_vectors(design: DesignGraph, sides: _Sides) -> list[str]:
    """Stores from which those who ask the index take the vectors to ask with."""
    callers = design.direct_callers(sides.index)
    sources = design.upstream(callers, {"embeddings"}) if callers else ()
    stores = (Trait.SERVES_FEATURES, Trait.CACHES, Trait.KEEPS_VALUES_BY_KEY)
    return [n for n in sources if design.has(n, *stores) and n not in (*sides.queries, sides.index)]


def _directly(design: DesignGraph, name: str, sides: _Sides) -> bool:
    """Whether what `name` makes surely meets this index as it is: nothing could change it on the way.

    Vectors pass builders, stores and streams unchanged. A caller that asks several indexes may have others.
    """
    callers = design.direct_callers(sides.index)
    asked = {r.callee for caller in callers for r in design.calls_from(caller) if r.callee is not None}
    indexes = [
        n for n in (*asked, *design.downstream([name], _VECTORS)) if design.has(n, Trait.INDEXES_VECTORS)
    ]
    if set(indexes) != {sides.index} or name not in (*sides.items, *sides.queries):
        return False
    carriers = (Role.STORE, Role.STREAM)
    blocked = [
        other
        for other in design.components
        if other not in (name, sides.index, *callers)
        and not design.has(other, Trait.BUILDS_INDEXES)
        and not all(kind.role in carriers for kind in design.kinds(other))
    ]
    return name in callers or bool(design.reaches_without((name,), (sides.index,), blocked, types=_VECTORS))


_SIZE = regex(
    r"(?<![\w.])(\d{1,2}[,_]?\d{3}|\d{2,4})[\s-]?(?:d\b|dims?\b|dimension(?:s|al)?\b)", re.IGNORECASE
)


def _said_dimensions(text: str | None) -> int | None:
    """The one number of dimensions that the words name; None when they name none or several."""
    found = {int(re.sub("[,_]", "", number)) for number in _SIZE.findall(text or "")}
    return found.pop() if len(found) == 1 else None


def _versions(design: DesignGraph, sides: _Sides) -> Iterator[Problem]:
    items, queries = sides.models(design)
    if not items or not queries or {m.id for m in items} & {m.id for m in queries}:
        return
    left, right = items[0], queries[0]
    versions = {m.version for m in items}, {m.version for m in queries}
    components = (sides.index, *sides.items[:1], *sides.queries[:1])
    if None not in versions[0] | versions[1]:
        if not versions[0] & versions[1]:
            yield problem(
                right,
                f"{sides.index} holds vectors of {left.id} version {left.version}, and is asked with those "
                f"of {right.id} version {right.version}: their distances mean nothing",
                at="version",
                components=components,
                help="Release both sides and the index together, as one version.",
            )
    elif left.trained_by and right.trained_by and not set(left.trained_by) & set(right.trained_by):
        yield problem(
            right,
            f"{sides.index} holds vectors of {left.id}, trained by {quoted(left.trained_by)}, and is asked "
            f"with those of {right.id}, trained by {quoted(right.trained_by)}: nothing makes them comparable",
            at="trained_by",
            components=components,
            severity=Severity.WARNING,
            help="Train both towers together, or give both the `version` that they share.",
        )


@rule("SKW007", "towers-released-apart", about=(Trait.INDEXES_VECTORS,))
def towers_released_apart(design: DesignGraph) -> Iterator[Outcome]:
    """A new model that reaches one side of a search by embedding and not the other.

    **Checks.** Around a vector index, a model is deployed to the encoder of the query and none reaches the
    job that embeds the items, or the other way round. Sides that both get none (bought or frozen encoders),
    and sides that are `external` or `managed`, are left out; so are flows of which it is not known what they
    carry.

    **Why.** With the next release, queries are embedded by one version and items by another, and the results
    are noise while every service reports that it is well. Deploy both, then switch to the rebuilt index.

    **When it is wrong.** One side never changes (a frozen item encoder, queries mapped into its space): state
    both models with their versions, and accept the finding.
    """
    for component in design.having(Trait.INDEXES_VECTORS).accountable():
        sides = _sides(design, component.id)
        encoders = [n for n in sides.queries if design.has(n, Trait.ENCODES_QUERIES)]
        pairs = [n for n in (*sides.items, *encoders) if not exempt(design.components[n], managed=False)]
        without = [n for n in pairs if not _gets_model(design, n, unknown=True)]
        renewed = [n for n in pairs if _gets_model(design, n, unknown=False)]
        opposite = [n for n in without if any((n in sides.items) != (m in sides.items) for m in renewed)]
        if not opposite:
            continue
        source = _deployer(design, renewed[0])
        yield problem(
            design.components[opposite[0]],
            f"a new model reaches {quoted(renewed)} and not {quoted(opposite)}: after the next release, "
            f"queries and the items in {component.id} are embedded by different models",
            components=(opposite[0], *renewed, component.id, *opposite[1:]),
            help=f"Release both together: `- {source} => {renewed[0]} & {opposite[0]}: model (one version)`.",
        )


def _gets_model(design: DesignGraph, name: str, *, unknown: bool) -> bool:
    edges = design.data_into(name)
    if any("model_artifact" in edge.types for edge in edges):
        return True
    return unknown and any(_may_bring_one(design, edge) for edge in edges)


def _may_bring_one(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether it is not known what comes, or what deploys models hands over something by another name."""
    if edge.unknown:
        return edge.source not in design.on_path
    return design.has(edge.source, Trait.DEPLOYS, Trait.REGISTERS_MODELS)


def _deployer(design: DesignGraph, name: str) -> str:
    return next(edge.source for edge in design.data_into(name) if "model_artifact" in edge.types)
