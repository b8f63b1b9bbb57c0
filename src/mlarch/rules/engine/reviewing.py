"""Running the rules: choice, stages, failures, causes, suppression, order. `review` is the only door.

A rule says what is wrong; everything else about a finding is decided here, once for all rules.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mlarch.diagnostics import INTERNAL, Finding, Review, Severity, Span
from mlarch.frozen import FrozenMap
from mlarch.language.problems import CODES
from mlarch.model import Architecture, Stage
from mlarch.records import dataclass
from mlarch.rules import fixes
from mlarch.rules.engine import suppression as suppress
from mlarch.rules.engine.baseline import accept
from mlarch.rules.engine.causes import Draft, by_cause
from mlarch.rules.engine.outcomes import Problem, Remedy, Unknown
from mlarch.rules.engine.registry import Registry, load, matches, unheard
from mlarch.rules.engine.resolution import resolve
from mlarch.rules.engine.rule import Option, Rule
from mlarch.rules.engine.settings import Settings

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["INTERNAL", "UNUSED_IGNORE", "review"]

UNUSED_IGNORE = "unused-ignore"
"""The rule that the engine itself answers, after all others."""


@dataclass(slots=True)
class _Run:
    """What the rules have said so far."""

    drafts: list[Draft]
    unknown: list[Finding]
    internal: list[Finding]
    ran: set[str]


def review(
    design: DesignGraph,
    *,
    stage: Stage | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    settings: Settings | None = None,
    registry: Registry | None = None,
    before_each: Callable[[], object] = lambda: None,
) -> Review:
    """Review a design.

    `stage` wins over the spec's, which wins over that of the settings. `select` (codes, beginnings of codes,
    names) replaces the settings' `select` and `ignore`; `ignore` adds to them. `before_each` is called before
    every rule: what it raises ends the review. Raises `MlarchError` for a rule or an option that does not
    exist; a rule that fails does not raise, but is reported.
    """
    chosen_settings = settings or Settings()
    known = registry or load(chosen_settings.local_rules)
    architecture = design.architecture
    reached = stage or _stage(architecture, chosen_settings)
    asked = (tuple(select), tuple(ignore))
    active = () if architecture.partial else _active(known, *asked, chosen_settings, reached)
    severities, options = resolve(chosen_settings, known)

    run = _Run([], [], [], set())
    for rule in active:
        before_each()
        _run(rule, design, options.get(rule.code, {}), run)
    result, covered = _suppressed(design, known, active, run, reached, _patterns(*asked, chosen_settings))
    found = Review(
        path=architecture.path,
        name=architecture.name,
        findings=_order(_weighed((*result.findings, *run.internal), severities)),
        suppressed=tuple(sorted(result.suppressed, key=lambda s: s.finding.sort_key)),
        unknown=_order(run.unknown),
        notes=(*known.faults, *chosen_settings.notes, *unheard(_patterns(*asked, chosen_settings)[1], known)),
        rules=tuple(rule.code for rule in active),
        sources=architecture.sources,
        covered=_order(covered),
        places=FrozenMap({name: c.place("id") for name, c in architecture.components.items()}),
    )
    return accept(found, chosen_settings.baseline)


def _suppressed(
    design: DesignGraph,
    known: Registry,
    active: Sequence[Rule],
    run: _Run,
    stage: Stage,
    patterns: tuple[tuple[str, ...], tuple[str, ...]],
) -> tuple[suppress.Sorted, tuple[Finding, ...]]:
    """What is found at this stage, split by the spec's ignores, and the findings that only follow from it."""
    architecture = design.architecture
    shown, withheld = _staged(run.drafts, stage)
    kept, dropped = by_cause(shown)
    used = suppress.Used(set())
    suppress.apply((draft.finding for draft in withheld), architecture, known.rules, used)
    covered = suppress.apply((draft.finding for draft in dropped), architecture, known.rules, used)
    result = suppress.apply((d.finding for d in _sorted(kept)), architecture, known.rules, used)
    read = _remarks(architecture, patterns, stage, used)
    late = _unused(design, known, active, run.ran, used)
    findings = (*read.findings, *result.findings, *late.findings)
    return suppress.Sorted(
        findings, (*read.suppressed, *result.suppressed, *late.suppressed)
    ), covered.findings


def _remarks(
    architecture: Architecture,
    patterns: tuple[tuple[str, ...], tuple[str, ...]],
    stage: Stage,
    used: suppress.Used,
) -> suppress.Sorted:
    """What was found while the spec was read, chosen, staged and accepted like what a rule finds."""
    select, ignore = patterns
    codes = {code.code: code for code in CODES.values()}
    shown = (
        found
        for found in architecture.remarks
        if (stage is not Stage.SKETCH or found.severity is Severity.ERROR)
        and (not select or any(matches(pattern, codes[found.rule]) for pattern in select))
        and not any(matches(pattern, codes[found.rule]) for pattern in ignore)
    )
    return suppress.apply(shown, architecture, codes, used)


def _stage(architecture: Architecture, settings: Settings) -> Stage:
    """The stage that the spec states, else that of the settings, else the default."""
    stated = "stage" in architecture.places
    return architecture.stage if stated or settings.stage is None else settings.stage


def _active(
    known: Registry, select: tuple[str, ...], ignore: tuple[str, ...], settings: Settings, stage: Stage
) -> tuple[Rule, ...]:
    known.chosen(select, ignore)  # a wrong word on the command line is not blamed on the settings
    chosen = known.chosen(*_patterns(select, ignore, settings), "" if select else settings.where)
    return tuple(rule for rule in chosen if rule.stage.rank <= stage.rank)


def _patterns(
    select: tuple[str, ...], ignore: tuple[str, ...], settings: Settings
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is selected and ignored in all, by the call and by the settings."""
    return (select, ignore) if select else (settings.select, (*settings.ignore, *ignore))


def _run(rule: Rule, design: DesignGraph, options: Mapping[str, Option], run: _Run) -> None:
    """Let one rule speak. Whatever it raises is a finding about the tool; what it said before that stays."""
    try:
        for outcome in rule(design, **options):
            if isinstance(outcome, Unknown):
                run.unknown.append(_question(rule, outcome))
            elif isinstance(outcome, Problem):
                finding = _finding(rule, outcome, design)
                run.drafts.append(Draft(rule, finding, outcome.stage, outcome.cause))
            else:
                raise TypeError(f"a rule yields problem() or unknown(), not {type(outcome).__name__}")
        run.ran.add(rule.code)
    except Exception as error:  # a rule may fail in any way, and the others must still be heard
        run.internal.append(_fault(rule, design.architecture.span, error))


def _finding(rule: Rule, found: Problem, design: DesignGraph) -> Finding:
    return Finding(
        rule=rule.code,
        name=rule.name,
        severity=found.severity or rule.severity,
        message=found.message,
        span=found.span,
        help=found.help,
        components=found.components,
        flows=found.flows,
        witness=found.path,
        kinds=fixes.new_kinds(design, found.add) if found.kinds is None else found.kinds,
        remedy=_remedy(found, design),
    )


def _remedy(found: Problem, design: DesignGraph) -> Remedy | None:
    """The fix that the rule planned, else what adds the lines that it proposes."""
    if not isinstance(found.fix, bool):
        return found.fix
    if not found.fix or not found.add or found.near is None:
        return None
    return fixes.add(design, found.near, *found.add, before=found.before)


def _question(rule: Rule, asked: Unknown) -> Finding:
    return Finding(
        rule=rule.code,
        name=rule.name,
        severity=Severity.INFO,
        message=asked.message,
        span=asked.span,
        help=asked.help,
        components=asked.components,
        flows=asked.flows,
    )


def _fault(rule: Rule, span: Span, error: Exception) -> Finding:
    start = Span(span.path, span.line, span.column, span.line, span.column + 1)
    detail = " ".join(f"{type(error).__name__}: {error}".split())
    module = rule.check.__module__
    own = module.partition(".")[0] == "mlarch"
    blamed = "mlarch" if own else f"this rule, which comes from `{_source(module)}`"
    report = "Please report it with the spec." if own else "Whoever wrote it can mend it."
    return Finding(
        rule=rule.code,
        name=INTERNAL,
        severity=Severity.ERROR,
        message=f"rule {rule.code} {rule.name} failed ({detail}): a fault of {blamed}, not of this spec",
        span=start,
        help=f"{report} Until then, `--ignore {rule.code}` leaves the rule out.",
    )


def _source(module: str) -> str:
    """The file of a module, where it is known, else its name."""
    return getattr(sys.modules.get(module), "__file__", None) or module


def _staged(drafts: Sequence[Draft], stage: Stage) -> tuple[list[Draft], list[Draft]]:
    """Findings that this stage shows, and those it withholds: a sketch shows errors only."""

    def shown(draft: Draft) -> bool:
        if draft.stage is not None and draft.stage.rank > stage.rank:
            return False
        return stage is not Stage.SKETCH or draft.finding.severity is Severity.ERROR

    return [d for d in drafts if shown(d)], [d for d in drafts if not shown(d)]


def _unused(
    design: DesignGraph,
    known: Registry,
    active: Sequence[Rule],
    ran: set[str],
    used: suppress.Used,
) -> suppress.Sorted:
    """What the engine's own rule finds. Such a finding can be ignored too, so its ignores are judged last."""
    rule = next((rule for rule in active if rule.name == UNUSED_IGNORE), None)
    if rule is None:
        return suppress.Sorted((), ())
    others = frozenset(ran - {rule.code})
    first = dict(suppress.unused(design, known, others, used))
    accepted = suppress.apply(
        (_finding(rule, found, design) for found in first.values()), design.architecture, known.rules, used
    )
    second = {
        index: found
        for index, found in suppress.unused(design, known, frozenset(ran), used)
        if index not in first
    }
    rest = tuple(_finding(rule, found, design) for found in second.values())
    return suppress.Sorted((*accepted.findings, *rest), accepted.suppressed)


def _weighed(findings: Iterable[Finding], severities: Mapping[str, Severity]) -> list[Finding]:
    """The findings with the severities that the settings ask for."""
    return [
        replace(f, severity=severities[f.rule]) if f.rule in severities and f.name != INTERNAL else f
        for f in findings
    ]


def _sorted(drafts: Iterable[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda draft: draft.finding.sort_key)


def _order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By place; two rules' equal words at one place stay, one rule's are said once."""
    unique = dict.fromkeys(sorted(findings, key=lambda finding: finding.sort_key))
    return tuple(unique)
