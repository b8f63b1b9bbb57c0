"""What every report format takes: the reviews and how to show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mlarch.diagnostics import Review, Severity

__all__ = ["Options", "count", "statistics", "summary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to show reviews. A format leaves alone what it has no use for.

    `colour` adds terminal colours; `width` is where text wraps, in columns; `show_unknown` lists the
    questions that the specs leave open, `show_suppressed` what was accepted and why; `statistics` counts by
    rule.
    """

    colour: bool = False
    width: int = 100
    show_unknown: bool = False
    show_suppressed: bool = False
    statistics: bool = False


def count(number: int, word: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def summary(reviews: Sequence[Review]) -> dict[str, int]:
    """Files, and findings by severity, over all reviews."""
    totals = {"files": len(reviews)}
    for severity in Severity:
        totals[f"{severity.value}s"] = sum(review.count(severity) for review in reviews)
    return totals


def statistics(reviews: Sequence[Review]) -> list[tuple[str, str, int]]:
    """How often each rule spoke over all reviews: (code, name, findings), the most frequent first."""
    totals: dict[tuple[str, str], int] = {}
    for review in reviews:
        for code, name, number in review.statistics:
            totals[code, name] = totals.get((code, name), 0) + number
    rows = sorted(totals.items(), key=lambda row: (-row[1], row[0]))
    return [(code, name, number) for (code, name), number in rows]
