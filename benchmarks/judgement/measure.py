"""Reviewing mutants, and deciding which of them were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

from judgement.study import Mutant, Mutator, Named, Study, subject
from mlarch.diagnostics import INTERNAL, Finding, Span
from mlarch.graph import build
from mlarch.rules import review

__all__ = ["Figures", "Outcome", "figures", "measure", "outcome"]


@dataclass(frozen=True)
class Outcome:
    """What the reviewer says of a mutant: the findings that are new, those of them that name something near
    the mutation, and those that are about it."""

    mutator: Mutator
    mutant: Mutant
    new: tuple[Finding, ...]
    hits: tuple[Finding, ...]
    strict: tuple[Finding, ...]

    @property
    def found(self) -> bool:
        """Whether a new finding names the right component or kind."""
        return bool(self.hits)

    @property
    def aimed(self) -> bool:
        """Whether a rule that the mutator is aimed at is among those that found it."""
        return any(finding.rule in self.mutator.rules for finding in self.hits)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that found it."""
        return tuple(dict.fromkeys(finding.rule for finding in self.hits))


def outcome(study: Study, mutator: Mutator, mutant: Mutant) -> Outcome:
    """Review one mutant."""
    findings = review(build(mutant.architecture), stage=study.stage).findings
    for finding in findings:
        if finding.name == INTERNAL:
            raise AssertionError(f"{mutator.name} of {study.name} ({mutant.what}): {finding.message}")
    first: dict[tuple[str, object], Finding] = {}
    for finding in findings:
        key = subject(finding)
        if key not in study.said:
            first.setdefault(key, finding)
    new = tuple(first.values())
    hits = tuple(f for f in new if _names(f, mutator, mutant))
    return Outcome(
        mutator, mutant, new, hits, tuple(f for f in findings if _about(f, study, mutator, mutant))
    )


def _names(finding: Finding, mutator: Mutator, mutant: Mutant) -> bool:
    """Whether a finding points at what was spoiled."""
    ends = (name for flow in finding.flows for name in flow)
    named = {*finding.components, *ends}
    if not mutant.components.isdisjoint(named) or not mutant.kinds.isdisjoint(finding.kinds):
        return True
    whole = not finding.components and not finding.flows
    return whole and finding.rule in mutator.rules


def _about(finding: Finding, study: Study, mutator: Mutator, mutant: Mutant) -> bool:
    """Whether a finding is about the mutation, by the strict count.

    Its subject is part of what was touched: the first component or flow that it names (changed, or an end of
    a flow that is gone or new), or the entry of the brief that it stands at (a model that named what is
    gone); or the kind that was touched is newly named as missing. It is new: its rule did not name the
    touched part before; or all of its subject was touched, no finding of its rule named all that it names,
    and none was about that, or it names all that was touched. So a message that only lists other names than
    before, or that speaks of something else and mentions a neighbour, does not count.
    """
    before = study.named.get(finding.rule, Named())
    kinds = mutant.kinds.intersection(finding.kinds) - before.kinds
    if kinds or (finding.span in _rewritten(study, mutant) and finding.span not in before.places):
        return True
    if not finding.components and not finding.flows:
        return finding.message not in before.messages and finding.rule in mutator.rules
    touched = mutant.components | _rewired(study, mutant)
    about = frozenset((*finding.components[:1], *(end for flow in finding.flows[:1] for end in flow)))
    named = frozenset((*finding.components, *(end for flow in finding.flows for end in flow)))
    if touched.isdisjoint(about):
        return False
    known = any(named <= parts for parts in before.sets)
    other = subject(finding) not in study.said or touched <= named
    return bool(touched & about - before.parts) or (about <= touched and other and not known)


def _rewritten(study: Study, mutant: Mutant) -> frozenset[Span]:
    """Where the models of the brief stand that the mutation made say something else."""
    old = {model.id: model for model in study.architecture.models}
    changed = (m for m in mutant.architecture.models if old.get(m.id) != m)
    return frozenset(span for m in changed for span in (m.span, *m.places.values()))


def _rewired(study: Study, mutant: Mutant) -> frozenset[str]:
    """The ends of flows that the mutant lost or gained, as far as they are there."""
    old = {(*flow.ends, flow.mode) for flow in study.architecture.flows}
    new = {(*flow.ends, flow.mode) for flow in mutant.architecture.flows}
    ends = (end for source, target, _ in old ^ new for end in (source, target))
    return frozenset(ends) & frozenset(mutant.architecture.components)


def measure(studies: Iterable[Study], mutators: Sequence[Mutator], every: int = 1) -> Iterator[Outcome]:
    """Every mutant of every study, or by each mutator the first of every so many."""
    for study in studies:
        for mutator in mutators:
            for mutant in islice(mutator.mutants(study), 0, None, every):
                yield outcome(study, mutator, mutant)


@dataclass(frozen=True)
class Figures:
    """Counts over outcomes that matter; `aside` are those that were set aside, with a reason each."""

    mutants: int
    found: int
    strict: int
    aimed: int
    findings: float
    aside: int
    survivors: tuple[Outcome, ...]

    @property
    def share(self) -> float:
        """The mutation score, from 0 to 1; 1 where there was nothing to find."""
        return self.found / self.mutants if self.mutants else 1.0

    @property
    def strict_share(self) -> float:
        """The share of mutants that a finding is about."""
        return self.strict / self.mutants if self.mutants else 1.0


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of some outcomes. `findings` is the median of new findings per mutant that was found."""
    matter = [o for o in outcomes if not o.mutant.aside]
    counts = [len(o.new) for o in matter if o.found]
    return Figures(
        mutants=len(matter),
        found=sum(o.found for o in matter),
        strict=sum(bool(o.strict) for o in matter),
        aimed=sum(o.aimed for o in matter),
        findings=median(counts) if counts else 0.0,
        aside=len(outcomes) - len(matter),
        survivors=tuple(o for o in matter if not o.found),
    )
