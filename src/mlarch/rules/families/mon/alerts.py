"""MON: alerts on machines only."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog.lexicon.release import OF_THE_MODEL, OF_THE_SYSTEM
from mlarch.catalog.lexicon.watching import MACHINE_WORDS, MODEL_WORDS, OUTCOMES
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.phrases import quoted

__all__ = ["alerts_on_machines_only"]


@rule("MON011", "alerts-on-machines-only", about=(Trait.MEASURES, Trait.WATCHES_DRIFT))
def alerts_on_machines_only(design: DesignGraph) -> Iterator[Outcome]:
    """Alerts that tell when a machine is unwell, and never when a model is wrong.

    **Checks.** A model is at work, and `monitoring: alerts` names at least two, each of them about machines
    or services (latency, errors, CPU, disks, queues, cache hits, versions), and none about scores, decisions,
    labels, quality or drift. Or at least half of them are, and of the others none names such a thing, or how
    what people do goes up or down.

    **Why.** A model fails silently: it answers in time, with the wrong answer (Breck et al., *The ML Test
    Score*, 2017, section Monitoring).

    **When it is wrong.** Somebody looks at the quality in another way: say when it raises an alarm, e.g.
    `alerts: [agreement in the weekly sample under 90 %]`.
    """
    monitoring = design.architecture.monitoring
    alerts = [alert.lower() for alert in monitoring.alerts] if monitoring is not None else []
    if monitoring is None or len(alerts) < 2 or not _runs_a_model(design):
        return
    of_machines = [alert for alert in alerts if _of_machines(alert)]
    about = (MODEL_WORDS, OF_THE_MODEL, OUTCOMES)
    # An alert on `no detections` is about them, too.
    told = any(True for alert in alerts for words in about for _ in words.matches(alert))
    if len(of_machines) == len(alerts) or (2 * len(of_machines) >= len(alerts) and not told):
        yield problem(
            monitoring,
            f"the alerts are about machines ({quoted(monitoring.alerts[:3])}): when the model is wrong, "
            "nobody hears of it",
            at="alerts",
            help="Add what tells how the model does, e.g. `share of each class against last week`, or the "
            "error once labels are in.",
        )


def _of_machines(alert: str) -> bool:
    if OF_THE_MODEL.search(alert):
        return False
    known = OF_THE_SYSTEM.search(alert) is not None
    return known or (MACHINE_WORDS.search(alert) is not None and MODEL_WORDS.search(alert) is None)


def _runs_a_model(design: DesignGraph) -> bool:
    return bool(design.having(Trait.INFERS, Trait.PREDICTS_IN_BATCH, Trait.RUNS_ON_DEVICE).accountable())
