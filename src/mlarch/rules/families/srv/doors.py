"""SRV: doors with nothing on one side: copies without a balancer, gateways without a model, no origin."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.activity import has_role
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.graph.resolved import Meaning
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.families.srv.entry import put_between
from mlarch.rules.fixes.proposals import suggest_id

__all__ = ["empty_model_gateway", "no_origin", "unspread_copies"]

# What spreads requests itself, or is reached by names that do.
_SPREADS = (Trait.BALANCES, Trait.RESOLVES_NAMES, Trait.DELIVERS_CONTENT, Trait.SPLITS_TRAFFIC)


@rule(
    "SRV011",
    "unspread-copies",
    fixes="unsafe",
    severity=Severity.INFO,
    stage=Stage.PRODUCTION,
    about=(Trait.ADMITS,),
)
def unspread_copies(design: DesignGraph) -> Iterator[Outcome]:
    """Several copies of a way in, and nothing that spreads the requests over them.

    **Checks.** A client surely calls a gateway that states more than one of `replicas:` or `zones:`, and no
    load balancer, name service or content network stands before it: no other flow from a client reaches it
    through one. Services behind no edge at all are SRV002's. `managed`, `external` and `planned` ones are
    left out, since providers balance.

    **Why.** Copies share the load only if something sends them their part, notices the one that fails and
    leaves it out (*Site Reliability Engineering*, chapter 19: load balancing at the front end).

    **When it is wrong.** The platform does it, or the name service with several addresses: draw it once, or
    write `managed: true`.
    """
    for component in design.having(Trait.ADMITS).accountable(managed=False):
        name = component.id
        copies = max(component.replicas or 1, component.zones or 1)
        if copies < 2 or name not in design.ingresses or design.has(name, *_SPREADS):
            continue
        callers = design.direct_callers(name, certain=True)
        if any(design.has(caller, *_SPREADS) for caller in callers):
            continue
        direct = [caller for caller in dict.fromkeys(callers) if caller in design.outside_callers]
        if not direct:
            continue
        balancer = suggest_id(design, Trait.BALANCES)
        yield problem(
            component,
            f"{direct[0]} reaches {copies} copies of {name}, and nothing spreads the requests over them or "
            "leaves out one that fails",
            components=(name, direct[0]),
            path=(direct[0], name),
            kinds=(Trait.BALANCES,),
            help=f"Put a balancer before it: `- {direct[0]} -> {balancer} -> {name}: request`.",
            fix=put_between(design, direct, balancer, name),
        )


@rule("SRV012", "empty-model-gateway", fixes="unsafe", stage=Stage.PRODUCTION, about=(Trait.ROUTES_PROMPTS,))
def empty_model_gateway(design: DesignGraph) -> Iterator[Outcome]:
    """A gateway to language models with no model behind it.

    **Checks.** An LLM gateway is called, or given prompts, and calls no service but for the case of failure:
    no model server, no provider outside, no other gateway. One that is itself `managed`, `external` or
    `planned` is left out, and so is one with the second kind of a server.

    **Why.** The gateway routes, counts and limits; the answer, its latency and its cost come from what stands
    behind it, and that is the part which fails.

    **When it is wrong.** The provider is not drawn: draw it, `provider: {kind: llm_server, external: true}`.
    """
    for component in design.having(Trait.ROUTES_PROMPTS).accountable(managed=False):
        name = component.id
        if len(component.kinds) > 1 or not (design.calls_to(name) or design.data_into(name)):
            continue
        calls = design.calls_from(name)
        behind = [r.callee for r in calls if r.callee is not None and r.meaning is not Meaning.FALLBACK]
        behind += [edge.target for edge in design.data_out_of(name) if not edge.resolved.waits]
        if any(_answers(design, other) for other in behind):
            continue
        server = suggest_id(design, Trait.GENERATES)
        yield problem(
            component,
            f"{name} routes requests to no model: nothing that it calls could answer them",
            help="Add the model or the provider behind it, e.g. {add}.",
            add=f"{name} -> {server}: prompt",
        )


@rule("SRV013", "no-origin", stage=Stage.PRODUCTION, about=(Trait.DELIVERS_CONTENT,))
def no_origin(design: DesignGraph) -> Iterator[Outcome]:
    """A content network with nothing behind it that it could fetch from.

    **Checks.** Something calls a content network, it calls and reads nothing, and nothing is published or
    copied into it. `external` and `planned` ones are left out.

    **Why.** A content network holds copies. On the first request for a page, and after every purge, the
    answer comes from the origin, and its capacity is what counts then (*System Design Primer*, content
    delivery networks).

    **When it is wrong.** The origin is not drawn: draw it, `- cdn -> images: {returns: media}`.
    """
    for component in design.having(Trait.DELIVERS_CONTENT).accountable():
        name = component.id
        callers = design.direct_callers(name)
        filled = any(edge.source not in callers for edge in design.data_into(name))
        if not callers or filled or design.calls_from(name) or len(component.kinds) > 1:
            continue
        store = suggest_id(design, Trait.KEEPS_OBJECTS, Trait.ANSWERS_REQUESTS)
        yield problem(
            component,
            f"{name} has no origin: what it does not hold yet, it can fetch from nowhere",
            components=(name, callers[0]),
            kinds=(Trait.KEEPS_OBJECTS,),
            help=f"Draw where it fetches from, e.g. `- {name} -> {store}: {{returns: media}}`.",
        )


def _answers(design: DesignGraph, name: str) -> bool:
    watches = design.has(name, Trait.GUARDS, Trait.LIMITS_RATE, Trait.AUTHENTICATES, Trait.EVALUATES_ANSWERS)
    open_ = design.components[name].external or any(kind.any_data for kind in design.kinds(name))
    return open_ or (not watches and has_role(design, name, Role.SERVICE, Role.EDGE))
