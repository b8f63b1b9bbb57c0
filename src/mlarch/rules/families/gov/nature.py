"""GOV: data that is personal by its nature and leaves the system."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.privacy import de_identifies, personal
from mlarch.catalog.base import Role
from mlarch.catalog.lexicon.privacy import PERSONAL_BY_NATURE, TREATED
from mlarch.catalog.traits import Trait
from mlarch.graph import DataEdge, DesignGraph
from mlarch.model import Component
from mlarch.rules import Outcome, problem, rule

__all__ = ["personal_to_third_party"]


@rule("GOV010", "personal-to-third-party")
def personal_to_third_party(design: DesignGraph) -> Iterator[Outcome]:
    """Personal data goes to a third party as it is.

    **Checks.** Records flow into a component that others run (`external: true`), and they are personal: the
    flow, its source or the third party says so under `data:`, or the payload names voice, faces, locations,
    health, messages or documents of identity. Nothing on the way changes them, and neither payload, source
    nor third party speaks of masking, consent, aggregation or a contract for processing. Left out: who
    calls in from outside, people, and what only notifies.

    **Why.** Voice, faces, places and health are personal data whatever the fields are called, some of them of
    a special category; who hands them on answers for it (GDPR, articles 4, 9 and 28).

    **When it is wrong.** The party is bound and the data is cut down: say so in its `description`, e.g.
    `under a data processing agreement, keeps nothing`.
    """
    for part in design.parts:
        if not part.external or _stays_out(design, part):
            continue
        for edge in design.data_into(part.id):
            what = _personal(design, edge, part)
            if what and not _treated(design, edge, part):
                yield problem(
                    edge.flow,
                    f"{edge.source} hands {what} to {part.id}, which others run, and nothing "
                    f"makes it less personal on "
                    "the way",
                    components=(part.id, edge.source),
                    kinds=(Trait.PROTECTS_PRIVACY,),
                    help="Mask or pseudonymise it before it leaves, or say what binds them: "
                    "`description: under a data "
                    f"processing agreement` on {part.id}.",
                )
                break


def _stays_out(design: DesignGraph, part: Component) -> bool:
    trait = design.has(part.id, Trait.STARTS_REQUESTS, Trait.NOTIFIES, Trait.ALERTS, Trait.REACHES_PEOPLE)
    return trait or design.kind(part.id).role is Role.PERSON or part.id in design.entries


def _personal(design: DesignGraph, edge: DataEdge, part: Component) -> str:
    """What makes the records personal, in words; empty where nothing does."""
    for payload in edge.flow.written:
        said = PERSONAL_BY_NATURE.search(payload.text.lower())
        if said is not None:
            return payload.text
    if personal(edge.flow.data):
        return "personal data"
    stated = personal(part.data) and {"media", "documents", "prompt", "features", "event"} & set(edge.types)
    return "personal data" if stated else ""


def _treated(design: DesignGraph, edge: DataEdge, part: Component) -> bool:
    source = design.components[edge.source]
    said = " ".join(
        filter(
            None,
            (
                *(payload.text for payload in edge.flow.written),
                edge.flow.label,
                part.name,
                part.description,
                source.description,
            ),
        )
    )
    return de_identifies(design, edge.source) or TREATED.search(said.lower()) is not None
