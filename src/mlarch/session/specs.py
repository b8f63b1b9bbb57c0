"""Which specs paths stand for, and reading them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.files import STDIN, read_bytes
from mlarch.language.syntax.bounds import largest
from mlarch.session.cache import Cache
from mlarch.session.content import read_cached
from mlarch.session.settings import ProjectSettings, SettingsFinder

if TYPE_CHECKING:
    from mlarch.model import Architecture

__all__ = ["default_paths", "design_of", "find_specs", "read_spec", "read_specs"]

_HOME = "specs"


def read_specs(
    paths: Sequence[str], settings: SettingsFinder, cache: Cache
) -> Iterator[tuple[str, Design | MlarchError]]:
    """Each spec that `paths` stand for, once: its path, and the design or what is wrong with it."""
    for path, error in find_specs(paths, settings):
        yield path, error or read_spec(path, cache)


def read_spec(path: str, cache: Cache, name: str | None = None) -> Design | MlarchError:
    """The spec in one file, or what is wrong with it; `name` is what that on standard input is called."""
    from mlarch import language

    try:
        if path != STDIN:
            return design_of(read_cached(path, cache))
        return design_of(language.read_data(read_bytes(STDIN, largest()), name or STDIN))
    except MlarchError as error:
        return error


def design_of(architecture: Architecture) -> Design:
    """The design of a spec that was read; its reviews are those of its project."""

    def settings() -> ProjectSettings:
        from mlarch.session.baseline import settled  # only now: a picture needs no rules

        return settled(architecture.path)

    return Design(architecture, settings=settings)


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
