"""GOV: personal data at rest and on the way: how long it stays, who reads it, whether it is encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.activity import has_role
from mlarch.analysis.privacy import personal, personal_sources
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.lazy import regex
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import joined

__all__ = ["plain_text_boundary", "unlimited_retention", "unlogged_access"]


@rule("GOV004", "unlimited-retention", fixes="unsafe", stage=Stage.PRODUCTION, about=("@personal",))
def unlimited_retention(design: DesignGraph) -> Iterator[Outcome]:
    """A store of personal data that says neither how long it keeps it nor how it is deleted.

    **Checks.** A store or stream states personal data (`data: [pii]`), or a flow that states it ends there,
    and the store has no `retention:` (or `ttl:`, or words such as `kept 20 min`, there or in `data:
    privacy`) and no privacy service reaches it with deletions. `external` and `planned` stores are left out,
    and registers that the design only reads: they are kept by somebody else. All stores are one finding.

    **Why.** Personal data may be kept no longer than needed and must be deleted on request (GDPR, articles 5
    and 17); what nobody has planned to delete is kept for ever, and every copy of it has to be found.

    **When it is wrong.** Another system deletes: draw it, `kind: privacy service`.
    """
    kept = [component for component in design.parts.accountable() if _for_ever(design, component)]
    if kept:
        names = [component.id for component in kept]
        cleaner = suggest_id(design, Trait.PROTECTS_PRIVACY)
        yield problem(
            kept[0],
            f"{joined(names)} {'keeps' if len(names) == 1 else 'keep'} personal data, and nothing says for "
            "how long or who deletes it on request",
            components=names,
            help=f"Write `retention: 90d` on {joined(names)}, or add what deletes: {{add}}.",
            add=f"{cleaner} => {' & '.join(names)}: deletions",
        )


_UNTIL = regex(r"\b(?:kept|keeps?|delet\w+|eras\w+|dropped|purged|retain\w*|expires?)\b[^.;]{0,40}?\d")


def _for_ever(design: DesignGraph, component: Component) -> bool:
    """Whether a store keeps personal data, and it is not said until when."""
    name = component.id
    if component.retention is not None or not has_role(design, name, Role.STORE, Role.STREAM):
        return False
    if component.ttl is not None or _UNTIL.search(said_of(component)):
        return False
    into, data = design.data_into(name), design.architecture.data
    if not into or (data is not None and _UNTIL.search((data.privacy or "").lower())):
        return False
    given = any(personal(edge.flow.data) and edge.payloads for edge in into)
    if not personal(component.data) and not (given and not component.data):
        return False
    return not any(design.has(edge.source, Trait.PROTECTS_PRIVACY) for edge in into)


@rule("GOV005", "plain-text-boundary", about=("@encrypted", "@personal"))
def plain_text_boundary(design: DesignGraph) -> Iterator[Outcome]:
    """A flow across a boundary, or personal data, that is stated not to be encrypted.

    **Checks.** A flow states `encrypted: false` and one of its ends is a client or `external`, or it carries
    personal data; or a component that holds personal data states `encrypted: false`. What is not stated is
    not blamed.

    **Why.** Between networks anyone on the way can read and change it (Threagile,
    `unencrypted-communication`; *Well-Architected Framework*, security pillar: protect data in transit and
    at rest).

    **When it is wrong.** The line below is encrypted, as in a private network: state `encrypted: true`.
    """
    for flow in design.architecture.flows:
        if flow.encrypted is not False:
            continue
        ends = [design.components[name] for name in flow.ends]
        boundary = any(c.external or has_role(design, c.id, Role.CLIENT) for c in ends)
        if boundary or personal(flow.data) or any(personal(c.data) for c in ends):
            what = "crosses a boundary" if boundary else "carries personal data"
            yield problem(
                flow,
                f"`{flow}` {what} and is not encrypted: anyone on the way can read and change it",
                help="Write `encrypted: true` on it, and mean it.",
            )
    for component in personal_sources(design):
        if component.encrypted is False and not exempt(component):
            yield problem(
                component,
                f"{component.id} keeps personal data unencrypted: whoever gets at the disk can read it",
                at="encrypted",
                help=f"Write `encrypted: true` on {component.id}, and mean it.",
            )


@rule(
    "GOV008",
    "unlogged-access",
    fixes="unsafe",
    severity=Severity.INFO,
    stage=Stage.PRODUCTION,
    about=("@personal",),
)
def unlogged_access(design: DesignGraph) -> Iterator[Outcome]:
    """A store of personal data whose readers leave no trace.

    **Checks.** A store states personal data (`data: [pii]`), and neither it nor what reads it hands anything
    to an audit log. One finding for all. Audit logs themselves, and what is `external` or `planned`, are left
    out.

    **Why.** Who has seen what is the first question after a breach, and people who know that reads are
    recorded read less (GDPR, article 30 and 33; *Well-Architected Framework*, security pillar: enable
    traceability).

    **When it is wrong.** The platform records every access: draw it, `kind: audit log` with `managed: true`.
    """
    recorded = {edge.source for audit in design.having(Trait.AUDITS).ids for edge in design.data_into(audit)}
    unseen = [
        component
        for component in personal_sources(design)
        if has_role(design, component.id, Role.STORE)
        and not exempt(component)
        and not design.has(component.id, Trait.AUDITS)
        and recorded.isdisjoint({component.id, *(edge.target for edge in design.data_out_of(component.id))})
    ]
    if not unseen:
        return
    names = [component.id for component in unseen]
    audit = suggest_id(design, Trait.AUDITS)
    line = f"{' & '.join(names)} ~> {audit}: access events"
    yield problem(
        unseen[0],
        f"{joined(names)} {'keeps' if len(names) == 1 else 'keep'} personal data, and nobody records who "
        "reads it",
        components=names,
        help=f"Add `{audit}: audit log` and the flow {{add}}.",
        add=line,
    )
