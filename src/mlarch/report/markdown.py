"""Markdown for the comment of a pull request: a table that is read at once, and what to do folded below.

Nothing from a spec is live: no markup, no HTML, no mention, no reference, no link. Only the code spans that
the messages of rules hold are kept, so that a line to add can be copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mlarch.diagnostics import Finding, Review, Severity
from mlarch.lazy import regex
from mlarch.readiness import Score
from mlarch.report.base import Options, count, notes_of, statistics, verdict
from mlarch.report.escape import lines, visible
from mlarch.report.places import relative

__all__ = ["LONGEST", "MARK", "cell", "prose", "render"]

MARK = "<!-- mlarch -->"
"""The first line: by it a comment is found again and replaced rather than repeated."""

LONGEST = 60_000
"""Characters: a comment on GitHub may have 65,536."""

_ICONS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}
_ROWS = 50
_LONGEST_CELL = 400

_MARKUP = regex(r"([\\`*_\[\]#!|~$])")
_START = regex(r"^(\s*\d*)([-+=.>)])")
_LIVE = regex(r"(@|#|://|\bwww\.|\bGH-)(?=\S)", re.IGNORECASE)
_PIPE = regex(r"(?<!\\)\|")
_BREAK = "\u200b"


def render(reviews: Sequence[Review], options: Options | None = None) -> str:
    """A heading with the verdict, a table of the findings, and their details as far as there is room."""
    chosen = options or Options()
    title = f"### mlarch: {verdict(reviews, chosen.failures)} in {count(len(reviews), 'file')}"
    parts = [f"{MARK}\n{title}"]
    parts += [f"❌ {prose(failure.message)} {prose(failure.help)}".rstrip() for failure in chosen.failures]
    found = [(finding, _ICONS[finding.severity], "") for review in reviews for finding in review.findings]
    if chosen.show_unknown:
        found += [(finding, "❔", "") for review in reviews for finding in review.unknown]
    if chosen.show_suppressed:
        accepted = [item for review in reviews for item in review.suppressed]
        found += [(item.finding, "✔️", f"accepted by the {item.by}: {item.reason}") for item in accepted]
    if found:
        parts.append(_table(found))
    parts += [_score(review.path, review.score) for review in reviews if review.score is not None]
    if chosen.statistics and (rows := statistics(reviews)):
        parts.append("\n".join(("| rule | findings |", "|---|---:|", *_tally(rows))))
    parts += [f"Note: {prose(note)}" for note in notes_of(reviews)]
    return _bounded(parts, [_detail(finding, reason) for finding, _, reason in found])


def _table(found: Sequence[tuple[Finding, str, str]]) -> str:
    rows = ["| | rule | where | what |", "|---|---|---|---|"]
    for finding, icon, _ in found[:_ROWS]:
        place = _PIPE.sub(r"\\|", _code(f"{relative(finding.span.path)}:{finding.span.line}"))
        rows.append(f"| {icon} | {_rule(finding)} | {place} | {cell(finding.message)} |")
    if len(found) > _ROWS:
        rows.append(f"| | | | and {len(found) - _ROWS} more |")
    return "\n".join(rows)


def _detail(finding: Finding, reason: str) -> str:
    span = finding.span
    place = _code(f"{relative(span.path)}:{span.line}:{span.column}")
    text = [f"**{_rule(finding)}** {place}", _paragraph(finding.message)]
    text += [_paragraph(reason or finding.help)] if reason or finding.help else []
    return "\n\n".join(text)


def _bounded(parts: Sequence[str], details: Sequence[str]) -> str:
    """The parts, with as many details as a comment holds."""
    head = "\n\n".join(parts)
    if len(head) > LONGEST:
        return head[:LONGEST].rpartition("\n")[0] + "\n\n…\n"
    opening, closing = "<details><summary>What to do</summary>", "</details>"
    room = LONGEST - len(head) - len(opening) - len(closing) - 100
    shown: list[str] = []
    for detail in details:
        room -= len(detail) + 2
        if room < 0:
            shown.append(f"… and {len(details) - len(shown)} more: `mlarch check` shows them all.")
            break
        shown.append(detail)
    folded = [opening, *shown, closing] if shown else []
    return "\n\n".join((head, *folded)) + "\n"


def _tally(rows: Sequence[tuple[str, str, int]]) -> Iterator[str]:
    for code, name, number in rows:
        yield f"| {prose(code)} {prose(name)} | {number} |"


def _score(path: str, score: Score) -> str:
    name = _code(relative(path))
    if score.weakest is None:
        return f"**Readiness** of {name}: no rule concerns it."
    rows = [
        f"| {family.family} {prose(family.title)} | {family.percent} % | {', '.join(family.missing)} |"
        for family in score.families
    ]
    head = f"**Readiness** of {name}: **{score.percent} %**, as its weakest family"
    return "\n".join((head, "", "| family | ready | not shown |", "|---|---:|---|", *rows))


def _rule(finding: Finding) -> str:
    return f"{prose(finding.rule)} {prose(finding.name)}"


def _paragraph(text: str) -> str:
    return "<br>".join(prose(line) for line in lines(text) if line.strip())


def cell(text: str) -> str:
    """The first lines of a text as one cell of a table, without live markup."""
    first = " ".join(line.strip() for line in lines(text) if line.strip())
    cut = first if len(first) <= _LONGEST_CELL else first[: _LONGEST_CELL - 1] + "…"
    return _PIPE.sub(r"\\|", prose(cut))  # in a table even a code span ends at a bare pipe


def prose(text: str) -> str:
    """Text without live markup; what stands between two backticks stays a code span."""
    pieces = " ".join(lines(text)).split("`")
    if len(pieces) % 2 == 0:  # a backtick without its twin is no code span
        pieces[-2:] = ["`".join(pieces[-2:])]
    whole = "".join(_code(piece) if index % 2 else _plain(piece) for index, piece in enumerate(pieces))
    return _START.sub(r"\1\\\2", whole)  # not a list, a quotation or a heading


def _plain(text: str) -> str:
    escaped = _MARKUP.sub(r"\\\1", _LIVE.sub(_broken, text))
    return escaped.replace("&", "&amp;").replace("<", "&lt;")


def _broken(found: re.Match[str]) -> str:
    """What GitHub would make a link or a mention of, with a character in it that is not seen."""
    live = found.group()
    return live + _BREAK if len(live) == 1 else live[:-1] + _BREAK + live[-1]


def _code(text: str) -> str:
    """`text` as a code span; an empty one cannot be written."""
    shown = visible(text).replace("`", "'")
    return f"`{shown}`" if shown.strip() else ""
