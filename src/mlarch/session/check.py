"""Reviewing specs as their projects ask for it: settings, baseline and score put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from mlarch.design import Design
from mlarch.diagnostics import MlarchError, Review, Severity, SpecError
from mlarch.readiness import Score
from mlarch.rules import load
from mlarch.rules.engine import score
from mlarch.rules.engine.registry import unheard
from mlarch.rules.engine.settings import Settings, resolve
from mlarch.session.baseline import Baselines
from mlarch.session.settings import SettingsFinder

__all__ = ["CheckOptions", "Checked", "Checker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """What is asked of each review.

    `stage` wins over the spec's; `select` replaces the settings' `select` and `ignore`, `ignore` adds to
    them. With `score`, each review says how ready its design is. `strict` lets warnings fail the check, too.
    """

    stage: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    score: bool = False
    strict: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether findings may be out of sight that the settings would show."""
        return bool(self.select or self.ignore or self.stage)


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of specs: the reviews, the paths that could not be reviewed, and what the baseline says.

    `failed` says that a review found an error, or a warning where these count, which `strict` says.
    """

    reviews: tuple[Review, ...]
    failures: tuple[MlarchError, ...]
    notes: tuple[str, ...]
    failed: bool
    strict: bool

    @property
    def readable(self) -> bool:
        """Whether every spec was reviewed."""
        return not self.failures and all(review.readable for review in self.reviews)


@dataclass(slots=True)
class Checker:
    """Reviews specs, each with the settings of its project; one run of `mlarch check`."""

    options: CheckOptions = field(default_factory=CheckOptions)
    baselines: Baselines = field(default_factory=Baselines)
    settings: SettingsFinder = field(default_factory=SettingsFinder)

    def review(self, design: Design) -> Review:
        """Review a design. Raises `MlarchError` for wrong settings, options or baselines."""
        return self._review(design, self.baselines.settle(self.settings.of(design.path)))

    def check(self, specs: Iterable[tuple[str, Design | MlarchError]]) -> Checked:
        """Review every spec that could be read, and keep the baselines. Raises what `review` raises."""
        reviews: list[Review] = []
        failures: list[MlarchError] = []
        for path, found in specs:
            if isinstance(found, Design):
                reviews.append(self._noted(found))
            elif isinstance(found, SpecError):
                reviews.append(self._unreadable(path, found))
            else:
                failures.append(found)
        return self._finished(reviews, failures)

    def _noted(self, design: Design) -> Review:
        settings = self.settings.of(design.path)
        review = self._review(design, self.baselines.settle(settings))
        self.baselines.note(settings, review)
        return replace(review, score=self._score(design, settings)) if self.options.score else review

    def _finished(self, reviews: Sequence[Review], failures: Sequence[MlarchError]) -> Checked:
        complete = not failures and all(review.readable for review in reviews)
        final = tuple(self.baselines.accepted(list(reviews), complete=complete))
        notes = () if self.options.narrowed else tuple(self.baselines.finish(complete=complete))
        strict = {review.path: self._strict(review.path) for review in final}
        failed = any(_fails(review, strict[review.path]) for review in final)
        return Checked(final, tuple(failures), notes, failed, self.options.strict or any(strict.values()))

    def _strict(self, path: str) -> bool:
        return self.options.strict or self.settings.of(path).strict

    def _review(self, design: Design, settings: Settings) -> Review:
        asked = self.options
        return design.check(stage=asked.stage, select=asked.select, ignore=asked.ignore, settings=settings)

    def _unreadable(self, path: str, error: SpecError) -> Review:
        """The review of a spec that no rule has seen: also of one whose mistakes were meant to be ignored."""
        return replace(Review.unreadable(path, error), notes=unheard(self.options.ignore, load()))

    def _score(self, design: Design, settings: Settings) -> Score:
        """The score is a question about production; what a baseline accepts counts as missing."""
        whole = replace(settings, baseline=None)
        review = design.check(
            stage="production", select=self.options.select, ignore=self.options.ignore, settings=whole
        )
        return score.of(review, design.graph, severities=resolve(whole, load())[0])


def _fails(review: Review, strict: bool) -> bool:
    return review.count(Severity.ERROR) > 0 or (strict and review.count(Severity.WARNING) > 0)
