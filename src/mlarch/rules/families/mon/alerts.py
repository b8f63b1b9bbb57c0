"""MON: alerts on machines only."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.lexicon.release import OF_THE_MODEL, OF_THE_SYSTEM
from mlarch.catalog.lexicon.watching import MACHINE_WORDS, MODEL_WORDS, OUTCOMES
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.phrases import quoted

__all__ = ["alerts_on_machines_only"]

_ERRORS = regex(r"\b(\w+) errors?\b|\berrors? (?:of|in|at) (?:the )?(\w+)")


@rule("MON011", "alerts-on-machines-only", about=(Trait.MEASURES, Trait.WATCHES_DRIFT))
def alerts_on_machines_only(design: DesignGraph) -> Iterator[Outcome]:
    """Alerts that tell when a machine is unwell, and never when a model is wrong.

    **Checks.** A model is at work, and `monitoring: alerts` names at least two, each of them about machines
    or services (latency, errors, also of a part that runs no model, CPU, disks, queues, cache hits,
    versions), and none about scores, decisions, labels, quality or drift. Or at least half of them are, and
    of the others none names such a thing, or how what people do goes up or down. Or no alert says so, and
    alerting hears the monitor of machines, while that of models leads to charts only.

    **Why.** A model fails silently: it answers in time, with the wrong answer (Breck et al., *The ML Test
    Score*, 2017, section Monitoring).

    **When it is wrong.** Somebody looks at the quality in another way: say when it raises an alarm, e.g.
    `alerts: [agreement in the weekly sample under 90 %]`.
    """
    monitoring = design.architecture.monitoring
    alerts = [alert.lower() for alert in monitoring.alerts] if monitoring is not None else []
    if not _runs_a_model(design):
        return
    of_machines = [alert for alert in alerts if _of_machines(design, alert)]
    about = (MODEL_WORDS, OF_THE_MODEL, OUTCOMES)
    # An alert on `no detections` is about them, too.
    told = any(True for alert in alerts for words in about for _ in words.matches(alert))
    if len(of_machines) < len(alerts) and (told or 2 * len(of_machines) < len(alerts)):
        return
    if monitoring is not None and len(alerts) > 1:
        yield problem(
            monitoring,
            f"the alerts are about machines ({quoted(monitoring.alerts[:3])}): when the model is wrong, "
            "nobody hears of it",
            at="alerts",
            help="Add what tells how the model does, e.g. `share of each class against last week`, or the "
            "error once labels are in.",
        )
    elif (unheard := _only_charted(design)) is not None:
        yield problem(
            unheard,
            f"alerting hears of machines, and what {unheard.id} finds about the model ends in charts",
            stage=Stage.PRODUCTION,
            help="Add {add}.",
            add=f"{unheard.id} ~> {design.having(Trait.ALERTS).ids[0]}: alerts",
            fix=False,
        )


def _only_charted(design: DesignGraph) -> Component | None:
    """A monitor of models that alerting does not hear, while it hears one of machines; else None."""
    heard = frozenset(design.upstream(design.having(Trait.ALERTS).ids))
    if heard.isdisjoint(design.having(Trait.MEASURES).ids):
        return None
    watching = design.having(Trait.WATCHES_DRIFT).accountable(managed=False)
    mute = [part for part in watching if design.data_into(part.id) and part.id not in heard]
    told = [
        part for part in mute if all(design.has(e.target, Trait.CHARTS) for e in design.data_out_of(part.id))
    ]
    return told[0] if told and len(told) == len(list(watching)) and design.data_out_of(told[0].id) else None


def _of_machines(design: DesignGraph, alert: str) -> bool:
    if OF_THE_MODEL.search(alert):
        return False
    if OF_THE_SYSTEM.search(alert) is not None or _of_a_service(design, alert):
        return True
    return MACHINE_WORDS.search(alert) is not None and MODEL_WORDS.search(alert) is None


def _of_a_service(design: DesignGraph, alert: str) -> bool:
    """Whether it is about the errors of a part that runs no model."""
    found = _ERRORS.search(alert)
    name = found and (found[1] or found[2])
    parts = design.parts.unless(lambda part: design.has(part, Trait.INFERS, Trait.PREDICTS_IN_BATCH))
    return bool(name) and any(name in said_of(part).split() for part in parts)


def _runs_a_model(design: DesignGraph) -> bool:
    return bool(design.having(Trait.INFERS, Trait.PREDICTS_IN_BATCH, Trait.RUNS_ON_DEVICE).accountable())
