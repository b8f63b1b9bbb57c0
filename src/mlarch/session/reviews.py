"""Reviews of many files: from the cache where nothing has changed, else made in several processes.

What is made here knows no baseline: that is put on afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mlarch.dates import today
from mlarch.design import Design
from mlarch.diagnostics import INTERNAL, Finding, MlarchError, Review, SpecError
from mlarch.files import STDIN, read_bytes
from mlarch.language.syntax.bounds import largest
from mlarch.records import dataclass
from mlarch.session.cache import Cache
from mlarch.session.children import packed, received, spread
from mlarch.session.content import dependencies, surroundings, unchanged
from mlarch.session.settings import ProjectSettings

__all__ = ["CheckOptions", "Job", "RefusedError", "answer", "review_all", "review_design", "unreadable"]

_PER_PROCESS = 8
"""A process takes half a second to start: with fewer reviews than this for each, it is not worth it."""

_BATCH = 16
"""So many reviews at most are one request to a process."""


class RefusedError(MlarchError):
    """Options or settings that cannot be used: no spec is to blame, and none can be reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """What is asked of each review.

    `stage` wins over the spec's; `select` replaces the settings' `select` and `ignore`, `ignore` adds to
    them. With `score`, each review says how ready its design is.
    """

    stage: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    score: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether findings may be out of sight that the settings would show."""
        return bool(self.select or self.ignore or self.stage)


@dataclass(frozen=True, slots=True)
class Job:
    """A file to review, with the settings of its project, which hold no baseline.

    Without `fixes`, the findings of a review that comes from the cache or another process have none.
    """

    path: str
    settings: ProjectSettings
    options: CheckOptions
    fixes: bool = True


def review_all(jobs: Sequence[Job], cache: Cache, processes: int) -> Iterator[Review | MlarchError]:
    """The review of each file or what is wrong with it, in the order given, from `processes` at most.

    Raises `RefusedError` for options and settings that cannot be used.
    """
    kept = [_look_up(job, cache) for job in jobs]
    missing = [job for job, review in zip(jobs, kept, strict=True) if review is None]
    count = min(processes, len(missing) // _PER_PROCESS)
    made = _spread(missing, cache, count) if count > 1 else (_made(job, cache) for job in missing)
    for review in kept:
        yield next(made) if review is None else review


def review_design(design: Design, job: Job) -> Review:
    """The review of a design, its score with it when that is asked for. Raises `RefusedError`."""
    from mlarch.rules import load
    from mlarch.rules.engine import score
    from mlarch.rules.engine.resolution import resolve

    asked = job.options
    try:
        review = design.check(
            stage=asked.stage, select=asked.select, ignore=asked.ignore, settings=job.settings
        )
        if not asked.score:
            return review
        # The score is a question about production; what a baseline accepts counts as missing.
        whole = design.check(
            stage="production", select=asked.select, ignore=asked.ignore, settings=job.settings
        )
        registry = load(job.settings.local_rules)
        severities = resolve(job.settings, registry)[0]
        return replace(review, score=score.of(whole, design.graph, severities=severities, registry=registry))
    except MlarchError as error:
        raise RefusedError(error.message, error.help) from error


def _made(job: Job, cache: Cache) -> Review | MlarchError:
    """Review a file and keep the review. Raises `RefusedError`."""
    from mlarch import language

    try:
        data = read_bytes(job.path, largest())
        design = Design(language.read_data(data, job.path))
    except SpecError as error:
        return unreadable(job, error)
    except MlarchError as error:
        return error
    review = review_design(design, job)
    if not _kept(job, cache):
        return review
    review = _resolved(review, job.fixes)
    if not any(finding.name == INTERNAL for finding in review.findings):  # which may have been a full memory
        cache.put(_key(job, data, cache), (dependencies(design.architecture), review))
    return review


def unreadable(job: Job, error: SpecError) -> Review:
    """The review of a spec that no rule has seen: also of one whose mistakes were meant to be ignored."""
    from mlarch.rules import load
    from mlarch.rules.engine.registry import unheard

    return replace(
        Review.unreadable(job.path, error), notes=unheard(job.options.ignore, load(job.settings.local_rules))
    )


def _look_up(job: Job, cache: Cache) -> Review | None:
    if not _kept(job, cache):
        return None
    try:
        kept = cache.get(_key(job, read_bytes(job.path, largest()), cache))
    except MlarchError:
        return None  # what is wrong is said where the file is read
    if isinstance(kept, tuple) and len(kept) == 2 and isinstance(kept[1], Review) and unchanged(kept[0]):
        return kept[1]
    return None


def _kept(job: Job, cache: Cache) -> bool:
    """Whether the review of a file can be kept; the code of a project's own rules is no part of a key."""
    return cache.folder is not None and job.path != STDIN and job.settings.local_rules is None


def _key(job: Job, data: bytes, cache: Cache) -> str:
    return cache.key("review", surroundings(job.path), data, job.settings, job.options, job.fixes, today())


def _resolved(review: Review, fixes: bool) -> Review:
    """The review as a value: with its fixes worked out, or without any when nobody asks for them."""

    def one(finding: Finding) -> Finding:
        return replace(finding, remedy=finding.fix if fixes else None)

    return replace(
        review,
        findings=tuple(map(one, review.findings)),
        unknown=tuple(map(one, review.unknown)),
        covered=tuple(map(one, review.covered)),
        suppressed=tuple(replace(item, finding=one(item.finding)) for item in review.suppressed),
    )


def _spread(jobs: Sequence[Job], cache: Cache, count: int) -> Iterator[Review | MlarchError]:
    """The reviews, made in other processes but for that of standard input, which only this one can read."""
    away = [job for job in jobs if job.path != STDIN]
    size = max(1, min(_BATCH, len(away) // (count * 2)))
    batches = [away[n : n + size] for n in range(0, len(away), size)]
    kept = None if cache.folder is None else str(cache.folder)
    answers = _unpacked(batches, spread(_CHILD, [(kept, batch) for batch in batches], count))
    for job in jobs:
        yield _made(job, cache) if job.path == STDIN else next(answers)


_CHILD = f"{__name__}:answer"


def _unpacked(batches: Sequence[Sequence[Job]], found: Iterator[Any]) -> Iterator[Review | MlarchError]:
    for batch, answers in zip(batches, found, strict=True):
        if isinstance(answers, MlarchError):
            yield from (MlarchError(f"{job.path}: {answers.message}", answers.help) for job in batch)
        else:
            for one in answers:
                if isinstance(one, RefusedError):
                    raise one
                yield one


def answer(request: bytes) -> bytes:
    """In a process of its own: review a batch."""
    with received(request) as (kept, batch):
        cache = Cache(None if kept is None else Path(kept))
        return packed([_answered(job, cache) for job in batch])


def _answered(job: Job, cache: Cache) -> Review | MlarchError:
    try:
        found = _made(job, cache)
    except RefusedError as error:
        return error
    return _resolved(found, job.fixes) if isinstance(found, Review) else found
