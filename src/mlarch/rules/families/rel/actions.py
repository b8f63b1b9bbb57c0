"""REL: actions that are repeated."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import fields_of, said_of
from mlarch.catalog.base import Role
from mlarch.catalog.lexicon.actions import MOVES_SOMETHING, READS_ONLY
from mlarch.catalog.lexicon.repeats import IDEMPOTENT, NEW_NUMBER, READS_SOMETHING, REPEATED, WRITES
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component, Flow
from mlarch.rules import Outcome, problem, question, rule

__all__ = ["repeated_action"]


@rule("REL011", "repeated-action", about=("@retries",))
def repeated_action(design: DesignGraph) -> Iterator[Outcome]:
    """A call that cannot be undone is tried again.

    **Checks.** A flow with `retries` goes to a component with `reversible: false`, or sends what moves
    something (a payment, a refund, a booking, a command to a machine), or anything where the component is
    said to add, post, create or send, to one that does not state `reversible`; and neither the flow's
    payloads and label nor the component's name and description speak of idempotence, a request id or
    duplicates. Where only is known that a service or a third party is told to do something and gives back
    no data, it is asked (*info*, at production). Or the flow, or a description that tells of repeats, says
    that each try is a new one (`a fresh reference per attempt`, `every post creates a new shipment`).

    **Why.** A call that timed out has often been carried out: the second try pays, orders or moves twice
    (Helland, *Idempotence Is Not a Medical Condition*, 2012).

    **When it is wrong.** Repeating has no second effect: say it, `description: idempotent by request id`.
    """
    for flow in design.architecture.flows:
        target = design.components.get(flow.target)
        if not flow.retries or target is None or target.reversible is True:
            continue
        yield from _repeated(design, flow, target)
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


def _repeated(design: DesignGraph, flow: Flow, target: Component) -> Iterator[Outcome]:
    """What is to be said of a call with retries to a part that is not said to be reversible."""
    sent = " ".join((flow.label or "", *(payload.text for payload in flow.outward))).lower()
    source = design.components[flow.source]
    if design.has(source.id, Trait.QUEUES_TASKS):  # what waits there is what is sent
        sent = f"{sent} {said_of(source)}"
    said = f"{sent} {said_of(target)}"
    if IDEMPOTENT.search(said) and not NEW_NUMBER.search(said):
        return
    reads = READS_ONLY.search(said_of(target)) is not None
    told = not reads and _is_told_to_act(design, flow)
    moves = MOVES_SOMETHING.search(sent) is not None and not reads
    adds = told and WRITES.search((target.description or "").lower()) is not None
    if target.reversible is not None or moves or adds or NEW_NUMBER.search(sent):
        yield problem(
            flow,
            f"{flow.source} tries {flow.target} again ({(flow.retries or 0) + 1} tries), and what it does "
            "cannot be undone: a call that timed out may have been carried out",
            at="retries",
            help=f"Take `retries` off, or make it idempotent and say so on {flow.target}: `description: "
            "idempotent by request id`.",
        )
    elif told and not READS_SOMETHING.search(said):
        yield _asked(flow)


def _is_told_to_act(design: DesignGraph, flow: Flow) -> bool:
    """Whether a call hands over a request or a decision to a service of any sort, and gets no data back."""
    kinds, sent = design.kinds(flow.target), {payload.type for payload in flow.outward}
    generic = all(kind.role is Role.SERVICE and not kind.has(*_SERVES_DATA) for kind in kinds)
    returned = {payload.type for payload in flow.returns or ()}
    return generic and bool(sent) and sent <= _ORDERS and returned <= {"response"}


_SERVES_DATA = (
    Trait.INFERS,
    Trait.ORCHESTRATES,
    Trait.PREPARES_INPUT,
    Trait.ASSEMBLES_FEATURES,
    Trait.GENERATES,
    Trait.ROUTES_PROMPTS,
    Trait.GUARDS,
    Trait.ASSIGNS_EXPERIMENTS,
    Trait.AUTHENTICATES,
    Trait.FILTERS_CONTENT,
    Trait.PROTECTS_PRIVACY,
    Trait.EXPLAINS,
    Trait.ACTS,
)
_ORDERS = frozenset({"request", "decision", "event", "notification", "command"})


def _asked(flow: Flow) -> Outcome:
    return question(
        flow,
        f"does {flow.target} drop what it has seen? {flow.source} tries it again ({(flow.retries or 0) + 1} "
        "tries), and a call that timed out may have been carried out",
        at="retries",
        help=f"Say how {flow.target} tells a repeat, `description: idempotent by request id`, or that it "
        "only reads.",
    )
