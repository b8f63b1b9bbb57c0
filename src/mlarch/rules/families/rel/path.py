"""REL: what a request cannot do without: single instances, single zones, availability in series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlarch.analysis.dependencies import alternates, always_needed, needed
from mlarch.analysis.devices import on_device
from mlarch.catalog.base import Role, State
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.estimate import downtime, parallel, series
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.model import Component, Stage
from mlarch.quantities import Dimension, format_value
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.phrases import arrow, quoted

__all__ = ["availability_below_target", "single_point_of_failure", "zone_failure"]


@rule("REL001", "single-point-of-failure", covers=("REL002",), about=(Trait.STARTS_REQUESTS,))
def single_point_of_failure(design: DesignGraph) -> Iterator[Outcome]:
    """One instance on the way from a client to its answer.

    **Checks.** On a path of calls from a client, a component states `replicas: 1` (or 0), and no twin of the
    same kind stands beside it. Where the request can do without it (the call is optional or has a fallback),
    the finding waits for the stage `production`. There it also names stores on the path that nothing is said
    of: no `replicas`, no `standby`, no `zones`, no `availability`. `managed`, `external` and `planned`
    components are left out, and so are what runs on the caller's device, object stores, and services that
    cannot be had without copies (DynamoDB, Spanner).

    **Why.** Machines fail, and are restarted for every release. A stateful node alone takes its data with it
    (*Well-Architected Framework*, reliability pillar; Beyer et al., *Site Reliability Engineering*, 2016).

    **When it is wrong.** A provider keeps it running: `managed: true`. A minute without service is fine:
    accept the finding with that reason.
    """
    must = always_needed(design)
    for component in design.parts.accountable(managed=False):
        name = component.id
        if name not in design.on_path or name in design.entries or alternates(design, name):
            continue
        if name in on_device(design):
            continue
        if component.replicas is not None and component.replicas < 2:
            yield _alone(design, component, must.get(name))
    unsaid = [name for name in must if _unsaid_store(design, name)]
    if unsaid:
        first = design.components[unsaid[0]]
        yield problem(
            first,
            f"it is not said that {quoted(unsaid)} "
            f"{'outlives' if len(unsaid) == 1 else 'outlive'} the loss of a machine, and requests cannot do "
            f"without: {arrow(must[unsaid[0]])}",
            components=unsaid,
            path=must[unsaid[0]],
            stage=Stage.PRODUCTION,
            help=f"State how many copies there are, e.g. `{first.id}: {{kind: {first.kind}, replicas: 3}}`, "
            "or `managed: true`.",
        )


def _alone(design: DesignGraph, component: Component, path: tuple[str, ...] | None) -> Problem:
    name = component.id
    stored = any(kind.state is State.DURABLE for kind in design.kinds(name))
    lost = " and its data cannot be read" if stored else ""
    if path is None:
        effect, stage = f"while it is down, requests get a lesser answer or none{lost}", Stage.PRODUCTION
        path = design.request_path(name)
    else:
        effect, stage = f"while it is down, no such request is answered{lost}", Stage.DESIGN
    return problem(
        component,
        f"{name} runs once, on the way of requests ({arrow(path)}): {effect}",
        at="replicas",
        path=path,
        stage=stage,
        help=f"Run it at least twice, in different zones: `replicas: 3, zones: 3` on {name}.",
    )


def _unsaid_store(design: DesignGraph, name: str) -> bool:
    component = design.components[name]
    said = (component.replicas, component.standby, component.zones, component.availability)
    if (
        exempt(component, managed=False)
        or name in on_device(design)
        or any(value is not None for value in said)
    ):
        return False
    if any(word in f"{component.tech} {component.written}".lower() for word in _COPIED):
        return False
    stored = all(kind.role is Role.STORE and kind.state is State.DURABLE for kind in design.kinds(name))
    return stored and not design.has(name, Trait.KEEPS_OBJECTS, Trait.KEEPS_RAW_DATA, Trait.REGISTERS_MODELS)


# Stores that cannot be had without copies.
_COPIED = (
    "dynamo",
    "spanner",
    "bigtable",
    "firestore",
    "cosmos",
    "fauna",
    "s3",
    "gcs",
    "snowflake",
    "bigquery",
)


@rule("REL002", "zone-failure", stage=Stage.PRODUCTION, about=("@zones",))
def zone_failure(design: DesignGraph) -> Iterator[Outcome]:
    """A part that requests need, in one zone, while others stand in several.

    **Checks.** A component on a client's path of calls states `zones: 1`, and another one there states two or
    more, or the stated availability target is 99.9 % or higher. A component of one replica with more zones is
    named as well: it stands in one of them. Where the call has a fallback, the message says so.

    **Why.** The loss of a zone takes everything in it. A path is no better than the part of it that stands in
    one zone only (*Well-Architected Framework*, reliability pillar).

    **When it is wrong.** The zone is a region of its own with a copy of the whole path: accept the finding.
    """
    stated = [
        design.components[name].zones for name in design.on_path if design.components[name].zones is not None
    ]
    wanted = design.architecture.requirements
    target = wanted.availability.value if wanted is not None and wanted.availability is not None else 0.0
    spread = any(zones is not None and zones > 1 for zones in stated) or target >= _THREE_NINES
    must = always_needed(design)
    for component in design.parts.accountable(managed=False):
        name = component.id
        if component.zones is None or name not in design.on_path or name in design.entries:
            continue
        path = must.get(name) or design.request_path(name)
        few = component.replicas == 1 < component.zones
        if few or (spread and component.zones == 1 and not alternates(design, name)):
            what = (
                f"has one replica for {component.zones} zones, and stands in one of them"
                if few
                else "stands in one zone: when that is lost, no such request is answered"
                if name in must
                else "stands in one zone: when that is lost, requests get a lesser answer or none"
            )
            yield problem(
                component,
                f"{name} {what} ({arrow(path)})",
                at="replicas" if few else "zones",
                path=path,
                help=f"Spread it: `replicas: 3, zones: 3` on {name}.",
            )


_THREE_NINES = 0.999


@rule(
    "REL007",
    "availability-below-target",
    severity=Severity.ERROR,
    stage=Stage.SKETCH,
    about=("@availability",),
)
def availability_below_target(design: DesignGraph) -> Iterator[Outcome]:
    """Stated availabilities that cannot reach the stated target, even if nothing else ever fails.

    **Checks.** `requirements: availability` is stated, and for every client the product of the
    `availability:` of the components that each of its requests needs is below it. Parts without a stated
    availability count as perfect, so the design can only be worse; calls that are optional, have a fallback
    or are made by a share of the requests are left out; alternates count in parallel. *Warning* when some
    client is within the target, or when all would be if the figures were those of single `replicas`.

    **Why.** Parts in series multiply: five of 99.9 % make 99.5 %, which is 3.6 hours a month instead of 43
    minutes (*System Design Primer*, availability in numbers).

    **When it is wrong.** The figure of a component is that of one replica: state what all replicas reach
    together (two of 99.9 %, failing apart, 99.9999 %), or leave it out.
    """
    wanted = design.architecture.requirements
    if wanted is None or wanted.availability is None:
        return
    if not _stated(design, dict.fromkeys(design.components, ())):
        return
    target = wanted.availability.value
    ways = [(client, needed(design, client, partly=False)) for client in design.entries]
    best = {client: _bound(design, way) for client, way in ways if way}
    below = [client for client, value in best.items() if value < target - 1e-12]
    if not below:
        return
    kindly = [client for client, way in ways if way and _bound(design, way, each=True) < target - 1e-12]
    client = min(below, key=best.__getitem__)
    parts = _stated(design, dict(ways)[client])
    yield problem(
        wanted,
        f"requests of {client} can succeed in {format_value(best[client], Dimension.SHARE, 5)} at most, "
        f"below the target of {wanted.availability}: {_product(design, parts)}, "
        f"{format_value(downtime(best[client]), Dimension.TIME)} a month instead of "
        f"{format_value(downtime(target), Dimension.TIME)}",
        at="availability",
        components=parts,
        severity=Severity.ERROR if len(kindly) == len(best) else Severity.WARNING,
        help="Make the weakest part more available, give calls that may fail a `fallback:`, or lower the "
        "target.",
    )


def _stated(design: DesignGraph, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    components = design.components
    return tuple(n for n in names if components[n].availability is not None and not components[n].planned)


def _bound(design: DesignGraph, names: Mapping[str, tuple[str, ...]], *, each: bool = False) -> float:
    """The availability of all these together, if what states none never fails; alternates in parallel.

    With `each`, a stated figure is taken for that of one replica, of which one must work.
    """
    groups: dict[frozenset[str], float] = {}
    for name in _stated(design, names):
        group = frozenset((name, *alternates(design, name)))
        groups[group] = parallel(_availability(design, member, each) for member in sorted(group))
    return series(groups.values())


def _availability(design: DesignGraph, name: str, each: bool) -> float:
    component = design.components[name]
    if component.availability is None:
        return 1.0
    copies = (component.replicas or 1) if each else 1
    return parallel([component.availability.value] * min(max(copies, 1), _MANY))


_MANY = 1000  # copies: far beyond what changes the figure


def _product(design: DesignGraph, parts: tuple[str, ...]) -> str:
    figures = [f"{name} {design.components[name].availability}" for name in parts]
    shown = figures if len(figures) <= 6 else [*figures[:6], f"{len(figures) - 6} more"]
    return " × ".join(shown)
