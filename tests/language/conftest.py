"""What the tests of the spec language share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from mlarch.diagnostics import Finding, Severity
from mlarch.language.decode.architecture import decode
from mlarch.language.problems import Problems
from mlarch.language.syntax.nodes import MappingNode
from mlarch.language.syntax.reader import parse
from mlarch.model import Architecture


@dataclass(frozen=True)
class Decoded:
    """A text decoded: what could be read, and what was found, in the order of the text.

    `architecture` is there when there was no error, `partial` as far as something could be read.
    """

    text: str
    architecture: Architecture | None
    partial: Architecture | None
    findings: tuple[Finding, ...]

    @property
    def good(self) -> Architecture:
        """The architecture of a text that must be right."""
        assert [f"{f.span.line}:{f.span.column} {f.message}" for f in self.findings] == []
        return self.read

    @property
    def read(self) -> Architecture:
        """The architecture of a text without errors; there may be remarks."""
        errors = [f.message for f in self.findings if f.severity is Severity.ERROR]
        assert errors == []
        assert self.architecture is not None
        return self.architecture

    @property
    def messages(self) -> list[str]:
        return [finding.message for finding in self.findings]

    def one(self, name: str = "") -> Finding:
        """The only finding, or the only one of this name."""
        found = [finding for finding in self.findings if not name or finding.name == name]
        assert len(found) == 1, self.messages
        return found[0]

    def under(self, finding: Finding) -> str:
        """The text that a finding underlines, if it is on one line."""
        span = finding.span
        line = self.text.split("\n")[span.line - 1]
        return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else None]

    def mended(self) -> str:
        """The text with every fix applied, the last first."""
        lines = self.text.split("\n")
        edits = [edit for finding in self.findings if finding.fix for edit in finding.fix.edits]
        for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
            span = edit.span
            assert span.line == span.end_line
            line = lines[span.line - 1]
            lines[span.line - 1] = line[: span.column - 1] + edit.text + line[span.end_column - 1 :]
        return "\n".join(lines)


def decode_text(text: str, path: str = "specs/fraud_check.yaml") -> Decoded:
    problems = Problems()
    problems.sources[path] = text
    root = parse(text, path, problems)
    assert isinstance(root, MappingNode)
    partial = decode(root, path, problems.sources, problems)
    whole = None if problems else partial
    return Decoded(
        text, whole, partial, tuple(sorted(problems.findings, key=lambda finding: finding.sort_key))
    )


@pytest.fixture
def decoded() -> Callable[[str], Decoded]:
    """Read and decode a whole spec."""
    return decode_text


BASE = """mlarch: 1
components:
  app: client
  lb: load balancer
  api: api server
  ranker: ranker
  cache: cache
flows:
  - app -> lb -> api -> ranker: request
  - api -> cache
"""


@pytest.fixture
def extended() -> Callable[[str], Decoded]:
    """Decode a small valid spec with further top-level lines; they begin in line 11."""
    return lambda more: decode_text(BASE + more)


@pytest.fixture
def component() -> Callable[[str], Decoded]:
    """Decode a spec with a component `x: {kind: ranker, …}`, the further fields in line 4, from column 20."""
    return lambda fields: decode_text(
        f"mlarch: 1\ncomponents:\n  app: client\n  x: {{kind: ranker, {fields}}}\nflows: [app -> x]\n"
    )


@pytest.fixture
def flow() -> Callable[[str], Decoded]:
    """Decode a spec with one more item of `flows`, in line 7, after the hyphen in column 5."""
    return lambda item: decode_text(
        "mlarch: 1\ncomponents:\n  {app: client, lb: load balancer, api: api server, ranker: ranker,\n"
        "   two_tower: ranker, log: event stream, lake: data lake}\nflows:\n  - app -> lb\n  - " + item + "\n"
    )
