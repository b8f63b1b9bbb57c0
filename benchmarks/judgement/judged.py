"""Warnings judged one by one: what is said of published designs and of sound ones, and whether it is right.

`tests/judged.tsv` has a line for each rule that warns of a design: the design, the rule, `right` or `wrong`,
and why. Right is what the picture lacks and a design of its kind needs, also where a figure leaves out what
the system has; wrong is what the design has, what it does not need, and advice that does not fit it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mlarch import graph, language
from mlarch.diagnostics import Finding, Severity
from mlarch.model import Stage
from mlarch.rules import review

__all__ = ["Judged", "Verdict", "designs", "share", "table", "verdicts"]


@dataclass(frozen=True)
class Verdict:
    """Whether what a rule says of a design is right, and why."""

    right: bool
    why: str


def verdicts(file: Path) -> dict[tuple[str, str], Verdict]:
    """The verdicts by design and rule."""
    found: dict[tuple[str, str], Verdict] = {}
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        design, rule, verdict, why = line.split("\t")
        if (design, rule) in found or verdict not in ("right", "wrong"):
            raise ValueError(f"{file.name}: {line!r} is there twice, or neither right nor wrong")
        found[design, rule] = Verdict(verdict == "right", why)
    return found


@dataclass(frozen=True)
class Judged:
    """A design with its findings, and the verdicts on its warnings by rule."""

    name: str
    title: str
    findings: tuple[Finding, ...]
    verdicts: Mapping[str, Verdict]

    @property
    def errors(self) -> list[str]:
        """Findings that a published or sound design must never earn."""
        return [f"{f.rule} {f.message}" for f in self.findings if f.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """What it is warned of."""
        return [finding for finding in self.findings if finding.severity is Severity.WARNING]

    @property
    def unjudged(self) -> list[str]:
        """Warnings without a verdict."""
        return [f"{f.rule} {f.message}" for f in self.warnings if f.rule not in self.verdicts]

    @property
    def stale(self) -> list[str]:
        """Rules of which there is a verdict, and that say nothing any more."""
        said = {finding.rule for finding in self.warnings}
        return [rule for rule in self.verdicts if rule not in said]

    @property
    def right(self) -> int:
        """The number of warnings that are right; one without a verdict is not."""
        return sum(self.verdicts[f.rule].right for f in self.warnings if f.rule in self.verdicts)


def designs(paths: Sequence[Path], judged: Path, stage: Stage | None = None) -> list[Judged]:
    """Review designs, at their own stage or at this one."""
    found = verdicts(judged)
    reviewed: list[Judged] = []
    for path in paths:
        architecture = language.read(str(path))
        findings = review(graph.build(architecture), stage=stage).findings
        own = {rule: verdict for (design, rule), verdict in found.items() if design == path.stem}
        reviewed.append(Judged(path.stem, architecture.name, findings, own))
    return reviewed


def share(judged: Sequence[Judged]) -> float:
    """The share of all warnings that are right; 1 where there is none."""
    warnings = sum(len(design.warnings) for design in judged)
    return sum(design.right for design in judged) / warnings if warnings else 1.0


def table(judged: Sequence[Judged]) -> str:
    """The figures of each design, and what was found of each of its warnings."""
    head = "| design | errors | warnings | right | verdicts |\n|---|---:|---:|---:|---|\n"
    return head + "\n".join(_row(design) for design in judged)


def _row(design: Judged) -> str:
    words = (f"{rule} {'right' if v.right else '**wrong**'}: {v.why}" for rule, v in design.verdicts.items())
    counts = f"{len(design.errors)} | {len(design.warnings)} | {design.right}"
    return f"| {design.title} | {counts} | {'; '.join(words) or 'nothing is said'} |"
