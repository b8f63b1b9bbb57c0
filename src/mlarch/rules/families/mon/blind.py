"""MON: figures that stay good while the model gets worse."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import fields_of
from mlarch.catalog.lexicon.release import OF_THE_MODEL
from mlarch.catalog.lexicon.watching import (
    ALSO_OFTEN,
    BY_PARTS,
    MACHINES_ONLY,
    MEAN_OVER_ALL,
    MODEL_WORDS,
    NOBODY_HEARS,
    NOBODY_LOOKS,
    ONLY_WHO_REPORTS,
    OWN_CONFIDENCE,
    WHEN_PEOPLE_COMPLAIN,
)
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, problem, rule

__all__ = ["blind_figure"]


@rule("MON012", "blind-figure", about=(Trait.MEASURES, Trait.WATCHES_DRIFT))
def blind_figure(design: DesignGraph) -> Iterator[Outcome]:
    """A figure that stays good while the model gets worse.

    **Checks.** An alert (`monitoring: alerts`) takes the model's own confidence for its quality, is one mean
    over everything, or counts only those that still report. Or a monitor of models is said to look at
    machines only, at one mean over everything, once a year, at what people complain of, or not at all; or
    alarms reach nobody; or a retraining waits until somebody complains.

    **Why.** A model that is surely wrong is sure: its own scores cannot tell. A mean over all hides the one
    site that fails, and what fails silently leaves the mean (Breck et al., *The ML Test Score*, 2017, Monitor
    5 to 7; Zinkevich, *Rules of Machine Learning*, rule 10: watch for silent failures).

    **When it is wrong.** The figure is compared with outcomes, or another alert sees the parts: say so, e.g.
    `mean score against the labels of the week, by site`.
    """
    monitoring = design.architecture.monitoring
    if monitoring is not None:
        for number, alert in enumerate(monitoring.alerts):
            why = _blind(alert.lower())
            if why:
                yield problem(
                    monitoring,
                    f"`{alert}` {why}",
                    at=f"alerts.{number}",
                    help="Compare with what came of it, and by part, e.g. `misses in the weekly sample, by "
                    "site`; let what has gone silent raise an alarm of its own.",
                )
        waits = WHEN_PEOPLE_COMPLAIN.search((monitoring.retrain_trigger or "").lower())
        if waits is not None:
            yield problem(
                monitoring,
                f"a retraining starts `{waits[0]}`: until then the model is wrong, and nobody measures it",
                at="retrain_trigger",
                help="Start it by a figure, e.g. `retrain_trigger: error of the weekly sample above 5 %`.",
            )
    for part in design.having(Trait.WATCHES_DRIFT, Trait.ALERTS).accountable():
        for field, text in fields_of(part):
            said = _unseeing(text, alerts=not design.has(part.id, Trait.WATCHES_DRIFT))
            if said:
                yield problem(
                    part,
                    f"{part.id} is to tell when the model is wrong, and cannot: `{said}`",
                    at=field,
                    help="Let it compare answers with outcomes, by part, and page somebody.",
                )
                break


def _blind(alert: str) -> str:
    """Why an alert does not come when the model fails; empty where it may."""
    if OWN_CONFIDENCE.search(alert) is not None:
        return "asks the model how good it is: when it is surely wrong, this figure stays good"
    if ONLY_WHO_REPORTS.search(alert):
        return "counts only those that report: what fails silently leaves the figure, and it gets better"
    whole = MEAN_OVER_ALL.search(alert)
    if whole is not None and not BY_PARTS.search(alert.replace(whole[0], "")):
        return "is one figure over everything: one part can fail and the mean does not move"
    return ""


def _unseeing(text: str, *, alerts: bool) -> str:
    """What is said of a monitor, or of where `alerts` go, by which it cannot do its work."""
    deaf = NOBODY_HEARS.search(text)
    if alerts or deaf is not None:
        return deaf[0] if deaf else ""
    if OWN_CONFIDENCE.search(text) is not None:
        return OWN_CONFIDENCE.search(text) or ""
    for words in (NOBODY_LOOKS, MEAN_OVER_ALL):
        found = words.search(text)
        if found is not None and words is NOBODY_LOOKS and ALSO_OFTEN.search(text.replace(found[0], "")):
            continue
        if found is not None and not (words is MEAN_OVER_ALL and BY_PARTS.search(text.replace(found[0], ""))):
            return found[0]
    machines = MACHINES_ONLY.search(text)
    return machines[0] if machines and not (MODEL_WORDS.search(text) or OF_THE_MODEL.search(text)) else ""
