"""A baseline: findings that were there when a team began to use the reviewer, and are accepted.

These are the values; `mlarch.session.baseline` keeps them in a file.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mlarch.diagnostics import INTERNAL, Finding, Review, Suppressed
from mlarch.files import STDIN
from mlarch.records import dataclass

__all__ = ["REASON", "Accepted", "Baseline", "accept", "accept_all", "acceptable"]

REASON = "known since the baseline was written"
"""Why a finding of the baseline is accepted."""

_RENAMED = 0.5  # as git takes a file for a renamed one when half of it is the same


@dataclass(frozen=True, slots=True, order=True)
class Accepted:
    """An accepted finding. `fingerprint` is its identity; the rest says to a reader what it is."""

    rule: str
    name: str
    about: tuple[str, ...]
    message: str
    fingerprint: str

    @classmethod
    def of(cls, finding: Finding) -> Accepted:
        """The entry of a finding."""
        about = (*finding.components, *(f"{a} -> {b}" for a, b in finding.flows))
        return cls(finding.rule, finding.name, about, finding.message, finding.fingerprint)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The accepted findings of each spec, by its path relative to `folder`, where the file lies.

    A spec without any is listed all the same, unlike one that the baseline does not know. `gone` are the
    listed specs whose files are no longer there.
    """

    folder: str
    specs: Mapping[str, tuple[Accepted, ...]]
    gone: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """How many findings are accepted in all."""
        return sum(map(len, self.specs.values()))

    def key(self, path: str) -> str:
        """The name of the spec `path` in the file; that of standard input is no path."""
        return path if path == STDIN else Path(os.path.relpath(path, self.folder)).as_posix()

    def listed_as(self, review: Review) -> str | None:
        """Under which name the spec of a review is listed; None when it is new.

        That is its path, or the one it had before: that of a spec which is gone, and at least half of whose
        findings are found here.
        """
        own = self.key(review.path)
        if own in self.specs:
            return own
        found = Counter(finding.fingerprint for finding in _all(review))
        shares = {name: self._share(name, found) for name in sorted(self.gone) if self.specs[name]}
        best = max(shares, key=shares.__getitem__, default=None)
        return best if best is not None and shares[best] >= _RENAMED else None

    def _share(self, name: str, found: Counter[str]) -> float:
        listed = Counter(entry.fingerprint for entry in self.specs[name])
        return (listed & found).total() / listed.total()


def acceptable(review: Review) -> list[Finding]:
    """The findings about the spec; a rule that failed is no affair of a baseline."""
    return [finding for finding in review.findings if finding.name != INTERNAL]


def accept(review: Review, baseline: Baseline | None) -> Review:
    """The review with the findings of the baseline among the accepted ones.

    What is found more often than it is listed is left over: the later in the file.
    """
    name = None if baseline is None else baseline.listed_as(review)
    if baseline is None or name is None:
        return review
    budget = Counter(entry.fingerprint for entry in baseline.specs[name])
    left: list[Finding] = []
    taken: list[Finding] = []
    own = {id(finding) for finding in acceptable(review)}
    for finding in review.findings:
        if id(finding) in own and budget[finding.fingerprint] > 0:
            budget[finding.fingerprint] -= 1
            taken.append(finding)
        else:
            left.append(finding)
    return _with(review, left, taken)


def accept_all(review: Review) -> Review:
    """The review as it is once a baseline accepts all of its findings."""
    taken = acceptable(review)
    return _with(review, [finding for finding in review.findings if finding not in taken], taken)


def _with(review: Review, left: Sequence[Finding], taken: Iterable[Finding]) -> Review:
    accepted = (*review.suppressed, *(Suppressed(finding, "baseline", REASON) for finding in taken))
    ordered = tuple(sorted(accepted, key=lambda item: item.finding.sort_key))
    return replace(review, findings=tuple(left), suppressed=ordered)


def _all(review: Review) -> Iterable[Finding]:
    yield from review.findings
    yield from (item.finding for item in review.suppressed if item.by == "baseline")
