"""Which specs paths stand for, and reading them with the settings of their project."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path

from mlarch import design as designs
from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.files import STDIN
from mlarch.session.baseline import Baselines
from mlarch.session.settings import ProjectSettings, SettingsFinder

__all__ = ["default_paths", "find_specs", "load", "loads", "read_specs"]

_HOME = "specs"
_TEXT = "<text>"


def load(path: str | PathLike[str]) -> Design:
    """Read the spec in the file `path` (`-` is standard input), to be reviewed as `mlarch check` would.

    The settings are those of `[tool.mlarch]` in the nearest `pyproject.toml` above the file that has this
    table, with the baseline that they name. They are read when they are first needed.

    Raises `SpecError` with every mistake in the spec, `MlarchError` when the file cannot be read at all, and
    `TypeError` for what is no path.
    """
    return designs.load(path, settings=lambda: _settled(os.fspath(path)))


def loads(text: str, path: str = _TEXT) -> Design:
    """Read a spec from `text`.

    `path` is what findings call it, what its relative paths are relative to, and where its settings are
    looked for; without it there are none. Raises `SpecError` with every mistake in it, and `TypeError` for
    what is no text.
    """
    return designs.loads(text, path, settings=lambda: _settled(path))


def _settled(path: str) -> ProjectSettings:
    """The settings of one spec, with their baseline."""
    found = ProjectSettings() if path == _TEXT else SettingsFinder().of(path)
    return Baselines().settle(found)


def read_specs(
    paths: Sequence[str], settings: SettingsFinder, stdin: Design | MlarchError | None = None
) -> Iterator[tuple[str, Design | MlarchError]]:
    """Each spec that `paths` stand for, once: its path, and the design or what is wrong with it.

    `stdin` is what was read from standard input, where that has been done.
    """
    for path, error in find_specs(paths, settings):
        if error is not None:
            yield path, error
        else:
            yield path, stdin if path == STDIN and stdin is not None else _read(path)


def find_specs(paths: Sequence[str], settings: SettingsFinder) -> Iterator[tuple[str, MlarchError | None]]:
    """The path of each spec that `paths` stand for, once, or a path that stands for none and why.

    Without paths: those of the settings, else `specs/` if it is there, else the current directory. What the
    settings exclude is left out of directories; a file that is named is read in any case.
    """
    seen: set[str] = set()
    for path in paths or default_paths(settings):
        try:
            files = _files(path, settings)
        except MlarchError as error:
            yield path, error
            continue
        for file in files:
            identity = file if file == STDIN else str(Path(file).resolve())
            if identity not in seen:
                seen.add(identity)
                yield file, None


def _files(path: str, settings: SettingsFinder) -> tuple[str, ...]:
    from mlarch import language

    if not path.strip():
        raise MlarchError("a path is empty", "Is a variable unset? Without any path, specs/ is read.")
    files = language.discover([path])
    if path == STDIN or not Path(path).is_dir():
        return files
    kept = tuple(file for file in files if not settings.of(file).excludes(file))
    if not kept:
        raise MlarchError(
            f"every spec in {path} is excluded by the settings",
            f"`exclude` stands in {settings.of(files[0]).path}; a file that is named is read in any case.",
        )
    return kept


def _read(file: str) -> Design | MlarchError:
    try:
        return designs.load(file)
    except MlarchError as error:
        return error


def default_paths(settings: SettingsFinder) -> tuple[str, ...]:
    """What is read when nothing is named. Raises `MlarchError` for wrong settings."""
    named = settings.of(".").paths
    if named:
        return tuple(map(_shown, named))
    return (_HOME,) if Path(_HOME).is_dir() else (".",)


def _shown(path: str) -> str:
    """The path as a user in this directory would write it, when it lies below."""
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118
    return path.removeprefix(here) if path.startswith(here) else path
