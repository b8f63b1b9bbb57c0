"""Estimates as an HTML table, for notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from mlarch.estimate.engine import Estimate
from mlarch.report.escape import visible
from mlarch.report.estimates.tables import capacity_rows
from mlarch.report.estimates.text import sections

__all__ = ["render"]

_IN_TABLE = ("Traffic", "Memory", "Storage", "Money", "What breaks first", "Assumed, not stated", "Missing")


def render(estimate: Estimate) -> str:
    """The main figures and the capacity of a design; nothing of the spec is live markup."""
    rows = "".join(
        f"<tr><th>{_safe(name)}</th><td>{_safe(value)}</td></tr>" for name, value in _rows(estimate)
    )
    return f"<table class='mlarch-estimate'>{rows}</table>{_capacity(estimate)}"


def _rows(estimate: Estimate) -> Iterator[tuple[str, str]]:
    for title, lines in sections(estimate):
        name, _, verdict = title.partition(": ")
        if name.startswith("Latency"):
            yield name, verdict
        elif title in _IN_TABLE:
            yield title, " ".join(line.strip() for line in lines)


def _capacity(estimate: Estimate) -> str:
    if not estimate.capacities:
        return ""
    head, *body = capacity_rows(estimate)
    cells = "".join(f"<th>{_safe(cell)}</th>" for cell in head)
    rows = "".join("<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in row) + "</tr>" for row in body)
    return f"<table class='mlarch-capacity'><tr>{cells}</tr>{rows}</table>"


def _safe(text: str) -> str:
    return escape(visible(text))
