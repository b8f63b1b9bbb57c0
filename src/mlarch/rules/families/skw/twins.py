"""SKW: features that requests are served with, and that training never sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mlarch.analysis.activity import has_role
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.lazy import regex
from mlarch.rules import Outcome, problem, rule, unknown
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["no_offline_twin"]


@rule("SKW003", "no-offline-twin", fixes="unsafe", about=(Trait.SERVES_FEATURES,))
def no_offline_twin(design: DesignGraph) -> Iterator[Outcome]:
    """Features that requests are served with, and that never reach the training data.

    **Checks.** The design trains a model, and a client's request reads an online feature store (or a feature
    server that computes). Neither the store nor every job that writes features into it has a way of features,
    events, labels or data to the trainer that does not lead through a client or a monitor; and no prediction
    logger gets what was served, nor is a flow into training said to carry features as they were served (or as
    of a time). Vectors that the model itself made are left out, and so is what a job fills
    that feeds training as well, or where a description says that both sides share the code. A store that
    nobody fills is unknown. An *info* where a store hands features to training and services on the way of
    requests tell it of their answers: what was served may be among that.

    **Why.** Training has to compute these features a second time, or from later data than the request saw:
    the classic sources of skew and of leakage. What was served should be logged, or written to an offline
    store as well (Zinkevich, *Rules of Machine Learning*, rule 29; Breck et al., *The ML Test Score*, 2017).

    **When it is wrong.** The store keeps its own history and training reads it there: draw that flow. The
    features serve rules only, and no model: accept the finding.
    """
    trainers = [c.id for c in design.having(Trait.TRAINS).accountable()]
    learned = _learned_from(design, trainers)
    if not trainers or _logged(design, learned):
        return
    made = frozenset(design.downstream(trainers, {"model_artifact", "embeddings", "predictions"}))
    for name in design.on_path:
        component = design.components[name]
        if exempt(component) or not design.has(name, Trait.SERVES_FEATURES, Trait.ASSEMBLES_FEATURES):
            continue
        if name in learned:
            continue
        makers = _makers(design, name)
        if design.has(name, Trait.ASSEMBLES_FEATURES) and not learned.isdisjoint(makers):
            continue
        apart = [maker for maker in makers if maker not in made and maker not in learned]
        without = [maker for maker in apart if not _shared(design, maker, learned)]
        if not makers and design.has(name, Trait.SERVES_FEATURES):
            yield unknown(component, f"it is not said what fills {name}, nor whether training sees the same")
        elif (without or not makers) and not _said_to_be_one(design, (name, *makers, *learned)):
            told = _may_be_logged(design, learned)
            yield _no_twin(design, name, without, trainers[0], Severity.INFO if told else Severity.WARNING)


_ONE_CODE = regex(
    r"\bsame (?:\w+ ){0,2}(?:code|transforms?|library|function)|\bcode of (?:the )?(?:serving|training)|"
    r"\b(?:shared|common|one) (?:\w+ )?(?:code|library|transforms?|transformation)"
)


def _said_to_be_one(design: DesignGraph, names: Iterable[str]) -> bool:
    """Whether a part of serving or training says that both compute with the same code."""
    return any(_ONE_CODE.search(said_of(design.components[name])) for name in names)


_LEARNED_FROM = (
    "features",
    "embeddings",
    "training_dataset",
    "labels",
    "event",
    "raw_data",
    "logs",
    "media",
    "documents",
)


def _learned_from(design: DesignGraph, trainers: Sequence[str]) -> frozenset[str]:
    """Whose data gets into the training of a model, or may."""
    aside = frozenset(
        name
        for name in design.components
        if has_role(design, name, Role.CLIENT, Role.MONITOR) or design.has(name, Trait.SCHEDULES)
    )
    return design.reached(trainers, aside, types=_LEARNED_FROM, unknown=True, back=True)


_AS_SERVED = regex(
    r"\bas (?:served|of|at|seen|shown|logged)\b|\b(?:served|logged) features|point[- ]in[- ]time"
)


def _logged(design: DesignGraph, learned: frozenset[str]) -> bool:
    """Whether what was served is logged, or may be (in words without a type), and the log is trained on.

    So it is where a flow into training is said to carry features as they were served.
    """
    if any(
        edge.target in learned and _AS_SERVED.search(payload.text.lower())
        for edge in design.data_edges
        for payload in edge.payloads
    ):
        return True
    served = frozenset(design.on_path) - frozenset(design.entries)
    told = dict.fromkeys(
        edge.target
        for edge in design.data_edges
        if edge.source in served
        and edge.target not in design.on_path
        and (design.has(edge.target, Trait.LOGS_PREDICTIONS) or None in edge.types)
    )
    loggers = [name for name in told if design.has(name, Trait.LOGS_PREDICTIONS)]
    handed_on = design.downstream(loggers, (*_LEARNED_FROM, "predictions"), unknown=True) if loggers else ()
    return not learned.isdisjoint((*told, *handed_on))


def _may_be_logged(design: DesignGraph, learned: frozenset[str]) -> bool:
    """Whether training is given features from where what services tell of their answers is kept."""
    kept = [edge.source for edge in design.data_edges if "features" in edge.types and edge.target in learned]
    before = design.upstream([name for name in kept if has_role(design, name, Role.STORE)], _LEARNED_FROM)
    served = frozenset(design.on_path) - frozenset(design.entries)
    aside = [name for name in (*kept, *before) if name not in design.on_path]
    return any(edge.source in served for name in aside for edge in design.data_into(name))


def _shared(design: DesignGraph, maker: str, learned: frozenset[str]) -> bool:
    """Whether a job that fills the maker with what it computed feeds training as well: one computation."""
    before = (name for name in design.upstream((maker,), _LEARNED_FROM) if has_role(design, name, Role.JOB))
    return any(name in learned for name in before)


def _makers(design: DesignGraph, name: str) -> list[str]:
    """Who fills the store, or what the server computes from; who asks it for features gives it none."""
    askers = frozenset(design.direct_callers(name))
    wanted = {"features"} if design.has(name, Trait.SERVES_FEATURES) else set(_LEARNED_FROM)
    found = dict.fromkeys(
        edge.source
        for edge in design.data_into(name)
        if not wanted.isdisjoint(edge.types) and edge.source not in askers
    )
    return [source for source in found if not design.components[source].external]


def _no_twin(design: DesignGraph, name: str, makers: list[str], trainer: str, severity: Severity) -> Outcome:
    callers = design.direct_callers(name)
    readers = [caller for caller in callers if caller in design.on_path]
    reader = readers[0] if readers else name
    logs = [e.target for e in design.data_out_of(reader) if has_role(design, e.target, Role.STREAM)]
    what = f"what {quoted(makers)} {'writes' if len(makers) == 1 else 'write'} to {name}" if makers else name
    logger = suggest_id(design, Trait.LOGS_PREDICTIONS, Trait.COLLECTS_EVENTS, Trait.STREAMS_EVENTS)
    return problem(
        design.components[name],
        f"{what} serves requests of {reader} and never reaches {trainer}: training computes these features a "
        "second time, and differently",
        components=dict.fromkeys((name, *makers, trainer, reader, *logs)),
        kinds=(Trait.LOGS_PREDICTIONS, Trait.KEEPS_FEATURE_HISTORY),
        help="Log what was served, {add}; or write the features to an offline store that training reads.",
        add=(
            f"{reader} ~> {logger}: served features",
            f"{logger} => {next(iter(design.having(Trait.BUILDS_DATASETS).ids), trainer)}: served features",
        ),
        near=reader,
        severity=severity,
    )
