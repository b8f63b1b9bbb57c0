"""MON: what monitors must be told: of each stage, and of a model both its answers and what came of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from mlarch.analysis.activity import has_role
from mlarch.analysis.observability import has_eyes_on, reporting, system_monitors, watched
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.parts import exempt
from mlarch.lazy import regex
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import joined

__all__ = ["half_sighted_monitor", "unmeasured_stage"]

# What answers requests with code or a model of its own; what only looks things up shows in its callers.
_STAGES = (
    Trait.INFERS,
    Trait.ORCHESTRATES,
    Trait.ANSWERS_REQUESTS,
    Trait.ACTS,
    Trait.ROUTES_PROMPTS,
    Trait.DECIDES,
    Trait.AUCTIONS,
    Trait.PREDICTS_IN_BATCH,
    Trait.VALIDATES_DATA,
)
_UNASKED = (Trait.FALLS_BACK, Trait.RUNS_ON_DEVICE, Trait.MONITORS)
_DOORS = (Trait.BALANCES, Trait.ADMITS, Trait.SPLITS_TRAFFIC)


@rule(
    "MON009",
    "unmeasured-stage",
    fixes="unsafe",
    severity=Severity.INFO,
    stage=Stage.PRODUCTION,
    about=(Trait.MEASURES, Trait.WATCHES_DRIFT),
)
def unmeasured_stage(design: DesignGraph) -> Iterator[Outcome]:
    """A stage that is seen only through others: it sends no metrics of its own.

    **Checks.** The design has a monitor of the system. A component that runs a model, coordinates the others,
    answers as a service or decides, on a client's path or in a batch, or checks data, sends nothing to that
    monitor, directly or through streams and logs: no metrics, logs or traces. A gateway has to, unless a
    balancer before it does. What nobody sees at all is left to MON001 and MON003; so are fallbacks, models on
    devices, and what is `external`, `planned` or `managed`. More than two stages share one finding.

    **Why.** When the caller's latency rises, the question is which stage it comes from, and a saturated
    accelerator shows only in its own figures. Targets are measured where users feel them, at the door: what
    a gateway refuses never gets to the service behind it (*The Site Reliability Workbook*, 2018, chapter 2;
    *Site Reliability Engineering*, chapter 6: the four golden signals, for each service).

    **When it is wrong.** The platform measures every call from outside (a service mesh): draw it once as a
    monitor that everything reports to, or accept the finding with that reason.
    """
    if not system_monitors(design):
        return
    told = reporting(design)
    dark = [c for c in design.having(*_STAGES).accountable(managed=False) if _is_dark(design, c, told)]
    dark += _dark_doors(design, told)
    for group in [dark] if len(dark) > 2 else [[component] for component in dark]:
        if group:
            yield _unmeasured(design, [component.id for component in group])


def _is_dark(design: DesignGraph, component: Component, told: Collection[str]) -> bool:
    name = component.id
    if name in told or design.has(name, *_UNASKED):
        return False
    if design.has(name, Trait.VALIDATES_DATA):
        return bool(design.data_into(name)) and not _heard(design, name)
    answers = design.planes[name] == "online" or design.has(name, Trait.SCORES, Trait.PREDICTS_IN_BATCH)
    works = bool(design.data_into(name) and design.data_out_of(name))
    return answers and works and has_eyes_on(design, name, watched(design))


def _heard(design: DesignGraph, name: str) -> bool:
    """Whether a check tells a monitor, a person or who runs the jobs what it found."""
    return any(
        has_role(design, edge.target, Role.MONITOR, Role.PERSON) or design.has(edge.target, Trait.SCHEDULES)
        for edge in design.data_out_of(name)
    )


def _dark_doors(design: DesignGraph, told: Collection[str]) -> list[Component]:
    """The gateway of each way in on which no door tells anything, though what is behind them does."""
    found: dict[str, Component] = {}
    for name in design.ingresses:
        chain = [name] if design.has(name, *_DOORS) else []
        for door in chain:
            behind = design.direct_callees(door)
            chain += [n for n in behind if n not in chain and design.has(n, *_DOORS)]
        doors = [design.components[door] for door in chain]
        if not any(design.has(door.id, Trait.ADMITS) for door in doors) or any(
            exempt(door, managed=False) or door.id in told for door in doors
        ):
            continue
        if any(r.callee in told for door in doors for r in design.calls_from(door.id)):
            gateway = next(door for door in doors if design.has(door.id, Trait.ADMITS))
            found.setdefault(gateway.id, gateway)
    return list(found.values())


def _unmeasured(design: DesignGraph, names: list[str]) -> Problem:
    monitor = next(iter(design.having(Trait.MEASURES).ids or system_monitors(design)))
    send, it, its, be = ("sends", "it", "its", "is") if len(names) == 1 else ("send", "they", "their", "are")
    line = f"{' & '.join(names)} ~> {monitor}: metrics"
    return problem(
        design.components[names[0]],
        f"{joined(names)} {send} no metrics, logs or traces of {its} own: when the answers get slow, nobody "
        f"can tell whether {it} {be} the cause",
        components=names,
        add=line,
    )


_ANSWERS = frozenset(
    {
        "predictions",
        "scores",
        "features",
        "ranked_list",
        "decision",
        "response",
        "tokens",
        "embeddings",
        "prompt",
    }
)
_OUTCOMES = frozenset({"labels", "training_dataset"})
_EITHER = frozenset({"event", "raw_data", "logs"})  # what was shown and what came of it, in one log


@rule("MON010", "half-sighted-monitor", fixes="unsafe", stage=Stage.PRODUCTION, about=(Trait.WATCHES_DRIFT,))
def half_sighted_monitor(design: DesignGraph) -> Iterator[Outcome]:
    """A monitor of models that is told what they answered and never what was right, or the reverse.

    **Checks.** The design joins labels, or people give verdicts. A model monitor is given predictions,
    features or logs and neither labels nor anything that comes from where labels are made, or from a store of
    which they are made, or a log that people tell what they decide or do; or it is given
    labels only, and nothing of what the model saw or said, nor is it said that they come with it (`labels
    (with scores)`). A flow of which it is not known what it carries keeps the rule silent, and so does a
    monitor that is given events or logs of which it is not said of which sort they are, where no label join
    is drawn.

    **Why.** Drift of inputs and scores is a hint; whether the model still is right shows only when answers
    meet outcomes (Breck et al., *The ML Test Score*, 2017, Monitor 7: the prediction quality on served data
    has not regressed; Huyen, 2022, chapter 8). The figure comes late, and it is the one that counts.

    **When it is wrong.** The quality is computed elsewhere, in the experiment platform or an evaluation job:
    draw that flow, or accept the finding with that reason.
    """
    makers = _label_makers(design)
    if not makers:
        return
    settled = frozenset(makers) | _kept_outcomes(design, makers)
    for component in design.having(Trait.WATCHES_DRIFT).accountable():
        name = component.id
        into = design.data_into(name)
        if not into or any(_unsaid(edge) for edge in into):
            continue
        types = frozenset(type_ for edge in into for type_ in edge.types)
        told = frozenset(edge.source for edge in into)
        outcomes = bool(types & _OUTCOMES) or not settled.isdisjoint(told) or _hears_people(design, told)
        answers = bool(types & _ANSWERS)
        loose = bool(types & _EITHER)
        joined = bool(design.having(Trait.JOINS_LABELS))
        if not outcomes and ((answers and not loose) or (joined and (answers or loose))):
            yield _without_outcomes(design, component, makers)
        elif outcomes and not answers and not loose and not _said_with_them(into):
            yield _without_answers(design, component)


def _hears_people(design: DesignGraph, logs: Iterable[str]) -> bool:
    """Whether people who judge or act tell a log that a monitor reads: then outcomes are in it, too."""
    return any(
        has_role(design, edge.source, Role.PERSON)
        for name in logs
        if has_role(design, name, Role.STREAM)
        for edge in design.data_into(name)
    )


def _unsaid(edge: DataEdge) -> bool:
    """Whether the author does not say what an edge carries."""
    return all(edge.resolved.is_assumed(payload) for payload in edge.payloads) or edge.unknown


_WITH = regex(r"\b(scores?|predict\w*|answers?|features?|outputs?)\b")


def _said_with_them(edges: Iterable[DataEdge]) -> bool:
    """Whether the author says that the labels come with what the model said: `labels (with scores)`."""
    return any(_WITH.search(payload.text.lower()) for edge in edges for payload in edge.payloads)


def _label_makers(design: DesignGraph) -> tuple[str, ...]:
    """Where it is settled what would have been right: joins of labels, else people who judge."""
    people = (Trait.REVIEWS, Trait.COLLECTS_LABELS)
    return tuple(
        name
        for name in (design.having(Trait.JOINS_LABELS) or design.having(*people)).ids
        if design.data_into(name) and not design.components[name].planned
    )


def _kept_outcomes(design: DesignGraph, makers: Iterable[str]) -> frozenset[str]:
    """The stores in which outcomes are kept: labels are made of what they hold."""
    return frozenset(
        edge.source
        for name in makers
        for edge in design.data_into(name)
        if has_role(design, edge.source, Role.STORE)
        and not design.has(edge.source, Trait.KEEPS_PREDICTIONS, Trait.SERVES_FEATURES)
    )


def _without_outcomes(design: DesignGraph, component: Component, makers: tuple[str, ...]) -> Problem:
    name = component.id
    told = "verdicts" if has_role(design, makers[0], Role.PERSON) else "labels"
    line = f"{makers[0]} ~> {name}: {told}"
    return problem(
        component,
        f"{name} sees what the model answers and never what was right: nothing that {joined(makers)} settles "
        "reaches it, and whether the model still is right shows nowhere",
        components=(name, *makers),
        add=line,
    )


def _without_answers(design: DesignGraph, component: Component) -> Problem:
    name = component.id
    sources = list(dict.fromkeys(edge.source for edge in design.data_into(name)))
    log = suggest_id(design, Trait.LOGS_PREDICTIONS, Trait.STREAMS_EVENTS, *_STAGES)
    line = f"{log} ~> {name}: predictions"
    return problem(
        component,
        f"{name} is told what was right by {joined(sources)} and nothing of what the model saw or answered: "
        "until labels come, no drift shows",
        components=(name, log, *sources) if log in design.components else (name, *sources),
        add=line,
    )
