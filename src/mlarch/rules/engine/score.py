"""The readiness score: how much of what production asks for a design shows.

In the spirit of the ML Test Score (Breck et al., 2017): points only for what is shown, and the total is the
minimum over the parts, never their mean, because a system is as ready as its weakest part.

- *Which rules.* Those that ran and concern the design: what the rule is about is there (its `about`). A
  rule that found or asked something concerns it anyway. A rule whose finding the author accepted in
  the spec, with a reason, does not.
- *Shown.* The rule found nothing and left no question open. A finding that merely follows from another one
  and is not listed counts against its rule all the same; so does one that a baseline accepts.
- *Weight.* 4 for a rule whose findings are errors, 2 for warnings, 1 for infos, as the settings have it.
- *Family.* The weight shown over the weight that applies. An error makes it 0: what cannot work is not ready.
- *Total.* The lowest family.

The score is a question about production: `of` expects a review at that stage, without a baseline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from mlarch.analysis.applicability import present
from mlarch.diagnostics import INTERNAL, Finding, Review, Severity
from mlarch.readiness import FamilyScore, Score
from mlarch.rules.engine.registry import FAMILIES, Registry, load
from mlarch.rules.engine.rule import Rule

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["WEIGHTS", "of"]

WEIGHTS: Mapping[Severity, int] = MappingProxyType({Severity.ERROR: 4, Severity.WARNING: 2, Severity.INFO: 1})
"""How much a rule counts, by the severity of its findings."""


def of(
    review: Review,
    design: DesignGraph,
    *,
    severities: Mapping[str, Severity] | None = None,
    registry: Registry | None = None,
) -> Score:
    """The score of `design` by what `review` found. `severities` are those that settings change, by code."""
    known = (registry or load()).rules
    changed = severities or {}
    accepted = tuple(item.finding for item in review.suppressed if item.by == "spec")
    failing = [*review.findings, *(item.finding for item in review.suppressed if item.by != "spec")]
    failing += [finding for finding in review.covered if not _excused(finding, accepted)]
    missing = {finding.rule for finding in (*failing, *review.unknown)}
    # A rule that failed to run shows nothing, but does not say that the design cannot work.
    blocked = {f.rule for f in failing if f.severity is Severity.ERROR and f.name != INTERNAL}
    given_up = {finding.rule for finding in accepted} - missing
    here = present(design.architecture)
    rules = [
        known[code]
        for code in review.rules
        if code not in given_up and (code in missing or _concerns(known[code], here))
    ]
    return Score(
        tuple(
            _family(family, [rule for rule in rules if rule.family == family], missing, blocked, changed)
            for family in dict.fromkeys(rule.family for rule in rules)
        )
    )


def _concerns(rule: Rule, here: frozenset[str]) -> bool:
    """Whether a rule has something to look at in a design where `here` is present."""
    return not rule.about or not here.isdisjoint(rule.about)


def _excused(finding: Finding, accepted: Iterable[Finding]) -> bool:
    """Whether a finding that is not listed follows from one that the author accepted: about its subject."""
    about = {*finding.flows[:1], *finding.components[:1]}
    return any(
        not (cause.flows or cause.components) or not about.isdisjoint((*cause.flows, *cause.components))
        for cause in accepted
    )


def _family(
    family: str,
    rules: Iterable[Rule],
    missing: set[str],
    blocked: set[str],
    severities: Mapping[str, Severity],
) -> FamilyScore:
    weights = {rule.code: WEIGHTS[severities.get(rule.code, rule.severity)] for rule in rules}
    return FamilyScore(
        family=family,
        title=FAMILIES.get(family, "from a plugin"),
        rules=len(weights),
        shown=sum(weight for code, weight in weights.items() if code not in missing),
        applicable=sum(weights.values()),
        missing=tuple(code for code in weights if code in missing),
        blocked=any(code in blocked for code in weights),
    )
