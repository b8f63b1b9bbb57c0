"""Names that stand alone inside `{}`, and what their writer meant by them."""

from __future__ import annotations

import re

from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.problems import Problems
from mlarch.language.syntax.ambiguous_scalars import quoted
from mlarch.language.syntax.nodes import ScalarNode
from mlarch.language.syntax.open_collections import Entry, Frame, Part

__all__ = ["report_lone_keys"]

_GLUED = re.compile(r"([A-Za-z_][\w-]*):(?!//)(\S.*)", re.DOTALL)

_LONGEST = 60


def report_lone_keys(frame: Frame, text: str, path: str, problems: Problems) -> None:
    """Report each run of lone names in a mapping that was closed by `}`, once."""
    if text[frame.start.offset - 1 : frame.start.offset] == "{":
        return  # reported as a key of the braces around it
    if any(entry.lone and not isinstance(entry.key.node, ScalarNode) for entry in frame.entries):
        span = Span(path, frame.start.line, frame.start.column, frame.start.line, frame.start.column + 1)
        help_ = 'If this is a template, quote it: `"{{ name }}"`.'
        problems.add("yaml-surprise", span, "a list or mapping stands in `{}` without a key", help_)
        return
    if frame.entries and all(entry.lone and _glued(entry) is None for entry in frame.entries):
        _report_list(frame.entries, path, problems)
        return
    before: Entry | None = None
    run: list[Entry] = []
    for entry in frame.entries:
        if entry.lone and _glued(entry) is None:
            run.append(entry)
            continue
        if run:
            _report_run(before, run, text, path, problems)
            run = []
        if entry.lone:
            _report_glued(entry, path, problems)
        before = entry
    if run:
        _report_run(before, run, text, path, problems)


def _glued(entry: Entry) -> re.Match[str] | None:
    """`kind:client`, which YAML takes for one word."""
    node = entry.key.node
    return _GLUED.fullmatch(node.text) if isinstance(node, ScalarNode) and not node.quoted else None


def _report_glued(entry: Entry, path: str, problems: Problems) -> None:
    match = _glued(entry)
    assert match is not None
    better = f"{match[1]}: {match[2]}"
    span = _span(entry.key, entry.key, path)
    one_line = span.line == span.end_line
    fix = Fix(f"Write `{_short(better)}`", (Edit(span, better),), safe=True) if one_line else None
    message = f"a space is missing after the colon of `{_short(match[0])}`"
    problems.add("yaml-syntax", span, message, f"Write `{_short(better)}`.", fix)


def _report_list(entries: list[Entry], path: str, problems: Problems) -> None:
    names = ", ".join(_text(entry.key) for entry in entries)
    span = _span(entries[0].key, entries[-1].key, path)
    problems.add(
        "yaml-surprise",
        span,
        "these names stand in `{}` without values",
        f"Write a list: `[{_short(names)}]`.",
    )


def _report_run(before: Entry | None, run: list[Entry], text: str, path: str, problems: Problems) -> None:
    span = _span(run[0].key, run[-1].key, path)
    name = _text(run[-1].key)
    value = f"If it is a key, give it a value: `{_short(name)}: …`."
    message = f"`{_short(_text(run[0].key))}` has no value: inside `{{}}` a comma ends what is before it"
    node = before.value.node if before is not None else None
    if before is None or not isinstance(node, ScalarNode) or node.quoted or node.null or before.value.alias:
        problems.add("yaml-surprise", span, message, value)
        return
    whole = text[before.value.start : run[-1].key.end]
    place = _span(before.value, run[-1].key, path)
    key = _text(before.key)
    help_ = (
        f"If the comma is part of a text, quote the text: `{_short(key)}: {quoted(_short(whole))}`. {value}"
    )
    fix = Fix("Quote the text", (Edit(place, quoted(whole)),)) if place.line == place.end_line else None
    problems.add("yaml-surprise", span, message, help_, fix)


def _text(part: Part) -> str:
    return part.node.text if isinstance(part.node, ScalarNode) else "…"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _span(first: Part, last: Part, path: str) -> Span:
    return Span(path, first.line, first.column, last.end_line, last.end_column)
