"""Fixing the files of a run, or showing what would be fixed, before they are reviewed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field

from mlarch.design import Design, loads
from mlarch.diagnostics import MlarchError, Review, SpecError
from mlarch.files import STDIN, read_bytes, write_atomic
from mlarch.records import dataclass
from mlarch.session import fix, patches
from mlarch.session.extends_order import ExtendsOrder
from mlarch.session.fix import Fixed

__all__ = ["Fixer"]


@dataclass(slots=True)
class Fixer:
    """One run over some specs; `review` reviews a design as the check that follows will.

    With `dry`, nothing is written, and `output` holds the differences, for standard output. Only the files of
    the run are written, never one that they extend. Standard input is read once: `stdin` holds what became of
    it, for the review that follows, and `output` its text.
    """

    review: Callable[[Design], Review]
    unsafe: bool = False
    dry: bool = False
    stdin_name: str = STDIN
    stdin: Design | MlarchError | None = None
    done: list[Fixed] = field(default_factory=list)
    failures: list[MlarchError] = field(default_factory=list)
    bases: ExtendsOrder = field(default_factory=ExtendsOrder)
    output: list[bytes] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)

    def run(self, paths: Iterable[str]) -> None:
        """Fix every spec that can be read as text; the others are left to the review that follows.

        What others of them extend comes first, for what is fixed there is fixed in them. A file that cannot
        be written is kept as it is and noted in `failures`.
        """
        self.bases = ExtendsOrder.of(paths)
        for path in self.bases.order():
            self._file(path)

    def _file(self, path: str) -> None:
        from mlarch.language.problems import Problems
        from mlarch.language.syntax import text as texts
        from mlarch.language.syntax.bounds import largest

        problems = Problems()
        try:
            data = read_bytes(path, largest())
            text = texts.decode(data, self._name(path), problems)
            problems.raise_if_any()
        except MlarchError as error:
            if path == STDIN:
                self.stdin = error
                if isinstance(error, SpecError) and not self.dry:
                    self.output.append(data)
            return
        assert text is not None  # else there was a problem
        self._text(path, text)

    def _text(self, path: str, text: str) -> None:
        name = self._name(path)
        found = fix.fix(text, name, lambda changed: self._check(changed, name), unsafe=self.unsafe)
        if self.dry:
            difference = patches.diff(name, found.before, found.after)
            if difference:
                self.output.append(difference.encode())
        elif path == STDIN:
            self.output.append(found.after.encode())
        elif found.changed and not self._written(found):
            return
        self.done.append(found)
        if path == STDIN:
            self.stdin = _read(text if self.dry else found.after, name)

    def _written(self, found: Fixed) -> bool:
        """Write a fixed file; False when it is as it was, for it cannot be written or others need it so."""
        try:
            write_atomic(found.path, found.after, replaces=found.before.encode())
            broken = next(self.bases.broken_by(found.path), None)
            if broken is not None:
                write_atomic(found.path, found.before, replaces=found.after.encode())
        except MlarchError as error:
            self.failures.append(error)
            return False
        if broken is not None:
            self.undone.append(f"{found.path}: {len(found.fixed)} not fixed: {broken}")
        return broken is None

    def _name(self, path: str) -> str:
        """What findings call a file; standard input may have been given a name."""
        return self.stdin_name if path == STDIN else path

    def _check(self, text: str, path: str) -> Review:
        design = _read(text, path)
        if isinstance(design, SpecError):
            return Review.unreadable(path, design)
        if isinstance(design, MlarchError):
            raise design
        return self.review(design)

    def lines(self) -> Iterator[str]:
        """What was fixed, what was not and why, for whoever asked."""
        did = "would fix" if self.dry else "fixed"
        yield from self.undone
        for found in self.done:
            if found.fixed:
                yield f"{did} {len(found.fixed)} in {found.path}"
            for held in found.withheld:
                place, title = held.finding.span, held.finding.fix.title if held.finding.fix else ""
                yield f"{place.path}:{place.line}: {held.finding.rule} not fixed ({title}): {held.reason}"
            for file in found.elsewhere:
                if not self.bases.named(file):
                    more = f"{found.path}: more to fix in {file}, which it extends"
                    yield f"{more}; name that too to have it fixed"
        if not any(found.fixed for found in self.done):
            yield f"{did} nothing"
        offered = sum(found.offered for found in self.done)
        if offered:
            yield f"{offered} more with --unsafe-fixes"


def _read(text: str, path: str) -> Design | MlarchError:
    try:
        return loads(text, path)
    except MlarchError as error:
        return error
