"""GRA: what is written on a flow, against what its ends can do with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlarch.analysis.activity import has_role
from mlarch.analysis.facts import fact
from mlarch.catalog import KINDS, TYPES, normalize, proposed_kind
from mlarch.catalog.base import Role
from mlarch.catalog.phrases import type_words
from mlarch.catalog.tech import find_tech
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Fix, Severity
from mlarch.graph import DataEdge, DesignGraph, ResolvedFlow
from mlarch.graph.parts import exempt
from mlarch.graph.resolved import Meaning
from mlarch.lazy import regex
from mlarch.model import Component, Flow, Mode, Payload, Stage
from mlarch.rules import Outcome, Problem, fixes, problem, rule
from mlarch.rules.phrases import a_kind, quoted

__all__ = ["unclear_direction", "wrong_payload"]


@rule("GRA009", "wrong-payload", severity=Severity.ERROR, stage=Stage.SKETCH)
def wrong_payload(design: DesignGraph) -> Iterator[Outcome]:
    """Data that the component at the end of a flow can do nothing with.

    **Checks.** What the author wrote names a type by one of its own words (`embeddings`, and not `embeddings
    and their ids`), the flow stands alone and is no link of a longer chain, and the catalogue says that this
    kind of store, stream, job or balancer can never use the type (embeddings into a text index, labels into a
    queue of requests). What is written once for several ends (`a & b`) is meant for those that can use it,
    and what a call brings back was asked for. Services and named products may do more than their kind says:
    there it is a *warning*, and only about labels, training data and indexes that are streamed or copied to a
    model that learns nothing, a balancer, a job, a registry, or a product that is usually of this kind. What
    a user sends through a gateway is the user's business, and another role, a stated `consumes:` or a model's
    `served_by:` takes the type all the same.

    **Why.** Either the arrow ends at the wrong box, or the box is not what its kind says. Both mislead every
    reader, and every other rule. Producers and consumers that disagree about data are the commonest fault of
    pipelines (Polyzotis et al., *Data Management Challenges in Production Machine Learning*, 2017).

    **When it is wrong.** The component has a second role: `kind: [search_index, vector_index]`. Or it takes
    more than its kind: state `consumes:` on it. Or the phrase means something else: reword it, or put it in
    `label:`.
    """
    for edge in design.data_edges:
        if edge.resolved.certain:
            yield from _misfits(design, edge)


def _misfits(design: DesignGraph, edge: DataEdge) -> Iterator[Problem]:
    taker = design.components[edge.target]
    sure = has_role(design, taker.id, Role.STORE, Role.STREAM, Role.JOB, Role.EDGE) and _usual(taker)
    if exempt(taker) or edge.flow.line in _in_chains(design) or edge.direction == "backward":
        return
    for payload in edge.payloads:
        type_ = payload.type
        if type_ is None or edge.resolved.is_assumed(payload) or not _plainly(payload):
            continue
        refused = any(type_ in kind.refuses for kind in design.kinds(edge.target))
        if (
            refused
            and (sure or (type_ in _OF_TRAINING and _likely(design, edge, taker)))
            and not _second_role(design, edge.target, type_)
            and not _proxied(design, edge)
            and not _for_another(design, edge, type_)
        ):
            yield _misfit(edge, payload.text, type_, design, None if sure else Severity.WARNING)


def _usual(component: Component) -> bool:
    """Whether no product is named, or one that only passes requests on: others may do more."""
    product = find_tech(component.tech) if component.tech is not None else None
    kind = product.kind if product is not None else None
    passes = kind in component.kinds and kind is not None and KINDS[kind].role is Role.EDGE
    return component.tech is None or passes


_OF_TRAINING = frozenset({"labels", "training_dataset", "index"})


def _likely(design: DesignGraph, edge: DataEdge, taker: Component) -> bool:
    """Whether a service or a product will hardly do more with what training works on than its kind does."""
    if edge.resolved.waits or design.trained_models(taker.id):
        return False
    if has_role(design, taker.id, Role.SERVICE):
        return design.has(taker.id, Trait.INFERS)
    if has_role(design, taker.id, Role.EDGE, Role.JOB) or design.has(taker.id, Trait.KEEPS_MODELS):
        return True
    product = find_tech(taker.tech) if taker.tech is not None else None
    return product is not None and product.kind in taker.kinds


def _plainly(payload: Payload) -> bool:
    """Whether the phrase is one of the words of its type, and no longer phrase that only ends in one."""
    return payload.type is not None and type_words().get(normalize(payload.text)) == payload.type


@fact
def _in_chains(design: DesignGraph) -> frozenset[int]:
    """The lines of flows that are chains: what they carry is meant for one of their links, or for all."""
    return frozenset(flow.line for flow in design.architecture.flows if flow.position > 0)


def _for_another(design: DesignGraph, edge: DataEdge, type_: str) -> bool:
    """Whether another end of the same line can use the type, while this one uses something else of it."""
    own = any(
        payload.type in kind.consumes for payload in edge.payloads for kind in design.kinds(edge.target)
    )
    return own and any(
        type_ in kind.consumes
        for flow in design.architecture.flows
        if flow.line == edge.flow.line and flow.target != edge.target
        for kind in design.kinds(flow.target)
    )


def _second_role(design: DesignGraph, name: str, type_: str) -> bool:
    """Whether another role of the component, or what the spec states, takes what one role refuses."""
    stated = design.components[name].consumes
    runs = type_ == "model_artifact" and bool(design.served_models(name))
    return runs or type_ in (stated or ()) or any(type_ in kind.consumes for kind in design.kinds(name))


def _proxied(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether the data only passes by on its way between people and a service: that is their business."""
    if edge.resolved.meaning not in (Meaning.CALL, Meaning.REPLY):
        return False
    roles = (Role.EDGE, Role.CLIENT)
    return has_role(design, edge.source, *roles) or has_role(design, edge.target, *roles)


def _misfit(edge: DataEdge, text: str, type_: str, design: DesignGraph, severity: Severity | None) -> Problem:
    takers = _takers(type_)
    kind = a_kind(design.kind(edge.target).id)
    name = TYPES[type_].name.lower()
    what = f"`{text}`" + ("" if text.lower() == name else f" ({name})")
    place = " or ".join(a_kind(taker) for taker in takers)
    return problem(
        edge.flow,
        f"{edge.target} can do nothing with {what} from {edge.source}: that is no business of {kind}",
        components=(edge.target, edge.source),
        kinds=takers,
        severity=severity,
        help=f"The place for {name} is {place}; or give {edge.target} that role too, "
        f"e.g. `{edge.target}: {{kind: [{design.kind(edge.target).id}, {takers[0]}]}}`.",
    )


def _takers(type_: str) -> tuple[str, ...]:
    """A few kinds that are made for the type."""
    if TYPES[type_].taken_by:
        return tuple(map(proposed_kind, TYPES[type_].taken_by))
    takes = [kind.id for kind in KINDS.values() if type_ in kind.consumes and not kind.passes]
    return tuple(takes[:2]) or ("service",)


@rule("GRA010", "unclear-direction", fixes="unsafe", severity=Severity.INFO)
def unclear_direction(design: DesignGraph) -> Iterator[Outcome]:
    """A payload on a call of which nobody can tell which way it goes.

    **Checks.** The payload stands after the colon of a call, it has a type, and the kinds at the two ends do
    not say who makes it and who takes it: neither does, or both do both. Rows that a service keeps in a
    store are left out.

    **Why.** A call carries data both ways. What is not known to travel is not followed: rules that would need
    to know stay silent, and so do the estimates.

    **When it is wrong.** It never harms to say it: `- a -> b: {sends: x}` or `- a -> b: {returns: x}`.
    """
    for resolved in design.resolved_flows:
        if resolved.flow.mode is not Mode.CALL or resolved.certain or not resolved.meaning_certain:
            continue
        doubtful = [payload for payload in resolved.flow.payloads if payload.type is not None]
        if not doubtful or resolved.meaning not in (Meaning.CALL, Meaning.FALLBACK):
            continue
        if _reads_and_writes(design, resolved.flow, doubtful):
            continue
        yield _unclear(resolved, [payload.text for payload in doubtful])


def _reads_and_writes(design: DesignGraph, flow: Flow, payloads: Iterable[Payload]) -> bool:
    """Whether rows move between a service and a store that hands on what it is given: there, both ways are
    usual, and the author may well mean both."""
    store = all(kind.role is Role.STORE for kind in design.kinds(flow.target))
    return store and design.passes(flow.target) and all(p.type in _ROWS for p in payloads)


_ROWS = frozenset({"raw_data", "documents", "media", "event"})


def _unclear(resolved: ResolvedFlow, texts: list[str]) -> Problem:
    flow = resolved.flow
    sent = [payload.text for payload in resolved.forward]
    guess = "sent" if any(text in sent for text in texts) else "returned"
    way = "sends" if guess == "sent" else "returns"
    value = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
    return problem(
        flow,
        f"{quoted(texts)} between {flow.source} and {flow.target}: which way it goes is not clear from their "
        f"kinds, and is taken to be {guess}",
        help=f"Say it: `- {flow.source} -> {flow.target}: {{{way}: {value}}}`.",
        fix=_say(flow, way, texts),
    )


# What needs no quotes inside braces.
_WORDS = regex(r"[A-Za-z0-9][\w ()-]*")


def _say(flow: Flow, way: str, texts: list[str]) -> Fix | None:
    """The mend that writes the direction out, where all of the flow's payloads are in doubt."""
    if "payloads" not in flow.places or len(texts) < len(flow.payloads):
        return None
    value = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
    plain = all(_WORDS.fullmatch(text) for text in texts)
    return fixes.replace(flow.places["payloads"], f"{{{way}: {value}}}") if plain else None
