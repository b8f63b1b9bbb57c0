"""Estimates as Markdown, for design documents and pull requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.estimate.engine import Estimate
from mlarch.estimate.sweep import Sweep
from mlarch.report.estimates.tables import capacity_rows, sweep_rows
from mlarch.report.estimates.text import sections
from mlarch.report.markdown import cell, prose

__all__ = ["render", "render_sweeps"]


def render(estimates: Sequence[tuple[Estimate, Sequence[str]]]) -> str:
    """One section for each design."""
    return "\n\n".join("\n".join(_design(each, findings)) for each, findings in estimates) + "\n"


def _design(estimate: Estimate, findings: Sequence[str]) -> Iterator[str]:
    yield f"## {prose(estimate.name)}"
    for title, lines in sections(estimate, findings):
        yield ""
        yield f"### {prose(title)}"
        yield ""
        fenced = [line[2:] for line in lines if line.startswith("  ")]
        sentences = [line for line in lines if not line.startswith("  ")]
        if title == "Capacity":
            yield from _table(capacity_rows(estimate))
        elif fenced:
            yield "```text"
            yield from (line.replace("```", "'''") for line in fenced)
            yield "```"
        if sentences:
            if fenced:
                yield ""
            yield from (f"- {prose(line)}" for line in sentences)


def render_sweeps(sweeps: Sequence[Sweep]) -> str:
    """A table for each sweep."""
    blocks = ["\n".join((f"## {prose(sweep.name)}", "", *_table(sweep_rows(sweep)))) for sweep in sweeps]
    return "\n\n".join(blocks) + "\n"


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    head, *body = rows
    yield f"| {' | '.join(cell(each) for each in head)} |"
    yield f"|{'|'.join('---' for _ in head)}|"
    yield from (f"| {' | '.join(cell(each) for each in row)} |" for row in body)
