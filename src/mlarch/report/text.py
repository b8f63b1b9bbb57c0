"""Reviews for people at a terminal: place, rule, message, the line with a caret, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from mlarch.diagnostics import Finding, Review, Severity
from mlarch.readiness import Score
from mlarch.report.base import Options, count, statistics, summary
from mlarch.report.escape import visible
from mlarch.report.excerpt import excerpt

__all__ = ["render", "render_finding"]

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_DIM = "\x1b[2m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;36m"}


def render(reviews: Sequence[Review], options: Options | None = None) -> str:
    """All findings with their excerpts, then one line that sums up."""
    chosen = options or Options()
    blocks = [block for review in reviews for block in _blocks(review, chosen)]
    notes = sorted({note for review in reviews for note in review.notes})
    blocks += [visible(f"note: {note}") for note in notes]
    blocks += [_score(review, review.score) for review in reviews if review.score is not None]
    if chosen.statistics and (rows := statistics(reviews)):
        blocks.append("\n".join(f"{number:5}  {code} {name}" for code, name, number in rows))
    return "\n\n".join((*blocks, _last_line(reviews, chosen))) + "\n"


def _blocks(review: Review, options: Options) -> Iterator[str]:
    for finding in review.findings:
        yield render_finding(finding, review, options)
    if options.show_unknown:
        for finding in review.unknown:
            yield render_finding(finding, review, options, word="unknown")
    if options.show_suppressed:
        for item in review.suppressed:
            reason = f"accepted by the {item.by}: {item.reason}"
            yield render_finding(item.finding, review, options, word="accepted", reason=reason)


def _score(review: Review, score: Score) -> str:
    """The readiness of one design: the total, then family by family what is not shown."""
    name = visible(review.path)
    if score.weakest is None:
        return f"readiness of {name}: no rule concerns it"
    lines = [f"readiness of {name}: {score.percent} %, as good as its weakest family"]
    width = max(len(family.title) for family in score.families)
    for family in score.families:
        missing = f"  not shown: {' '.join(family.missing)}" if family.missing else ""
        title = f"{visible(family.family)} {visible(family.title):<{width}}"
        lines.append(f"  {title}  {family.percent:3} %  {count(family.rules, 'rule')}{missing}")
    return "\n".join(lines)


def render_finding(
    finding: Finding,
    review: Review,
    options: Options | None = None,
    *,
    word: str | None = None,
    reason: str | None = None,
) -> str:
    """One finding as lines, the last without its end. `word` replaces the severity, `reason` the help."""
    chosen = options or Options()
    span = finding.span
    place = _paint(f"{visible(span.path)}:{span.line}:{span.column}", _BOLD, chosen)
    colour = _DIM if word else _COLOURS[finding.severity]
    kind = _paint(word or finding.severity.value, colour, chosen)
    lines = [f"{place} {kind} {visible(finding.rule)} {visible(finding.name)}"]
    lines += _wrapped(finding.message, "  ", chosen)
    shown = excerpt(span, review.sources, chosen.width - 10)
    if shown is not None:
        number = str(shown.number)
        margin = " " * len(number)
        bar = _paint("|", _DIM, chosen)
        caret = _paint("^" * shown.length, colour, chosen)
        lines.append(f"  {margin} {bar}")
        lines.append(f"  {_paint(number, _DIM, chosen)} {bar} {shown.text}".rstrip())
        lines.append(f"  {margin} {bar} {' ' * shown.start}{caret}")
    if reason or finding.help:
        lines += _wrapped(reason or f"help: {finding.help}", "  ", chosen)
    return "\n".join(lines)


def _wrapped(text: str, indent: str, options: Options) -> list[str]:
    """Paragraphs wrapped to the width; a line of its own stays one, and words are never cut."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += wrap(
            visible(paragraph),
            max(options.width, 20),
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return lines


def _last_line(reviews: Sequence[Review], options: Options) -> str:
    totals = summary(reviews)
    files = count(totals["files"], "file")
    found = [count(totals[f"{s.value}s"], s.value) for s in Severity if totals[f"{s.value}s"]]
    worst = next((s for s in Severity if totals[f"{s.value}s"]), None)
    verdict = ", ".join(found) if found else "no findings"
    if worst is not None:
        verdict = _paint(verdict, _COLOURS[worst], options)
    asides = []
    if accepted := sum(len(review.suppressed) for review in reviews):
        asides.append(f"{accepted} accepted")
    if options.show_unknown and (unknown := sum(len(review.unknown) for review in reviews)):
        asides.append(f"{unknown} unknown")
    return f"{files}: {verdict}" + (f" ({', '.join(asides)})" if asides else "")


def _paint(text: str, colour: str, options: Options) -> str:
    return f"{colour}{text}{_RESET}" if options.colour else text
