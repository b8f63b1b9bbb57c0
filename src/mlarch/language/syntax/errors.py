"""YAML syntax errors in plain words: where the cause is, what it is, and the usual mend.

Parsers report where they gave up, which is often far from the cause (a bracket that was opened ten lines
above). `mlarch.language.syntax.explain` knows the usual causes.
"""

from __future__ import annotations

import yaml

from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.problems import Problems
from mlarch.language.syntax.explain import EXPLAINERS, GLUED, anything, spaced
from mlarch.language.syntax.syntax_context import Answer, Situation, indent, short
from mlarch.lazy import regex

__all__ = ["diagnose", "report", "report_joined"]

_LINE_END = regex(r"\r\n|\n|\r")


def diagnose(error: yaml.MarkedYAMLError, lines: list[str]) -> Answer:
    """What is wrong where a parser gave up, and the usual mend."""
    situation = _situation(error, lines)
    explainers = EXPLAINERS if situation.is_legible else (anything,)
    return next(filter(None, (explain(situation) for explain in explainers)))


def report(answer: Answer, path: str, problems: Problems) -> None:
    """Add the finding for a syntax error."""
    end = max(answer.end_column, answer.column + 1)
    span = Span(path, answer.line + 1, answer.column + 1, answer.line + 1, end + 1)
    edits = tuple(Edit(Span(path, n + 1, a + 1, n + 1, b + 1), new) for n, a, b, new in answer.edits)
    problems.add(
        "yaml-syntax", span, answer.message, answer.help, Fix(answer.title, edits) if edits else None
    )


def report_joined(span: Span, raw: str, problems: Problems) -> None:
    """Report a plain text of several lines that was meant as several entries: YAML makes one text of them.

    `raw` is what stands in the file at `span`.
    """
    lines = _LINE_END.split(raw)
    glued = GLUED.match(lines[0])
    if glued is not None and all(GLUED.match(line) for line in lines if line.strip()):
        message = f"a space is missing after the colon of `{short(lines[0])}`"
        place = Span(span.path, span.line, span.column, span.line, span.column + len(lines[0].rstrip()))
        problems.add("yaml-syntax", place, message, f"Write `{short(spaced(glued))}`.")
        return
    for number, line in enumerate(lines[1:], span.line + 1):
        if line.lstrip().startswith("- "):
            place = Span(span.path, number, indent(line) + 1, number, len(line.rstrip()) + 1)
            message = (
                f"this line goes on with the text of line {span.line}: it is indented deeper than the item"
            )
            problems.add("yaml-syntax", place, message, "Give every item of a list the same indentation.")
            return


def _situation(error: yaml.MarkedYAMLError, lines: list[str]) -> Situation:
    mark = error.problem_mark or error.context_mark
    line = min(mark.line, len(lines) - 1) if mark is not None else 0
    column = 0 if mark is None else mark.column if mark.line == line else len(lines[line])
    opened = None
    if error.context_mark is not None and error.context_mark.line < len(lines):
        opened = (error.context_mark.line, error.context_mark.column)
    return Situation(
        lines, error.problem or "", error.context or "", line, min(column, len(lines[line])), opened
    )
