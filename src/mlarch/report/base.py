"""What every report format takes: the reviews and how to show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mlarch.diagnostics import MlarchError, Review, RulePage, Severity
from mlarch.records import dataclass

__all__ = ["Options", "count", "notes_of", "statistics", "summary", "verdict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to show reviews. A format leaves alone what it has no use for.

    `colour` adds terminal colours; `width` is where text wraps, in columns; `show_unknown` lists the
    questions that the specs leave open, `show_suppressed` what was accepted and why; `statistics` counts by
    rule. `strict` means that warnings fail the check too. `failures` are paths that could not be reviewed at
    all, and `status` is the exit status. `pages` gives the handbook page of a rule by its code.
    """

    colour: bool = False
    width: int = 100
    show_unknown: bool = False
    show_suppressed: bool = False
    statistics: bool = False
    strict: bool = False
    failures: tuple[MlarchError, ...] = ()
    status: int | None = None
    pages: Callable[[str], RulePage] | None = None


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


def verdict(reviews: Sequence[Review], failures: Sequence[MlarchError] = ()) -> str:
    """`1 error, 2 warnings`, or `no findings`; with `failures`, how much could not be reviewed."""
    totals = summary(reviews)
    found = [count(totals[f"{s.value}s"], s.value) for s in Severity if totals[f"{s.value}s"]]
    found += [f"{len(failures)} not reviewed"] if failures else []
    return ", ".join(found) if found else "no findings"


def notes_of(reviews: Sequence[Review]) -> list[str]:
    """What the reviews say about the tool, each once, sorted."""
    return sorted({note for review in reviews for note in review.notes})
