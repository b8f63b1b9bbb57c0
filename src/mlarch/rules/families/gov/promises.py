"""GOV: what the brief promises about personal data, and what the drawing does for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.analysis.text_evidence import parts_say, said_of
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["unkept_promise"]

# What is promised, in words of `data: privacy`; the words by which a part of the drawing says that it does
# it; and how to say it.
_PROMISES = (
    (
        r"pseudonym\w*|anonym\w*|masked|masking|hashed|tokeni[sz]ed|redact\w*|scrubbed|blurred|are tokens",
        r"pseudonym|anonym|mask|hash|token|redact|scrub|blur|de-?identif|pii",
        "takes out who it was",
    ),
    (
        r"deletion\b|deleted (on|within|when|after an? )|erasure|right to be forgotten|forgotten on",
        r"delet|eras|forget|retention|purg|gdpr",
        "deletes on request",
    ),
    (r"consent|opted? in|opt-in", r"consent|opt(ed)?[- ]?in|permission|preference", "knows who has agreed"),
)


@rule("GOV009", "unkept-promise", severity=Severity.INFO, stage=Stage.PRODUCTION, about=("@privacy",))
def unkept_promise(design: DesignGraph) -> Iterator[Outcome]:
    """Privacy that the brief promises, and nothing in the drawing that does it.

    **Checks.** `data: {privacy: ...}` speaks of data that is pseudonymous, masked or tokenised, of deletion
    on request, or of consent; the design has no privacy service, and no component and no flow is said to do
    it, by its name, description or payload. One finding for all. Or a privacy service tells some stores what
    to delete, and a lake, a warehouse or a feature store beside them is told nothing by it or by these.

    **Why.** A promise without a place in the system is kept by nobody: each store and each job has to be
    told, and the audit asks which component does it (GDPR, articles 17, 25 and 30).

    **When it is wrong.** Another team does it: draw it, `kind: privacy service` with `external: true`; or say
    on the component that does it what it does, `description: ids become pseudonyms here`.
    """
    data = design.architecture.data
    yield from _kept_all_the_same(design)
    if data is None or not data.privacy or design.having(Trait.PROTECTS_PRIVACY):
        return
    text = data.privacy.lower()
    broken = [
        (found[0], what)
        for promised, done, what in _PROMISES
        if (found := re.search(promised, text)) and not parts_say(design, design.components, done)
    ]
    if broken:
        service = suggest_id(design, Trait.PROTECTS_PRIVACY)
        does = " and ".join(what for _, what in broken)
        yield problem(
            data,
            f"the brief promises {quoted(dict.fromkeys(word for word, _ in broken))}, and nothing drawn "
            f"{does}",
            at="privacy",
            kinds=(Trait.PROTECTS_PRIVACY,),
            help=f"Add `{service}: privacy service` on the way of the data, or say on what does it "
            "what it does, e.g. `description: ids become pseudonyms here`.",
        )


_ORDERS = regex(r"\b(?:eras|delet|forget)")
_KEEPS = (Trait.KEEPS_RAW_DATA, Trait.KEEPS_TABLES, Trait.KEEPS_FEATURE_HISTORY, Trait.SERVES_FEATURES)


def _kept_all_the_same(design: DesignGraph) -> Iterator[Outcome]:
    """Stores that no order to delete reaches, while stores beside them get it."""
    stores = design.having(*_KEEPS).accountable()
    for service in design.having(Trait.PROTECTS_PRIVACY).accountable():
        told = [edge.target for edge in design.data_out_of(service.id) if _orders_deletion(edge)]
        if not any(store.id in told for store in stores):
            continue
        reached = {*told, *design.downstream(told, ("request", "event"), unknown=True)}
        missed = [store for store in stores if store.id not in reached and not _forgets(store)]
        if missed:
            names = [store.id for store in missed]
            yield problem(
                missed[0],
                f"what {service.id} deletes on request in {quoted(dict.fromkeys(told))} stays in "
                f"{quoted(names)}",
                components=(*names, service.id),
                help="Delete it there as well, e.g. {add}; or say why nobody is in it.",
                add=f"{service.id} => {' & '.join(names)}: deletions",
            )


def _orders_deletion(edge: DataEdge) -> bool:
    return any(_ORDERS.search(payload.text.lower()) for payload in edge.payloads)


def _forgets(store: Component) -> bool:
    """Whether a store says itself that it deletes, or that nobody is in it."""
    return re.search(r"delet|eras|forget|anonym|pseudonym|no personal|aggregat", said_of(store)) is not None
