"""SKW: an encoder and the index of its vectors, released as one pair or apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from mlarch.analysis.facts import fact
from mlarch.analysis.text_evidence import fields_of, said_of
from mlarch.catalog.lexicon.pairs import (
    AS_A_PAIR,
    ENCODER_ALONE,
    INDEX_APART,
    LEFT_BEHIND,
    RENEWED,
    SAME_DIMENSIONS,
    SIDE_OF_QUERIES,
    SIDE_OF_VECTORS,
)
from mlarch.catalog.lexicon.schedules import period
from mlarch.catalog.lexicon.words import clauses
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component
from mlarch.quantities import Quantity
from mlarch.rules import Outcome, problem, question, rule

__all__ = ["index_released_apart"]

_HELP = "Release and roll back both as one pair: keep the old index until the new one is confirmed."
_PARTS = (
    Trait.INDEXES_VECTORS,
    Trait.ENCODES_QUERIES,
    Trait.ENCODES_ITEMS,
    Trait.BUILDS_INDEXES,
)
_VERSION = regex(r"\b(?:v|(?:model|version|release|encoder) )(\d+(?:\.\d+)*)\b")
_KEPT = regex(r"\b(?:vectors?|index|indices|embeddings|collection|alias|memory)\b")
_MADE_ANEW = regex(
    r"\b(?:after|for|with|of|per|by) (?:each|every|the|a|its) (?:new |live |same )*(?:encoder|tower|model)"
    r"|\bre-?(?:embed|encod|index)"
)
_DAY = 86_400.0
_RELEASE = ("rollback", "strategy")
_SIDES = regex(r"index|vector|embedding|encoder|tower|memory")


@rule("SKW011", "index-released-apart", about=(Trait.INDEXES_VECTORS,))
def index_released_apart(design: DesignGraph) -> Iterator[Outcome]:
    """The encoder can be rolled back or released without the index of its vectors.

    **Checks.** The design has a vector index, and `release: rollback` or `strategy`, the `version` of a
    model, or the name or description of an index, its builder, an encoder or a deployer (or the label of a
    flow into one) says that the index or what it holds stays, follows later, is of another model or keeps its
    own schedule, or that equal dimensions are enough, with no word of a pair. Or a rollback names the encoder
    and no vectors, or an encoder is said to be renewed at intervals, and nothing speaks of a pair. Or the
    index is renewed at intervals of a day or more (`every` of the flow into it) while a deployer brings new
    versions of a model that is trained here to the encoder of the queries and nothing to the index, and none
    of these places speaks of a pair, a version or compatible vectors. Or the encoder and the index are said
    to be of two versions (`v6`, `vectors of v5`), or the encoder gets its models more often (`every`) than
    the job that makes the vectors. An *info* at production where new versions of the encoder are deployed,
    and none of these places says what becomes of the vectors.

    **Why.** Vectors of two versions of an encoder cannot be compared: until both sides match again, every
    answer is noise that looks like an answer.

    **When it is wrong.** The new encoder is trained to be compatible with the old vectors: say *backward
    compatible*. Or the deployer switches both: say *as a pair* in its `description`.
    """
    indexes = design.having(Trait.INDEXES_VECTORS).accountable()
    if not indexes:
        return
    texts = tuple(_texts(design))
    for subject, field, text in texts:
        said = _apart(design, subject, field, text)
        if said and not AS_A_PAIR.search(text):
            yield problem(
                subject,  # type: ignore[arg-type]
                f"`{said}`: encoder and index change apart, and vectors of two versions cannot be compared",
                at=field,
                components=design.having(Trait.INDEXES_VECTORS).ids[:1],
                help=_HELP,
            )
            return
    if any(_paired(field, text) for _, field, text in texts):
        return
    if (alone := _encoder_alone(design, texts)) is not None:
        yield alone
        return
    settled = any(_of_both(clause) for _, _, text in texts for clause in clauses(text))
    for index in indexes:
        found = chain(*(look(design, index.id) for look in (_by_version, _by_delivery, _by_schedule)))
        first = next(found, None)
        yield from (first,) if first else () if settled else _asked(design, index)


def _apart(design: DesignGraph, subject: object, field: str, text: str) -> str:
    """The words by which vectors stay behind the model that asks for them; empty where nothing says so."""
    said = INDEX_APART.search(text)
    if said is not None:
        return said[0]
    if SAME_DIMENSIONS.search(text) and SIDE_OF_QUERIES.search(text) and SIDE_OF_VECTORS.search(text):
        return text
    keeper = isinstance(subject, Component) and design.has(
        subject.id, Trait.INDEXES_VECTORS, Trait.ENCODES_ITEMS, Trait.BUILDS_INDEXES
    )
    versions = set(_VERSION.findall(text))
    asks = isinstance(subject, Component) and design.has(subject.id, Trait.ENCODES_QUERIES)
    both = (asks or SIDE_OF_QUERIES.search(text)) and (keeper or SIDE_OF_VECTORS.search(text))
    if len(versions) > 1 and both:
        return f"versions {' and '.join(sorted(versions))}"
    for clause in clauses(text):
        left = LEFT_BEHIND.search(clause)
        if left is not None and (
            SIDE_OF_VECTORS.search(clause) or (keeper and field == "description") or field == "label"
        ):
            return clause
    paces = [(clause, period(clause)) for clause in clauses(text)]
    of_queries = {pace for clause, pace in paces if pace and ENCODER_ALONE.search(clause)}
    of_vectors = {pace for clause, pace in paces if pace and not ENCODER_ALONE.search(clause)}
    return text if of_queries and of_vectors and min(of_vectors) > min(of_queries) else ""


def _encoder_alone(design: DesignGraph, texts: tuple[tuple[object, str, str], ...]) -> Outcome | None:
    """A rollback that names the encoder and no vectors, or an encoder that is renewed at its own pace."""
    for subject, field, text in texts:
        asks = isinstance(subject, Component) and design.has(subject.id, Trait.ENCODES_QUERIES)
        renewed = asks and RENEWED.search(text) is not None and period(text) is not None
        back = field == "rollback" and ENCODER_ALONE.search(text) is not None
        if (renewed or back) and not _KEPT.search(text):
            return problem(
                subject,  # type: ignore[arg-type]
                f"`{text}` moves the encoder without the vectors that it is compared with",
                at=field,
                components=design.having(Trait.INDEXES_VECTORS).ids[:1],
                help=_HELP,
            )
    return None


def _texts(design: DesignGraph) -> Iterator[tuple[object, str, str]]:
    """Where a release of encoder and index is described: subject, field and text."""
    release = design.architecture.release
    if release is not None:
        yield release, "rollback", (release.rollback or "").lower()
        yield release, "strategy", "; ".join(release.strategy).lower()
    for model in design.architecture.models:
        if model.version:
            yield model, "version", model.version.lower()
    for part in (*design.having(Trait.DEPLOYS), *design.having(*_PARTS)):
        for field, text in fields_of(part):
            yield part, field, text
    seen: set[int] = set()
    for part in design.having(Trait.INDEXES_VECTORS, Trait.ENCODES_QUERIES, Trait.ENCODES_ITEMS):
        for edge in design.data_into(part.id):
            if edge.flow.label and edge.flow.index not in seen:
                seen.add(edge.flow.index)
                yield edge.flow, "label", edge.flow.label.lower()


def _paired(field: str, text: str) -> bool:
    """Whether a text speaks of a pair; the words of a release must also speak of one of the two sides."""
    said = AS_A_PAIR.search(text)
    return said is not None and (field not in _RELEASE or _SIDES.search(text) is not None)


@fact
def _versions(design: DesignGraph) -> dict[frozenset[str], str]:
    """The versions that encoders of queries are said to be, each with the first encoder that is."""
    found: dict[frozenset[str], str] = {}
    for part in design.having(Trait.ENCODES_QUERIES).accountable():
        if said := frozenset(_VERSION.findall(said_of(part))):
            found.setdefault(said, part.id)
    return found


def _by_version(design: DesignGraph, index: str) -> Iterator[Outcome]:
    """An encoder of the queries that is said to be of another version than the vectors of the index."""
    made = set(_VERSION.findall(said_of(design.components[index])))
    for asked, encoder in _versions(design).items():
        if made and made.isdisjoint(asked):
            yield problem(
                design.components[index],
                f"{index} holds vectors of version {min(made)}, and {encoder} is {min(asked)}: vectors of "
                "two versions cannot be compared",
                at="description",
                components=(index, encoder),
                help=_HELP,
            )


def _makers(design: DesignGraph, index: str) -> list[str]:
    """The index and what makes its vectors."""
    makers = [index]
    for name in makers:
        vectors = [e for e in design.data_into(name) if {"embeddings", "index"} & set(e.types)]
        makers += [edge.source for edge in vectors if edge.source not in makers]
    return makers


@fact
def _paces(design: DesignGraph) -> list[tuple[Quantity, str]]:
    """How often encoders of queries get a model, and which, the shortest interval first."""
    found = [
        (edge.flow.every, part.id)
        for part in design.having(Trait.ENCODES_QUERIES).accountable()
        for edge in design.data_into(part.id)
        if "model_artifact" in edge.types and edge.flow.every is not None
    ]
    return sorted(found, key=lambda pace: pace[0].value)


def _by_delivery(design: DesignGraph, index: str) -> Iterator[Outcome]:
    """An encoder that gets new models more often than what makes the vectors of the index."""
    makers = _makers(design, index)
    slow = [
        edge.flow
        for name in makers
        for edge in design.data_into(name)
        if "model_artifact" in edge.types and edge.flow.every is not None
    ]
    for quick, encoder in _paces(design):
        later = next((flow for flow in slow if flow.every and flow.every.value > quick.value), None)
        if later is None:
            return  # the encoders that follow are slower still
        if encoder not in makers:
            yield problem(
                later,
                f"{encoder} gets a new model every {quick}, and what makes the vectors of {index} every "
                f"{later.every}: until then the vectors of two versions are compared",
                at="every",
                components=(index, encoder),
                help=_HELP,
            )


def _by_schedule(design: DesignGraph, index: str) -> Iterator[Outcome]:
    into = [edge for edge in design.data_into(index) if {"embeddings", "index"} & set(edge.types)]
    slow = [edge for edge in into if edge.flow.every is not None and edge.flow.every.value >= _DAY]
    if not slow or any(design.has(edge.source, Trait.DEPLOYS) for edge in design.data_into(index)):
        return
    if any("version" in payload.text.lower() for edge in into for payload in edge.flow.written):
        return
    for encoder in _renewed(design, index):
        yield problem(
            slow[0].flow,
            f"new versions of {encoder} are deployed when they are ready, and {index} is renewed every "
            f"{slow[0].flow.every}: until then the vectors of two versions are compared",
            at="every",
            components=(index, encoder),
            help=_HELP,
        )
        return


def _of_both(clause: str) -> bool:
    """Whether a clause speaks of an encoder and of vectors, or makes vectors anew for a new encoder."""
    return (
        ENCODER_ALONE.search(clause) is not None
        and (_KEPT.search(clause) or _MADE_ANEW.search(clause)) is not None
    )


def _asked(design: DesignGraph, index: Component) -> Iterator[Outcome]:
    """An encoder whose new models are deployed, while nothing is said of the vectors it is compared with."""
    makers = _makers(design, index.id)
    if any("model_artifact" in edge.types for name in makers for edge in design.data_into(name)):
        return  # new models get to both sides
    for encoder in _renewed(design, index.id):
        yield question(
            index,
            f"new versions of {encoder} are deployed, and nothing says that the vectors of {index.id} change "
            "and go back with it",
            components=(index.id, encoder),
            help=_HELP,
        )
        return


@fact
def _deployed(design: DesignGraph) -> frozenset[str]:
    """The encoders of queries to which a deployer brings a model that is trained here."""
    return frozenset(
        part.id
        for part in design.having(Trait.ENCODES_QUERIES).accountable()
        if any(model.trained_by for model in design.served_models(part.id))
        and any(
            "model_artifact" in edge.types and design.has(edge.source, Trait.DEPLOYS, Trait.REGISTERS_MODELS)
            for edge in design.data_into(part.id)
        )
    )


def _renewed(design: DesignGraph, index: str) -> Iterator[str]:
    """The encoders beside those who ask the index to which a deployer brings a model that is trained here."""
    callers = (*design.direct_callers(index), index)
    beside = dict.fromkeys((*callers, *(name for each in callers for name in design.direct_callees(each))))
    yield from (name for name in beside if name in _deployed(design) and name != index)
