"""SKW: vector indexes with one side only: nothing to find, or nothing to ask with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["one_sided_index"]


@rule("SKW005", "one-sided-index", fixes="unsafe", about=(Trait.INDEXES_VECTORS,))
def one_sided_index(design: DesignGraph) -> Iterator[Outcome]:
    """A vector index with items and no way to embed the query, or asked by many and filled by none.

    **Checks.** The index is asked on a client's path. Either embeddings get into it, the asker is sent words,
    a prompt or a picture, and nobody on the query side makes embeddings: no encoder gives any to its callers
    or is called by them, no model names a caller in `served_by`, and no store hands over vectors. (Of a user
    or an item the vector is looked up.) Or jobs or streams are drawn and no vectors get into the index:
    nothing brings it embeddings or an index, or its builder gets nothing to build from (no embeddings, where
    an encoder of queries is drawn and the builder runs no model). An index that embeds by itself (a second
    kind, or `managed: true`) is left out, and so are flows of which it is not known what they carry.

    **Why.** Retrieval by embedding has two sides with one model: items are embedded ahead, the query while
    it waits. With one of them there is nothing to compare.

    **When it is wrong.** The caller embeds the query itself: give it the second kind, `kind:
    [candidate_generator, embedding_service]`, or name it in the model's `served_by`.
    """
    encoded = any(name in design.on_path for name in design.having(Trait.ENCODES_QUERIES).ids)
    for component in design.having(Trait.INDEXES_VECTORS).accountable(managed=False):
        name = component.id
        callers = design.direct_callers(name)
        if not callers or len(component.kinds) > 1 or component.produces is not None:
            continue
        filled = _filled(design, name, callers, encoded=encoded)
        if filled is False and any(_offline(design, other) for other in design.components):
            builder = suggest_id(design, Trait.BUILDS_INDEXES, Trait.ENCODES_ITEMS)
            yield problem(
                component,
                f"{quoted(dict.fromkeys(callers))} {'asks' if len(set(callers)) == 1 else 'ask'} {name}, and "
                "no item vectors get into it: there is nothing to find",
                components=(name,),
                kinds=(Trait.ENCODES_ITEMS, Trait.BUILDS_INDEXES),
                help="Add the item side: an embedding job that reads the items, and "
                f"`- {builder} => {name}: index`.",
                add=_item_side(design, name, builder),
            )
        elif filled and _asked_in_words(design, callers) and not _asked_with_vectors(design, name, callers):
            encoder = suggest_id(design, Trait.ENCODES_QUERIES)
            yield problem(
                component,
                f"{name} holds embeddings, and nothing on the side of {quoted(dict.fromkeys(callers))} turns "
                "a query into one",
                components=(name, *dict.fromkeys(callers)),
                help=f"Add the encoder: `{encoder}: embedding_service` and {{add}} before the search.",
                add=f"{callers[0]} -> {encoder}: {{sends: query, returns: embedding}}",
                before=fixes.call(design, callers[0], name),
            )


# Where the items are that an embedding job can read, the nearest to the index first.
_ITEMS = (
    Trait.INGESTS_DOCUMENTS,
    Trait.PREPARES_INPUT,
    Trait.KEEPS_OBJECTS,
    Trait.KEEPS_VALUES_BY_KEY,
    Trait.KEEPS_ROWS,
    Trait.KEEPS_RAW_DATA,
)


def _item_side(design: DesignGraph, index: str, builder: str) -> tuple[str, ...]:
    """The flows that embed the items, where what builds the index is there, or what it should build from."""
    if builder not in design.components:
        return ()
    if not design.between(builder, index):
        return (f"{builder} => {index}: index",)
    source, job = suggest_id(design, *_ITEMS), suggest_id(design, Trait.ENCODES_ITEMS)
    if source not in design.components or job == builder:
        return ()
    return (f"{source} => {job}", f"{job} => {builder}: embeddings")


def _offline(design: DesignGraph, name: str) -> bool:
    return any(kind.role in (Role.JOB, Role.STREAM) for kind in design.kinds(name))


_BUILT_FROM = frozenset({"embeddings", "features", "media", "documents", "chunks", "raw_data", "index"})


def _filled(design: DesignGraph, index: str, callers: Sequence[str], *, encoded: bool) -> bool | None:
    """Whether vectors get into the index; None when that is unknown, as flows say nothing of it.

    A builder may embed by itself, unless queries are `encoded` by a part of the drawing: then somebody embeds
    items.
    """
    unknown = False
    for edge in design.data_into(index):
        source = edge.source
        if source in callers and source in design.on_path:
            continue
        if edge.unknown:
            unknown = True
        elif design.has(source, Trait.BUILDS_INDEXES):
            alone = not encoded or len(design.components[source].kinds) > 1 or _runs_model(design, source)
            wanted = _BUILT_FROM if alone else _VECTORS
            inputs = design.data_into(source)
            if any(not wanted.isdisjoint(e.types) for e in inputs):
                return True
            unknown = unknown or any(None in e.types or not e.types for e in inputs)
        elif not _BUILT_FROM.isdisjoint(edge.types):
            return True
    return None if unknown else False


_VECTORS = frozenset({"embeddings", "index"})


def _runs_model(design: DesignGraph, name: str) -> bool:
    return bool(design.served_models(name)) or any(
        "model_artifact" in edge.types for edge in design.data_into(name)
    )


def _asked_with_vectors(design: DesignGraph, index: str, callers: Sequence[str]) -> bool:
    """Whether somebody on the query side makes embeddings, holds some, or may."""
    around = dict.fromkeys(callers)
    for caller in callers:
        around |= dict.fromkeys(r.callee for r in design.calls_from(caller) if r.callee not in (None, index))
    around |= dict.fromkeys(design.upstream(callers, {"embeddings"}, unknown=True))
    return any(design.served_models(name) or _gives_vectors(design, name) for name in around if name != index)


def _asked_in_words(design: DesignGraph, callers: Sequence[str]) -> bool:
    """Whether requests surely come with something to embed: words, a picture.

    A user or an item has its vector already, and it is looked up.
    """
    return any(
        payload.type in _TO_EMBED and not edge.resolved.is_assumed(payload)
        for caller in callers
        for edge in (*design.data_into(caller), *design.data_out_of(caller))
        for payload in edge.payloads
    )


_TO_EMBED = frozenset({"query", "prompt", "media"})


def _gives_vectors(design: DesignGraph, name: str) -> bool:
    if any(kind.any_data for kind in design.kinds(name)) or design.components[name].external:
        return True
    if any(kind.role is Role.STORE for kind in design.kinds(name)):
        return "embeddings" in design.holds(name)
    if design.has(name, Trait.ENCODES_ITEMS):
        return name in design.on_path
    return "embeddings" in design.produces(name)
