"""Silence: what the reviewer says of published architectures, and what their authors are taken to accept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from mlarch import graph, language
from mlarch.diagnostics import Finding, Severity
from mlarch.rules import review

__all__ = ["Published", "read", "table"]


@dataclass(frozen=True)
class Published:
    """A published architecture as a spec, its findings, and the warnings that it accepts with a reason."""

    name: str
    title: str
    findings: tuple[Finding, ...]
    accepted: Mapping[str, str]

    @property
    def errors(self) -> list[str]:
        """Findings that a published design must never earn."""
        return [f"{f.rule} {f.message}" for f in self.findings if f.severity is Severity.ERROR]

    @property
    def surprises(self) -> list[str]:
        """Warnings that the file does not accept."""
        return [
            f"{f.rule} {f.message}"
            for f in self.findings
            if f.severity is Severity.WARNING and f.rule not in self.accepted
        ]

    @property
    def stale(self) -> list[str]:
        """Rules that the file accepts and that say nothing."""
        said = {f.rule for f in self.findings if f.severity is Severity.WARNING}
        return [rule for rule in self.accepted if rule not in said]


def read(path: Path) -> Published:
    """Review one published architecture at its own stage."""
    architecture = language.read(str(path))
    accepted = yaml.safe_load(path.read_text(encoding="utf-8")).get("x-accepted") or {}
    findings = review(graph.build(architecture)).findings
    return Published(path.stem, architecture.name, findings, accepted)


def table(folder: Path) -> str:
    """The page's part about published architectures."""
    specs = [read(path) for path in sorted(folder.glob("*.yaml"))]
    errors = sum(len(p.errors) for p in specs)
    rows = [
        f"| {p.title} | {_count(p, Severity.ERROR)} | {_count(p, Severity.WARNING)} | "
        f"{', '.join(sorted(p.accepted))} |"
        for p in specs
    ]
    return (
        f"{len(specs)} architectures from papers and engineering posts, encoded in `tests/published/` as "
        "their authors drew them (partial pictures, arrows with the data, everyday words), at the stage "
        "`design`. "
        f"**{errors or 'No'} errors.** What is warned of is accepted in the file, with the reason: mostly "
        "that a figure leaves out what every such system has.\n\n"
        "| architecture | errors | warnings | accepted |\n|---|---:|---:|---|\n" + "\n".join(rows)
    )


def _count(published: Published, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in published.findings)
