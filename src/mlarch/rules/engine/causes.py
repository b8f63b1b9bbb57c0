"""Findings that only follow from another one: these are covered, and not listed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from mlarch.diagnostics import Finding
from mlarch.model import Stage
from mlarch.records import dataclass
from mlarch.rules.engine.rule import Rule

__all__ = ["Draft", "by_cause"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding with what the engine still needs to know about it."""

    rule: Rule
    finding: Finding
    stage: Stage | None
    cause: str | None


def by_cause(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """Findings that stand for themselves, and those that only follow from another one."""
    first: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda d: (d.finding.severity.rank, d.rule.code, d.finding.sort_key)):
        if draft.cause is not None:
            first.setdefault(draft.cause, draft)
    leading = [d for d in drafts if d.cause is None or first[d.cause] is d]
    causes = _Causes()
    for draft in sorted((d for d in leading if d.rule.covers), key=_reach):
        if not causes.explain(draft):  # what follows from another finding covers nothing itself
            causes.add(draft)
    kept = [d for d in leading if not causes.explain(d)]
    held = {id(d) for d in kept}
    return kept, [d for d in drafts if id(d) not in held]


def _reach(draft: Draft) -> tuple[int, int, str, tuple[object, ...]]:
    """The order in which findings are taken as causes: the weightiest, then those that name the most."""
    found = draft.finding
    subjects = len(found.components) + len(found.flows)
    return (found.severity.rank, -subjects if subjects else -sys.maxsize, draft.rule.code, found.sort_key)


_Subject = str | tuple[str, str]
"""A component or a flow."""


class _Causes:
    """The findings of rules that cover others, by what they are about."""

    def __init__(self) -> None:
        self._everywhere: list[Draft] = []
        self._about: dict[_Subject, list[Draft]] = {}

    def add(self, draft: Draft) -> None:
        """Let the finding stand for what follows from it."""
        subjects: tuple[_Subject, ...] = (*draft.finding.components, *draft.finding.flows)
        if not subjects:
            self._everywhere.append(draft)
        for subject in dict.fromkeys(subjects):
            self._about.setdefault(subject, []).append(draft)

    def explain(self, effect: Draft) -> bool:
        """Whether `effect` follows from another finding about its subject: its first flow or component."""
        found = effect.finding
        about: tuple[_Subject, ...] = (*found.flows[:1], *found.components[:1])
        causes = (cause for subject in about for cause in self._about.get(subject, ()))
        return any(_covers(cause, effect) for cause in (*self._everywhere, *causes))


def _covers(cause: Draft, effect: Draft) -> bool:
    """Whether `cause` is of a rule that covers that of `effect`, and weighs no less."""
    if cause.rule is effect.rule or cause.finding.severity.rank > effect.finding.severity.rank:
        return False
    return any(effect.rule.code.startswith(pattern) for pattern in cause.rule.covers)
