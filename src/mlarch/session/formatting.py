"""Specs in canonical form: which files change, and their new text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.diagnostics import MlarchError
from mlarch.files import read_bytes
from mlarch.language.document import Document
from mlarch.language.format import canonical
from mlarch.language.problems import Problems
from mlarch.language.syntax import text as texts
from mlarch.language.syntax.bounds import largest
from mlarch.records import dataclass
from mlarch.session.settings import SettingsFinder
from mlarch.session.specs import find_specs

__all__ = ["Formatted", "formatted"]


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file before and after; or why it cannot be formatted."""

    path: str
    before: str = ""
    after: str = ""
    error: MlarchError | None = None

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


def formatted(paths: Sequence[str]) -> Iterator[Formatted]:
    """Each spec that `paths` stand for, once, with its canonical form."""
    for path, missing in find_specs(paths, SettingsFinder()):
        try:
            if missing is not None:
                raise missing
            before = _text(path)
            yield Formatted(path, before, canonical(Document.read(before, path)).text)
        except MlarchError as error:
            yield Formatted(path, error=error)


def _text(path: str) -> str:
    """The text of a file. Raises `MlarchError` when it cannot be read as one."""
    problems = Problems()
    text = texts.decode(read_bytes(path, largest()), path, problems)
    problems.raise_if_any()
    assert text is not None  # else there was a problem
    return text
