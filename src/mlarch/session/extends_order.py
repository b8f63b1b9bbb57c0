"""Which of some specs extend others of them: bases are fixed first, and what extends them is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from pathlib import Path

from mlarch.design import Design, load
from mlarch.diagnostics import MlarchError, SpecError
from mlarch.files import STDIN
from mlarch.records import dataclass

__all__ = ["ExtendsOrder"]


@dataclass(slots=True)
class ExtendsOrder:
    """Specs by path, in the order given: the files that each was read from, and whether it could be read."""

    files: dict[str, frozenset[Path]] = field(default_factory=dict)
    readable: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, paths: Iterable[str]) -> ExtendsOrder:
        """Read the specs; one on standard input, which can be read once only, counts as extending none."""
        found = cls()
        for path in paths:
            spec = None if path == STDIN else _read(path)
            sources = spec.architecture.sources if isinstance(spec, Design) else getattr(spec, "sources", {})
            found.files[path] = frozenset(Path(file).resolve() for file in sources)
            if isinstance(spec, Design):
                found.readable.add(path)
        return found

    def order(self) -> list[str]:
        """The paths, each behind those that it extends."""
        return sorted(self.files, key=lambda path: len(self.files[path]))

    def named(self, file: str) -> bool:
        """Whether `file` is one of the specs, whatever the path by which it was given."""
        return any(path != STDIN and Path(path).resolve() == Path(file).resolve() for path in self.files)

    def broken_by(self, path: str) -> Iterator[str]:
        """What is wrong now with each spec that extends the file `path` and could be read before."""
        here = Path(path).resolve()
        for other, files in self.files.items():
            if other in self.readable and here in files and here != Path(other).resolve():
                error = _read(other)
                if isinstance(error, MlarchError):
                    yield f"{other}, which extends it, could not be read any more: {_first(error)}"


def _read(path: str) -> Design | MlarchError:
    try:
        return load(path)
    except MlarchError as error:
        return error


def _first(error: MlarchError) -> str:
    return error.findings[0].message if isinstance(error, SpecError) else error.message
