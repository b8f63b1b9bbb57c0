"""Workflow commands of GitHub Actions: every finding becomes an annotation on its line.

The runner reads commands off the log line by line, so that text of a spec must never begin a line of its own:
`%`, line ends and, in properties, `:` and `,` are escaped as the runner's own toolkit does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.diagnostics import Finding, Review, Severity
from mlarch.report.base import Options, count, notes_of, statistics, verdict
from mlarch.report.escape import lines, visible
from mlarch.report.places import in_repository

__all__ = ["render"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(reviews: Sequence[Review], options: Options | None = None) -> str:
    """One command per finding, then a line that sums up."""
    chosen = options or Options()
    rows = [row for review in reviews for row in _review(review, chosen)]
    rows += [
        _command("error", _joined(failure.message, failure.help), title="mlarch")
        for failure in chosen.failures
    ]
    rows += [_command("notice", note, title="mlarch") for note in notes_of(reviews)]
    if chosen.statistics:
        rows += [f"{number:5}  {code} {name}" for code, name, number in statistics(reviews)]
    rows.append(f"{count(len(reviews), 'file')}: {verdict(reviews, chosen.failures)}")
    return "\n".join(rows) + "\n"


def _review(review: Review, options: Options) -> Iterator[str]:
    for finding in review.findings:
        yield _finding(_COMMANDS[finding.severity], finding)
    if options.show_unknown:
        for finding in review.unknown:
            yield _finding("notice", finding, "unknown: ")
    if options.show_suppressed:
        for item in review.suppressed:
            yield _finding("notice", item.finding, f"accepted by the {item.by} ({item.reason}): ")
    if review.score is not None and review.score.weakest is not None:
        weakest = review.score.weakest
        text = f"readiness {review.score.percent} %; the weakest family is {weakest.family} {weakest.title}"
        yield _command("notice", text, file=in_repository(review.path), title="mlarch readiness")


def _finding(command: str, finding: Finding, prefix: str = "") -> str:
    span = finding.span
    columns = {}
    if span.line == span.end_line:  # columns of different lines mean nothing to the runner
        columns = {"col": str(span.column), "endColumn": str(max(span.column, span.end_column - 1))}
    return _command(
        command,
        prefix + _joined(finding.message, finding.help),
        file=in_repository(span.path),
        line=str(span.line),
        endLine=str(span.end_line),
        **columns,
        title=f"{finding.rule} {finding.name}",
    )


def _command(command: str, message: str, **properties: str) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{command} {given}::{_data(message)}"


def _joined(message: str, help_text: str) -> str:
    return f"{message}\n{help_text}" if help_text else message


def _data(text: str) -> str:
    return "%0A".join(line.replace("%", "%25") for line in lines(text))


def _property(text: str) -> str:
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
