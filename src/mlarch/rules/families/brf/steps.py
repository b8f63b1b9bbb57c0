"""BRF: the seven steps of the brief, each with what it leaves open in one finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mlarch.analysis.metric_fit import families_of, family_of_task
from mlarch.analysis.privacy import deciders, judged, learns, personal_sources, trainers, works_online
from mlarch.lazy import regex
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.families.brf.inputs import has_people, reads_raw_input, writes
from mlarch.rules.families.brf.step_findings import (
    SEVERAL,
    STEPS,
    Part,
    begun_steps,
    open_steps,
    step_finding,
)
from mlarch.rules.phrases import listed

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph
    from mlarch.model import MLModel

__all__ = [
    "no_brief",
    "open_data",
    "open_evaluation",
    "open_models",
    "open_monitoring",
    "open_release",
    "open_requirements",
    "open_task",
]


# ── the steps ───────────────────────────────────────────────────────────────────────────────────────────


@rule("BRF001", "open-requirements", about=("@brief",))
def open_requirements(design: DesignGraph) -> Iterator[Outcome]:
    """Step 1, clarify the requirements: what is left open.

    **Checks.** The goal, the scope (what is in or out), the scale (users, requests or items), the time that
    an answer or new data may take, and, where the task is classification or detection, what each error
    costs. Info at design, where the brief has at least three steps; warning at production.

    **Why.** Everything else is decided by these: the metric by the goal, the funnel by the scale, the
    serving by the latency, the threshold by the costs (Aminian and Xu, *Machine Learning System Design
    Interview*, 2023; *Rules of ML*, rules 2 and 12).

    **When it is wrong.** It is stated elsewhere: link it from `summary`, and accept the finding.
    """
    wanted = design.architecture.requirements
    types = families_of(design)
    scale = wanted is not None and (
        wanted.average_rate or wanted.daily_active_users or wanted.monthly_active_users or wanted.items
    )
    parts = [
        Part(bool(wanted and wanted.goal), "the goal", "goal: what gets better, and for whom"),
        Part(bool(wanted and (wanted.in_scope or wanted.out_of_scope)), "the scope", "out_of_scope: [voice]"),
        Part(bool(scale), "the scale", "requests_per_second: 1k/s"),
        Part(
            bool(wanted and (wanted.latency or wanted.freshness)), "the time allowed", "latency: {p99: 150ms}"
        ),
    ]
    if types & {"classification", "detection"}:
        costs = "error_costs: {false_positive: a customer lost, false_negative: the amount}"
        parts.append(Part(bool(wanted and wanted.error_costs), "what each error costs", costs))
    yield from step_finding(design, 1, "requirements", parts)


@rule("BRF002", "open-task", about=("@brief",))
def open_task(design: DesignGraph) -> Iterator[Outcome]:
    """Step 2, frame it as an ML task: what is left open.

    **Checks.** The objective, the type of task, what goes in and out, and, where a model is trained, the
    event that counts as the label. Designs without ML are not asked. Severity as for BRF001. The baseline is
    TRN008's.

    **Why.** The objective stands for the goal, and where it differs the system learns the difference (*Rules
    of ML*, rules 13 and 39); a label without a definition is defined by whoever writes the query.

    **When it is wrong.** The model is somebody else's and fixed: accept the finding.
    """
    if not learns(design):
        return
    task = design.architecture.task
    parts = [
        Part(bool(task and task.objective), "the objective", "objective: P(outcome within 24 h)"),
        Part(bool(task and task.type), "the type of task", "type: ranking"),
        Part(bool(task and (task.input or task.output)), "input and output", "output: a score per item"),
    ]
    if trainers(design):
        label = bool(task and task.label and task.label.event)
        parts.append(Part(label, "the label", "label: {event: the outcome, window: 24h}"))
    yield from step_finding(design, 2, "the ML task", parts)


@rule("BRF003", "open-data", about=("@brief",))
def open_data(design: DesignGraph) -> Iterator[Outcome]:
    """Step 3, data and features: what is left open.

    **Checks.** The events that are collected, and, in a design with ML whose task is not to write, the
    features (not where pictures, sounds or texts are read and no part makes or keeps features); where a model
    is trained, how the data is split; where there are clients, compliance or personal data, how privacy is
    kept. Severity as for BRF001.

    **Why.** Most of the work and most of the faults are here (Sculley et al., *Hidden Technical Debt in
    Machine Learning Systems*, 2015); a random split of data with a time in it leaks tomorrow into training.

    **When it is wrong.** A feature registry lists them: name it in one entry, `features: [{name: see the
    registry}]`.
    """
    data, wanted = design.architecture.data, design.architecture.requirements
    parts = [Part(bool(data and data.events), "the events", "events: [request, answer, outcome]")]
    if learns(design) and not writes(design) and not reads_raw_input(design):
        example = "features: [{name: events of the last day, entity: item, freshness: 24h}]"
        parts.append(Part(bool(data and data.features), "the features", example))
    if trainers(design):
        parts.append(Part(bool(data and data.split), "the split", "split: {by: time}"))
    about_people = wanted is not None and (wanted.personalized or wanted.compliance)
    if about_people or has_people(design) or personal_sources(design):
        parts.append(Part(bool(data and data.privacy), "privacy", "privacy: pseudonyms, kept 90 days"))
    yield from step_finding(design, 3, "data and features", parts)


@rule("BRF004", "open-models", about=("@brief",))
def open_models(design: DesignGraph) -> Iterator[Outcome]:
    """Step 4, models: what is left open.

    **Checks.** At least one model is described; each has an architecture, each that is trained here a loss,
    by itself or with its architecture (models that only calibrate or write text apart), and one of them names
    alternatives. Designs without ML are not asked. Severity as for BRF001. Baselines are TRN008's.

    **Why.** A choice without an alternative is no choice, and the loss is what the model really wants
    (Aminian and Xu, *Machine Learning System Design Interview*, 2023).

    **When it is wrong.** The model is bought as a service: describe it in one line,
    `architecture: hosted, fixed`.
    """
    if not learns(design):
        return
    models = design.architecture.models
    parts = [
        Part(bool(models), "the models", "ranker: {task: ranking, architecture: gradient-boosted trees}")
    ]
    if models:
        plain = [m.id for m in models if not m.architecture]
        example = "architecture: gradient-boosted trees"
        parts.append(Part(not plain, f"the architecture of {listed(plain)}", example, _to(plain)))
        blind = [m.id for m in models if _fits(m) and not m.loss]
        others = any(m.loss for m in models)  # then what is open is a model beside the main one
        loss = f"the loss of {listed(blind)}"
        parts.append(Part(not blind, loss, "loss: cross entropy", _to(blind), minor=others))
        alternatives = any(m.alternatives for m in models)
        parts.append(Part(alternatives, "alternatives", "alternatives: [logistic regression]", "to a model"))
    yield from step_finding(design, 4, "models", parts)


def _to(names: Sequence[str]) -> str:
    return f"to {names[0]}" if len(names) == 1 else "to each"


_OF_LOSS = regex(r"\bloss\b|entropy|likelihood|contrastive|\bctc\b|\brnn-?t\b|quantile|tweedie|poisson")


def _fits(model: MLModel) -> bool:
    """Whether the model minimises something of its own here, and does not say what with its architecture."""
    if not model.trained_by or "calibrat" in f"{model.id} {model.task}".lower():
        return False
    writes = model.task is not None and family_of_task(model.task) == {"generation"}
    return not writes and not _OF_LOSS.search((model.architecture or "").lower())


@rule("BRF005", "open-evaluation", about=("@brief",))
def open_evaluation(design: DesignGraph) -> Iterator[Outcome]:
    """Step 5, evaluation: what is left open.

    **Checks.** Offline metrics; where models answer people, online metrics (offline ones alone are a
    promise); where a model is trained, the gate that a new one must pass; where people are judged (as in
    GOV006), a metric by group. Severity as for BRF001. In a design without ML, only that something is
    measured.

    **Why.** Offline gains often do not come true online, and the mean hides the group that loses (Breck et
    al., *ML Test Score*, 2017, Model 2 and 6; *Rules of ML*, rules 24 to 27).

    **When it is wrong.** The system has no users yet: `stage: design`.
    """
    found = design.architecture.evaluation
    parts = [Part(bool(found and found.offline), "offline metrics", "offline: [AUC, log loss]")]
    if works_online(design):
        parts.append(Part(bool(found and found.online), "online metrics", "online: [outcomes per request]"))
    if trainers(design):
        parts.append(Part(bool(found and found.gate), "the gate", "gate: AUC not below the live model's"))
    if judged(design) and deciders(design) and found is not None and found.offline:
        parts.append(
            Part(_by_group(found.offline, found.gate), "a metric by group", "offline: [recall by region]")
        )
    yield from step_finding(design, 5, "evaluation", parts)


def _by_group(metrics: Sequence[str], gate: str | None) -> bool:
    said = " ".join((*metrics, gate or "")).lower()
    words = (" by ", " per ", "group", "slice", "region", "country", "language", "fair", "segment", "parity")
    return any(word in said for word in words)


@rule("BRF006", "open-release", about=("@brief",))
def open_release(design: DesignGraph) -> Iterator[Outcome]:
    """Step 6, deployment and serving: what is left open.

    **Checks.** How a new version reaches users (`release.strategy`), how it is taken back
    (`release.rollback`), and whether any component names its owner. Severity as for BRF001; an owner alone
    is an info.

    **Why.** The day on which a model misbehaves is no day to find out how to go back, or whom to call (Breck
    et al., *ML Test Score*, 2017, Infrastructure 6 and 7; *Site Reliability Engineering*, 2016, chapter 8).

    **When it is wrong.** A platform does it for every team: say so, `strategy: [canary]`.
    """
    release = design.architecture.release
    owned = any(component.owner for component in design.components.values())
    parts = [
        Part(bool(release and release.strategy), "the strategy", "strategy: [shadow, canary]"),
        Part(
            bool(release and release.rollback), "the way back", "rollback: the previous model, in 5 minutes"
        ),
        Part(owned, "who owns what", "owner: the team on call", "to a component", minor=True),
    ]
    yield from step_finding(design, 6, "deployment", parts)


@rule("BRF007", "open-monitoring", about=("@brief",))
def open_monitoring(design: DesignGraph) -> Iterator[Outcome]:
    """Step 7, monitoring: what is left open.

    **Checks.** What raises an alert, and, where a model is trained, what starts a retraining. Severity as for
    BRF001. Whether the components are watched is asked by MON.

    **Why.** A monitor without a threshold is a picture; models grow old without a sound (Breck et al., *ML
    Test Score*, 2017, Monitoring 1 to 7).

    **When it is wrong.** The thresholds are in the alerting system: name the page, `alerts: [see …]`.
    """
    watched = design.architecture.monitoring
    parts = [Part(bool(watched and watched.alerts), "the alerts", "alerts: [p99 above 150 ms for 5 minutes]")]
    if trainers(design):
        trigger = bool(watched and watched.retrain_trigger)
        parts.append(Part(trigger, "what starts a retraining", "retrain_trigger: weekly, and on drift"))
    yield from step_finding(design, 7, "monitoring", parts)


@rule("BRF008", "no-brief", stage=Stage.PRODUCTION)
def no_brief(design: DesignGraph) -> Iterator[Outcome]:
    """Boxes and arrows for production, and not a word of what they are for, or of most of it.

    **Checks.** The spec says that it is for production and leaves out three or more of `requirements`,
    `task`, `data`, `models`, `evaluation`, `release` and `monitoring`. Said once, in place of a finding for
    each. A design without ML is not asked for a task and models; a platform for many models (by its name,
    summary or goal, and with neither `task` nor `models`) not for what each model has of its own. At design a
    drawing may be only a drawing.

    **Why.** Nobody can judge whether a design fits before knowing what it has to fit: the first step of a
    design is a question, not a box (Aminian and Xu, *Machine Learning System Design Interview*, 2023).

    **When it is wrong.** The brief is another document: link it in `summary`, and accept the finding.
    """
    missing = open_steps(design)
    if len(missing) < SEVERAL:
        return
    first = missing[0]
    yield problem(
        design.architecture,
        "the design says nothing of what it is for: goal, scale, task, metrics and alerts are open"
        if not begun_steps(design)
        else f"the brief says nothing of {listed(missing)}",
        at="name",
        components=(),
        help=f"Begin with step {STEPS.index(first) + 1}: `{first}: {_BEGIN[first]}`.",
    )


_BEGIN = {
    "requirements": "{goal: what gets better, requests_per_second: 1k/s, latency: 150ms}",
    "task": "{objective: P(outcome within 24 h), type: classification}",
    "data": "{events: [request, answer, outcome], split: {by: time}}",
    "models": "{scorer: {task: classification, architecture: gradient-boosted trees}}",
    "evaluation": "{offline: [log loss], online: [outcomes per request]}",
    "release": "{strategy: [shadow, canary], rollback: the previous model}",
    "monitoring": "{alerts: [p99 above 150 ms for 5 minutes]}",
}
