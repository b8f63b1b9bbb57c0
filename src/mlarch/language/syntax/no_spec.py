"""Texts that are no spec: what is said of them, and files of other tools, named as what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlarch.diagnostics import Span
from mlarch.language.problems import Problems
from mlarch.language.syntax.nodes import Node, ScalarNode, SequenceNode

__all__ = ["SMALLEST", "report_empty", "report_no_mapping", "report_notation"]

SMALLEST = """\
mlarch: 1
name: My system
components:
  app: client
  api: api server
flows:
  - app -> api
"""
"""The smallest spec that is of any use, for messages."""

_HELP = f"The smallest spec:\n\n{SMALLEST}"

_FIRST_LINE = {
    "a Mermaid diagram": r"(?:```)?mermaid\b|(?:graph|flowchart)\s+(?:TD|TB|BT|LR|RL)\b|sequenceDiagram\b"
    r"|C4(?:Context|Container|Component)\b|architecture-beta\b",
    "a PlantUML diagram": r"@start\w+",
    "a Graphviz graph": r"(?:strict\s+)?(?:di)?graph\b[^:]{0,80}\{",
    "a Structurizr workspace": r"workspace\b[^:]{0,200}\{",
    "a Python script": r"(?:from\s+[\w.]+\s+)?import\s+\w+|#!.*\bpython",
}
_NOTATIONS = tuple((name, re.compile(pattern)) for name, pattern in _FIRST_LINE.items())
_COMMENT = ("//", "%%", "'", "/*")


_LOOKED_AT = 5000


def report_empty(path: str, problems: Problems) -> None:
    """Say that a file holds nothing."""
    problems.add("missing-key", Span(path, 1, 1, 1, 1), "the file is empty", _HELP)


def report_no_mapping(node: Node, problems: Problems) -> None:
    """Say what a file holds in place of a mapping."""
    if isinstance(node, ScalarNode) and node.null:
        found = "nothing"
    else:
        found = "a list" if isinstance(node, SequenceNode) else "a text"
    message = f"a spec is a mapping that begins with `mlarch: 1`, and this is {found}"
    problems.add("wrong-type", node.span, message, _HELP)


def report_notation(text: str, path: str, problems: Problems) -> bool:
    """Whether a text is a file of another tool, or a page that quotes a spec; if so, say which."""
    if "```" in text[:_LOOKED_AT] and _report_page(text[:_LOOKED_AT].splitlines(), path, problems):
        return True
    for number, whole in enumerate(text[:_LOOKED_AT].splitlines(), 1):
        line = whole.strip().removeprefix("\ufeff")
        if line and not line.startswith(_COMMENT):
            found = next((name for name, pattern in _NOTATIONS if pattern.match(line)), None)
            if found is not None:
                message = f"this is {found}; a spec is a YAML mapping that begins with `mlarch: 1`"
                problems.add("wrong-type", Span(path, number, 1, number, 1), message, _HELP)
            return found is not None
    return False


def _report_page(lines: Sequence[str], path: str, problems: Problems) -> bool:
    """Whether the spec stands between the fences of a Markdown page; if so, say between which lines."""
    begins = next((at for at, line in enumerate(lines) if line.startswith("mlarch:")), None)
    fences = [at for at, line in enumerate(lines) if line.startswith("```")]
    before = [at for at in fences if begins is not None and at < begins]
    if begins is None or not before:
        return False
    after = next((at for at in fences if at > begins), len(lines))
    message = "this is a Markdown page with a spec in it; a spec is a file of its own"
    help_ = f"Put what stands between the fences, lines {begins + 1} to {after}, into a file."
    problems.add("wrong-type", Span(path, before[-1] + 1, 1, before[-1] + 1, 4), message, help_)
    return True
