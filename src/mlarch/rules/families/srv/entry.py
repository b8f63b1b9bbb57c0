"""SRV: how requests come in: the front door, who is let in, what they may touch, what is kept ready."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from mlarch.analysis.activity import has_role
from mlarch.analysis.devices import on_device
from mlarch.analysis.doors import asked_by_people, unguarded_doors
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.graph.paths import way
from mlarch.graph.resolved import Meaning
from mlarch.lazy import regex
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, Problem, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id

__all__ = [
    "client_to_internals",
    "no_authentication",
    "no_ingress",
    "put_between",
]

# What may face clients without a balancer: it balances itself, or is made to be called from outside.
_FACING = (
    Trait.RESOLVES_NAMES,
    Trait.DELIVERS_CONTENT,
    Trait.COLLECTS_EVENTS,
    Trait.COLLECTS_FEEDBACK,
    Trait.RUNS_ON_DEVICE,
    Trait.AUTHENTICATES,
    Trait.ASSIGNS_EXPERIMENTS,
    Trait.NOTIFIES,
    Trait.CHARTS,
    Trait.FALLS_BACK,
)


@rule("SRV002", "no-ingress", fixes="unsafe", about=(Trait.STARTS_REQUESTS,))
def no_ingress(design: DesignGraph) -> Iterator[Outcome]:
    """Callers from outside reach a service directly, with no load balancer or gateway in front of it.

    **Checks.** A flow from a client, a system of others or a device, surely a call, ends at a service that is
    no edge (load balancer, gateway, content network, name service) and that is not made to face clients
    (collectors, sign-in, dashboards, fallbacks on the device). One finding per service. Services that are
    `managed`, `external` or `planned`, that state `replicas: 1`, that run on the caller's device, or that
    another flow reaches through an edge, are left out.

    **Why.** Without a balancer, copies cannot be added, replaced or taken out when they fail, and every
    client knows the addresses of the servers (the web-scaling ladder of the *System Design Primer*;
    *Well-Architected Framework*, reliability pillar).

    **When it is wrong.** The platform balances: write `managed: true`. It is a tool for a few people:
    `replicas: 1`.
    """
    for component in design.parts.accountable(managed=False):
        name = component.id
        if not has_role(design, name, Role.SERVICE) or has_role(design, name, Role.EDGE, Role.CLIENT):
            continue
        if design.has(name, *_FACING, Trait.SCORES) or component.replicas == 1:
            continue
        if name in on_device(design):
            continue
        callers = design.direct_callers(name, certain=True)
        if any(has_role(design, caller, Role.EDGE) for caller in callers):
            continue
        direct = [caller for caller in dict.fromkeys(callers) if caller in design.outside_callers]
        if not direct:
            continue
        client = direct[0]
        balancer = suggest_id(design, Trait.BALANCES, Trait.ADMITS)
        yield problem(
            component,
            f"{client} calls {name} directly: without a load balancer or gateway between them, "
            f"copies of {name} cannot share the load or replace one that fails",
            components=(name, client),
            flows=((client, name),),
            path=(client, name),
            kinds=(Trait.BALANCES, Trait.ADMITS),
            help=f"Put one between them: `- {client} -> {balancer} -> {name}: request`.",
            fix=put_between(design, direct, balancer, name),
        )


def put_between(design: DesignGraph, clients: Collection[str], via: str, name: str) -> fixes.Planned | None:
    """The mend that leads every call of `clients` to `name` by way of `via`."""
    flows = [r.flow for r in design.calls_to(name) if r.caller in clients and r.flow.source == r.caller]
    links = {(flow.line, flow.position): flow for flow in flows}.values()
    hops = [fixes.Hop(f, via, shared=True, reached=_asks(design, f.source, via)) for f in links]
    return fixes.reroute(design, name, hops)


def _asks(design: DesignGraph, client: str, via: str) -> bool:
    """Whether this client has a way to `via` already: that of another client does not lead it there."""
    return via in design.components and bool(design.call_path(client, via))


def _server_of(design: DesignGraph, client: str, name: str) -> str | None:
    """The nearest service that this client reaches, and not by way of `name`; one that asks `name` first."""
    servers = design.having(Trait.ANSWERS_REQUESTS, Trait.ORCHESTRATES).ids
    found = design.ways((client,), over="calls")
    near = design.in_order(other for other in found if other in servers)
    ways = {server: way(found, server) for server in near}
    known = [server for server in near if name not in ways[server]]
    return min(known, key=lambda s: (not design.between(s, name), len(ways[s])), default=None)


@rule(
    "SRV003",
    "client-to-internals",
    fixes="unsafe",
    covers=("SRV008", "SRV009", "SAF003"),
    about=(Trait.STARTS_REQUESTS,),
)
def client_to_internals(design: DesignGraph) -> Iterator[Outcome]:
    """A client that talks directly to a store or to a server of models.

    **Checks.** A client surely calls or reads a store or a server of models. Left out are stores of
    media that clients load directly (object stores, content networks), what runs on the device, clients that
    are named as services, and what is `managed`, `external` or `planned`, since providers offer such things
    with sign-in and rules of their own.
    At production also a stream or a queue into which a client publishes by itself (*info*).

    **Why.** Whoever can call it can read and overload it: there is no sign-in, no limit and no filter on the
    way, and its schema or the model's input becomes a public interface that cannot change any more.

    **When it is wrong.** The store is a hosted one made for it: `managed: true`. The client is a job or an
    analyst inside the company: give it the kind `worker`, `dashboard` or `person`.
    """
    for component in design.parts.accountable(managed=False):
        name = component.id
        stores = all(kind.role is Role.STORE for kind in design.kinds(name))
        if not stores and not design.has(name, Trait.SCORES):
            continue
        if design.has(name, Trait.KEEPS_OBJECTS, Trait.DELIVERS_CONTENT) or name in on_device(design):
            continue
        for resolved in design.calls_to(name):
            client = resolved.caller
            if client is None or client not in design.outside_callers or not resolved.meaning_certain:
                continue
            if resolved.meaning is Meaning.FALLBACK or len(design.kinds(client)) > 1:
                continue
            if _is_a_service(design.components[client]):
                continue
            known = _server_of(design, client, name)
            server = known or suggest_id(design, Trait.ANSWERS_REQUESTS, Trait.ORCHESTRATES)
            balancer = suggest_id(design, Trait.BALANCES, Trait.ADMITS)
            yield problem(
                component,
                f"{client} talks directly to {name}: nothing between them checks who asks, how often and "
                "for what",
                components=(name, client),
                flows=(resolved.flow.ends,),
                path=(client, name),
                kinds=(Trait.ANSWERS_REQUESTS,),
                help=f"Put a service between them: `- {client} -> {balancer} -> {server} -> {name}`."
                if known is None
                else f"Let {known} ask for {client}, which reaches it already: `- {known} -> {name}`.",
                fix=put_between(design, design.outside_callers, server, name),
            )
            break
    yield from _published_directly(design)


_SERVICE = regex(
    r"\b(?:services?|backends?|(?:micro|back[- ]?end) ?services?|servers?|upstream)\b", re.IGNORECASE
)


def _is_a_service(client: Component) -> bool:
    """Whether what is drawn as a client is said to be a service, which may ask a model server itself."""
    return _SERVICE.search(f"{client.id.replace('_', ' ')} {client.name or ''}") is not None


def _published_directly(design: DesignGraph) -> Iterator[Problem]:
    """Streams and queues into which clients publish by themselves."""
    for component in design.having(Trait.STREAMS_EVENTS, Trait.QUEUES_TASKS).accountable(managed=False):
        edges = [e for e in design.data_into(component.id) if len(design.kinds(component.id)) == 1]
        direct = [
            e.flow for e in edges if e.source in design.clients and not design.components[e.source].external
        ]
        if direct:
            collector = suggest_id(design, Trait.COLLECTS_EVENTS)
            yield problem(
                component,
                f"{direct[0].source} publishes straight into {component.id}: nothing between them checks who "
                "writes, what and how much",
                components=(component.id, direct[0].source),
                flows=(direct[0].ends,),
                path=direct[0].ends,
                kinds=(Trait.COLLECTS_EVENTS,),
                severity=Severity.INFO,
                stage=Stage.PRODUCTION,
                help=f"Let a collector take it: `- {direct[0].source} ~> {collector} ~> {component.id}`.",
                fix=fixes.reroute(design, component.id, [fixes.Hop(flow, collector) for flow in direct]),
            )


@rule(
    "SRV008",
    "no-authentication",
    stage=Stage.PRODUCTION,
    fixes="unsafe",
    covers=("SAF003",),
    about=(Trait.STARTS_REQUESTS,),
)
def no_authentication(design: DesignGraph) -> Iterator[Outcome]:
    """A way in from outside on which nobody checks who is asking.

    **Checks.** A client, a system of others or a device calls into the system, and nothing that the request
    reaches is an authentication
    service. Ways in that are `managed`, `external` or `planned`, or that state `public: false`, are left out,
    and so are name services, content networks, collectors, and what runs on the caller's device. Said once,
    at the first way in; an *info* where a gateway stands on the path, which may do it and does not say so,
    and where only systems of others, devices or machines ask. Where nothing limits them either, the same
    finding says so.

    **Why.** Without knowing who asks there is nothing to limit, to charge, to personalise or to forbid
    (*Well-Architected Framework*, security pillar; Threagile's `missing-authentication`).

    **When it is wrong.** Everybody may ask anything, or the network is closed: `public: false` on the way in,
    or accept the finding with the reason.
    """
    reached = frozenset(design.on_path)
    if any(design.has(name, Trait.AUTHENTICATES) for name in reached):
        return
    admitted = any(design.has(name, Trait.ADMITS) for name in reached)
    limited = any(design.has(name, Trait.LIMITS_RATE, Trait.ROUTES_PROMPTS) for name in reached)
    for component in unguarded_doors(design):
        name = component.id
        client = next(r.caller for r in design.calls_to(name) if r.caller in design.outside_callers)
        auth = suggest_id(design, Trait.AUTHENTICATES)
        yield problem(
            component,
            f"nobody checks who is asking{'' if limited else ', or how often'}: from {client} through "
            f"{name}, no request reaches an authentication service{'' if limited else ' or a rate limiter'}",
            components=(name,),
            path=(client or "", name),
            severity=Severity.INFO if admitted or not asked_by_people(design, name) else None,
            help=f"Add `{auth}: auth_service` and the check: {{add}}.",
            add=f"{name} -> {auth}: {{sends: token}}",
            before=fixes.call(design, name),
        )
        return
