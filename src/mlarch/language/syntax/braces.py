"""Names that stand alone inside `{}`: templates, and keys whose colon has no space behind it."""

from __future__ import annotations

from mlarch.diagnostics import Edit, Fix, Severity, Span
from mlarch.language.problems import Problems
from mlarch.language.syntax.nodes import ScalarNode
from mlarch.language.syntax.open_collections import Entry, Frame, Part, glued_pair

__all__ = ["report_lone_keys"]

_LONGEST = 60


def report_lone_keys(frame: Frame, text: str, path: str, problems: Problems) -> None:
    """Report what can be no name in a mapping that was closed by `}`; the others are left to its reader."""
    if text[frame.start.offset - 1 : frame.start.offset] == "{":
        return  # reported as a key of the braces around it
    if any(entry.lone and not isinstance(entry.key.node, ScalarNode) for entry in frame.entries):
        span = Span(path, frame.start.line, frame.start.column, frame.start.line, frame.start.column + 1)
        help_ = 'If this is a template, quote it: `"{{ name }}"`.'
        problems.add("yaml-surprise", span, "a list or mapping stands in `{}` without a key", help_)
        return
    for entry in frame.entries:
        if entry.lone and isinstance(entry.key.node, ScalarNode) and glued_pair(entry.key.node) is not None:
            _report_glued(entry, path, problems)


def _report_glued(entry: Entry, path: str, problems: Problems) -> None:
    pair = glued_pair(entry.key.node) if isinstance(entry.key.node, ScalarNode) else None
    if pair is None or not isinstance(pair.value, ScalarNode):
        return
    better = f"{pair.key.text}: {pair.value.text}"
    span = _span(entry.key, entry.key, path)
    one_line = span.line == span.end_line
    fix = Fix(f"Write `{_short(better)}`", (Edit(span, better),), safe=True) if one_line else None
    message = f"a space is missing after the colon of `{_short(better.replace(': ', ':', 1))}`"
    problems.add("yaml-syntax", span, message, f"Write `{_short(better)}`.", fix, Severity.WARNING)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _span(first: Part, last: Part, path: str) -> Span:
    return Span(path, first.line, first.column, last.end_line, last.end_column)
