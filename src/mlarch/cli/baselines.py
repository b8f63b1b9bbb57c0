"""`--baseline` and `--update-baseline`: which file accepts the findings of a spec, and how it is kept.

A baseline is written once, when there is none; from then on it only shrinks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mlarch.diagnostics import MlarchError, Review

if TYPE_CHECKING:
    from mlarch.rules import Settings

__all__ = ["Keeper"]

_HOW = "`mlarch check --baseline {file} --update-baseline` writes it with the findings of today."


@dataclass(slots=True)
class Keeper:
    """The baselines of one run. `chosen` is the file of the command line, which wins over the settings'."""

    chosen: str | None = None
    update: bool = False
    reviews: dict[str, list[Review]] = field(default_factory=dict)

    def settle(self, settings: Settings) -> Settings:
        """The settings with the baseline that holds; without one that is yet to be written.

        Raises `MlarchError` when there is none to read, or none to update.
        """
        file = self.chosen or settings.baseline
        if self.update and file is None:
            raise MlarchError(
                "there is no baseline to update",
                "Name one with `--baseline FILE`, or as `baseline` in `[tool.mlarch]` of pyproject.toml.",
            )
        if file is None or Path(file).exists():
            return replace(settings, baseline=file)
        if not self.update:
            raise MlarchError(f"there is no baseline {file}", _HOW.format(file=file))
        return replace(settings, baseline=None)

    def note(self, settings: Settings, review: Review) -> None:
        """Remember a review; `settings` are those before `settle`."""
        file = self.chosen or settings.baseline
        if file is not None:
            self.reviews.setdefault(file, []).append(review)

    def finish(self, *, complete: bool) -> Iterator[str]:
        """Write what is to be written and say so, a line per file; `complete` when every spec was read.

        Raises `MlarchError` when a file cannot be read or written.
        """
        for file, reviews in self.reviews.items():
            if not self.update:
                yield from _stale(file, reviews)
            elif Path(file).exists():
                yield _shrunk(file, reviews)
            else:
                yield _recorded(file, reviews, complete)

    def accepted(self, reviews: list[Review], *, complete: bool) -> list[Review]:
        """The reviews as they are once `finish` has written the new baselines; call it before."""
        from mlarch.rules.baseline import accept

        if not (self.update and complete):
            return reviews
        new = {id(r) for file, held in self.reviews.items() if not Path(file).exists() for r in held}
        return [accept(r) if id(r) in new else r for r in reviews]


def _stale(file: str, reviews: list[Review]) -> Iterator[str]:
    from mlarch.rules import baseline

    before = baseline.read(file)
    gone = before.total - baseline.present(baseline.shrink(before, reviews)).total
    if gone:
        yield f"{file}: {_findings(gone)} gone; `--update-baseline` takes {'it' if gone == 1 else 'them'} out"


def _shrunk(file: str, reviews: list[Review]) -> str:
    from mlarch.rules import baseline

    before = baseline.read(file)
    after = baseline.present(baseline.shrink(before, reviews))
    if after == before:
        return f"{file}: nothing is gone; accepted as before: {after.total}"
    baseline.write(file, after)
    return f"{file}: {_findings(before.total - after.total)} gone; accepted as before: {after.total}"


def _recorded(file: str, reviews: list[Review], complete: bool) -> str:
    from mlarch.rules import baseline

    if not complete:  # it only ever shrinks, and so must begin with all there is
        return f"{file} is not written: some specs cannot be read"
    made = baseline.record(file, reviews)
    baseline.write(file, made)
    return f"{file}: written, {_findings(made.total)} accepted; from now on it only shrinks"


def _findings(number: int) -> str:
    return f"{number} finding is" if number == 1 else f"{number} findings are"
