"""The baselines of one run: which file accepts the findings of a spec, and how it is kept.

A baseline is written once, when there is none. From then on it shrinks, and takes in only specs that it does
not list, and these only when it is asked to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from enum import Enum
from pathlib import Path

from mlarch.diagnostics import MlarchError, Review
from mlarch.records import dataclass
from mlarch.rules.engine.baseline import Baseline, accept_all
from mlarch.session import baseline_file as files
from mlarch.session.settings import ProjectSettings, SettingsFinder

__all__ = ["Baselines", "Upkeep", "settled"]

_HOW = "`mlarch check --baseline {file} --update-baseline` writes it with the findings of today."


class Upkeep(Enum):
    """What a run does to a baseline."""

    NONE = "none"
    UPDATE = "update"
    EXTEND = "extend"


@dataclass(slots=True)
class Baselines:
    """The baselines of one run. `chosen` is the file that wins over the settings'; `off` leaves all out."""

    chosen: str | None = None
    upkeep: Upkeep = Upkeep.NONE
    off: bool = False
    reviews: dict[str, list[Review]] = field(default_factory=dict)
    _read: dict[str, Baseline] = field(default_factory=dict)
    _content: dict[str, bytes | None] = field(default_factory=dict)

    def settle(self, settings: ProjectSettings) -> ProjectSettings:
        """The settings with the baseline that holds; without one that is yet to be written.

        Raises `MlarchError` when there is none to read, or none to update.
        """
        file = self._file(settings)
        if self.upkeep is not Upkeep.NONE and file is None:
            raise MlarchError(
                "there is no baseline to update",
                "Name one with `--baseline FILE`, or as `baseline` in `[tool.mlarch]` of pyproject.toml.",
            )
        if file is None:
            return settings
        if self._is_there(file):
            return replace(settings, baseline=self.read(file))
        if self.upkeep is Upkeep.NONE:
            raise MlarchError(f"there is no baseline {file}", _HOW.format(file=file))
        return settings

    def read(self, file: str) -> Baseline:
        """The baseline in a file, read once. Raises `MlarchError` when it cannot be read."""
        if file not in self._read:
            data = self._content[file] = files.content(file)
            self._read[file] = files.decode(file, data)
        return self._read[file]

    def _is_there(self, file: str) -> bool:
        """Whether there was a file when this run first asked: another run may write it meanwhile."""
        if file not in self._content and not Path(file).exists():
            self._content[file] = None
        return self._content.get(file, b"") is not None

    def note(self, settings: ProjectSettings, review: Review) -> None:
        """Remember a review that was made with these settings."""
        file = self._file(settings)
        if file is not None:
            self.reviews.setdefault(file, []).append(review)

    def finish(self, *, complete: bool) -> Iterator[str]:
        """Write what is to be written and say so, a line per file; `complete` when every spec was read.

        Raises `MlarchError` when a file cannot be read or written.
        """
        for file, reviews in self.reviews.items():
            if self.upkeep is Upkeep.NONE:
                yield from self._stale(file, reviews)
            elif self._is_there(file):
                yield from self._updated(file, reviews)
            else:
                yield _recorded(file, reviews, complete)

    def accepted(self, reviews: list[Review], *, complete: bool) -> list[Review]:
        """The reviews as they are once `finish` has written the baselines; call it before."""
        taken = {id(r) for file, held in self.reviews.items() for r in held if self._takes(file, r, complete)}
        return [accept_all(review) if id(review) in taken else review for review in reviews]

    def _takes(self, file: str, review: Review, complete: bool) -> bool:
        """Whether the findings of a review are taken in by this run."""
        if self.upkeep is Upkeep.NONE or not review.readable:
            return False
        if not self._is_there(file):
            return complete
        return self.upkeep is Upkeep.EXTEND and self.read(file).listed_as(review) is None

    def _file(self, settings: ProjectSettings) -> str | None:
        return None if self.off else self.chosen or settings.baseline_file

    def _stale(self, file: str, reviews: list[Review]) -> Iterator[str]:
        before = self.read(file)
        gone = before.total - files.shrink(before, reviews).total
        if gone:
            them = "it" if gone == 1 else "them"
            yield f"{file}: {_findings(gone)} gone; `--update-baseline` takes {them} out"

    def _updated(self, file: str, reviews: list[Review]) -> Iterator[str]:
        before = self.read(file)
        after = files.shrink(before, reviews)
        gone = before.total - after.total
        new = [r for r in reviews if r.readable and before.listed_as(r) is None]
        if self.upkeep is Upkeep.EXTEND:
            after = files.extend(after, new)
        files.write(file, after, self._content[file])
        did = f"{_findings(gone)} gone" if gone else "nothing is gone"
        if self.upkeep is Upkeep.EXTEND and new:
            did += f", {_specs(len(new))} taken in"
        yield f"{file}: {did}; accepted: {after.total}"
        if self.upkeep is Upkeep.UPDATE and any(review.findings for review in new):
            names = ", ".join(before.key(review.path) for review in new if review.findings)
            yield f"{file}: does not list {names}; `--extend-baseline` takes in what is found there"


def _recorded(file: str, reviews: list[Review], complete: bool) -> str:
    if not complete:  # what cannot be read now would be found as new later
        return f"{file} is not written: some specs cannot be read"
    made = files.record(file, reviews)
    files.write(file, made)
    return f"{file}: written, {_findings(made.total)} accepted; from now on it only shrinks"


def _findings(number: int) -> str:
    return f"{number} finding is" if number == 1 else f"{number} findings are"


def _specs(number: int) -> str:
    return f"{number} spec is" if number == 1 else f"{number} specs are"


def settled(path: str) -> ProjectSettings:
    """The settings of one spec, with the baseline that they name. Raises `MlarchError` for wrong ones."""
    return Baselines().settle(SettingsFinder().of(path))
