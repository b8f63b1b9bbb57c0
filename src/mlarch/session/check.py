"""Reviewing the specs of a run as their projects ask for it: settings and baselines put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from mlarch.design import Design
from mlarch.diagnostics import MlarchError, Review, Severity, SpecError
from mlarch.records import dataclass
from mlarch.rules.engine.baseline import accept
from mlarch.session.baseline import Baselines
from mlarch.session.cache import Cache
from mlarch.session.reviews import CheckOptions, Job, review_all, review_design, unreadable
from mlarch.session.settings import SettingsFinder

__all__ = ["Checked", "Checker"]


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
    """Reviews specs, each with the settings of its project; one run of `mlarch check`.

    With `strict` warnings fail the check, too, whatever the settings say. Reviews come from `cache` where
    nothing has changed; the others are made in `processes` at most. Without `fixes`, findings may have none.
    `progress` is told how many reviews of how many are done.
    """

    options: CheckOptions = field(default_factory=CheckOptions)
    baselines: Baselines = field(default_factory=Baselines)
    settings: SettingsFinder = field(default_factory=SettingsFinder)
    strict: bool = False
    cache: Cache = field(default_factory=lambda: Cache(None))
    processes: int = 1
    fixes: bool = True
    progress: Callable[[int, int], None] = lambda done, all_: None

    def review(self, design: Design) -> Review:
        """Review a design. Raises `MlarchError` for wrong settings, options or baselines."""
        settings = self.baselines.settle(self.settings.of(design.path))
        return accept(review_design(design, self._job(design.path)), settings.baseline)

    def check(
        self,
        paths: Iterable[tuple[str, MlarchError | None]],
        read: Mapping[str, Design | MlarchError] | None = None,
    ) -> Checked:
        """Review the spec in every file, and keep the baselines.

        A path with an error stands for no file. `read` holds, by path, what has been read already. Raises
        what `review` raises.
        """
        chosen, known = list(paths), read or {}
        reviews: list[Review] = []
        failures: list[MlarchError] = []
        for done, found in enumerate(self._found(chosen, known)):
            if isinstance(found, MlarchError):
                failures.append(found)
            else:
                reviews.append(self._accepted(found))
            self.progress(done + 1, len(chosen))
        self.cache.sweep()
        return self._finished(reviews, failures)

    def _found(
        self, paths: Sequence[tuple[str, MlarchError | None]], read: Mapping[str, Design | MlarchError]
    ) -> Iterator[Review | MlarchError]:
        """What becomes of each path, before any baseline."""
        jobs = [self._job(path) for path, error in paths if error is None and path not in read]
        made = review_all(jobs, self.cache, self.processes)
        for path, error in paths:
            known = error or read.get(path)
            if known is None:
                yield next(made)
            elif isinstance(known, Design):
                yield review_design(known, self._job(known.path))
            elif isinstance(known, SpecError):
                yield unreadable(self._job(path), known)
            else:
                yield known

    def _job(self, path: str) -> Job:
        return Job(path, self.settings.of(path), self.options, self.fixes)

    def _accepted(self, review: Review) -> Review:
        settings = self.settings.of(review.path)
        found = accept(review, self.baselines.settle(settings).baseline)
        self.baselines.note(settings, found)
        return found

    def _finished(self, reviews: Sequence[Review], failures: Sequence[MlarchError]) -> Checked:
        complete = not failures and all(review.readable for review in reviews)
        final = tuple(self.baselines.accepted(list(reviews), complete=complete))
        notes = () if self.options.narrowed else tuple(self.baselines.finish(complete=complete))
        strict = {review.path: self.strict or self.settings.of(review.path).strict for review in final}
        failed = any(_fails(review, strict[review.path]) for review in final)
        return Checked(final, tuple(failures), notes, failed, self.strict or any(strict.values()))


def _fails(review: Review, strict: bool) -> bool:
    return review.count(Severity.ERROR) > 0 or (strict and review.count(Severity.WARNING) > 0)
