"""REL: actions that are repeated."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import fields_of, said_of
from mlarch.catalog.lexicon.actions import MOVES_SOMETHING, READS_ONLY
from mlarch.catalog.lexicon.repeats import IDEMPOTENT, NEW_NUMBER, REPEATED
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, problem, rule

__all__ = ["repeated_action"]


@rule("REL011", "repeated-action", about=("@retries",))
def repeated_action(design: DesignGraph) -> Iterator[Outcome]:
    """A call that cannot be undone is tried again.

    **Checks.** A flow with `retries` goes to a component with `reversible: false`, or sends what moves
    something (a payment, a refund, a booking, a command to a machine) to one that does not state
    `reversible`; and neither the flow's payloads and label nor the component's name and description speak of
    idempotence, a request id or duplicates. Or the flow, or a description that tells of repeats, says that
    each try is a new one (`a fresh reference per attempt`, `every post creates a new shipment`).

    **Why.** A call that timed out has often been carried out: the second try pays, orders or moves twice
    (Helland, *Idempotence Is Not a Medical Condition*, 2012).

    **When it is wrong.** Repeating has no second effect: say it, `description: idempotent by request id`.
    """
    for flow in design.architecture.flows:
        target = design.components.get(flow.target)
        if not flow.retries or target is None or target.reversible is True:
            continue
        sent = " ".join((flow.label or "", *(payload.text for payload in flow.outward))).lower()
        source = design.components[flow.source]
        if design.has(source.id, Trait.QUEUES_TASKS):  # what waits there is what is sent
            sent = f"{sent} {said_of(source)}"
        said = f"{sent} {said_of(target)}"
        anew = NEW_NUMBER.search(sent)
        moves = MOVES_SOMETHING.search(sent) is not None and not READS_ONLY.search(said_of(target))
        if target.reversible is None and not moves and anew is None:
            continue
        if NEW_NUMBER.search(said) or not IDEMPOTENT.search(said):
            yield problem(
                flow,
                f"{flow.source} tries {flow.target} again ({flow.retries + 1} tries), and what it does "
                "cannot be undone: a call that timed out may have been carried out",
                at="retries",
                help=f"Take `retries` off, or make it idempotent and say so on {flow.target}: `description: "
                "idempotent by request id`.",
            )
    for part in design.parts.accountable():
        for field, text in fields_of(part):
            anew = NEW_NUMBER.search(text) if REPEATED.search(text) else None
            if anew is not None:
                yield problem(
                    part,
                    f"{part.id} repeats what cannot be told from a second request (`{anew[0]}`): a call that "
                    "timed out may have been carried out",
                    at=field,
                    help="Send the same id on each try, and let the receiver drop what it has seen: "
                    "`description: idempotent by request id`.",
                )
