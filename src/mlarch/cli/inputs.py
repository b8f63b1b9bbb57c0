"""Which specs a command reads, and how it goes on when one of them cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mlarch.design import Design, load
from mlarch.diagnostics import MlarchError
from mlarch.files import STDIN

__all__ = ["find_specs", "read_specs"]

_HOME = "specs"


def read_specs(
    paths: Sequence[str], stdin: Design | MlarchError | None = None
) -> Iterator[tuple[str, Design | MlarchError]]:
    """Each spec that `paths` stand for, once: its path, and the design or what is wrong with it.

    Without paths: `specs/` if it is there, else the current directory. `stdin` is what was read from standard
    input, where that has been done.
    """
    for path, error in find_specs(paths):
        if error is not None:
            yield path, error
        else:
            yield path, stdin if path == STDIN and stdin is not None else _read(path)


def find_specs(paths: Sequence[str]) -> Iterator[tuple[str, MlarchError | None]]:
    """The path of each spec that `paths` stand for, once, or a path that stands for none and why."""
    from mlarch import language

    seen: set[str] = set()
    for path in paths or _default():
        try:
            files = language.discover([_given(path)])
        except MlarchError as error:
            yield path, error
            continue
        for file in files:
            identity = file if file == STDIN else str(Path(file).resolve())
            if identity not in seen:
                seen.add(identity)
                yield file, None


def _given(path: str) -> str:
    if not path.strip():
        raise MlarchError("a path is empty", "Is a variable unset? Without any path, specs/ is read.")
    return path


def _read(file: str) -> Design | MlarchError:
    try:
        return load(file)
    except MlarchError as error:
        return error


def _default() -> tuple[str, ...]:
    return (_HOME,) if Path(_HOME).is_dir() else (".",)
