"""Reading one spec for the Python API: its reviews are those of its project.

Nothing heavy is imported until a review is asked for.
"""

from __future__ import annotations

import os
from os import PathLike
from typing import TYPE_CHECKING

from mlarch import design as designs
from mlarch.design import Design

if TYPE_CHECKING:
    from mlarch.session.settings import ProjectSettings

__all__ = ["load", "loads", "project_settings"]

_TEXT = "<text>"


def load(path: str | PathLike[str]) -> Design:
    """Read the spec in the file `path` (`-` is standard input), to be reviewed as `mlarch check` would.

    The settings are those of `[tool.mlarch]` in the nearest `pyproject.toml` above the file that has this
    table, with the baseline that they name. They are read when they are first needed.

    Raises `SpecError` with every mistake in the spec, `MlarchError` when the file cannot be read at all, and
    `TypeError` for what is no path.
    """
    return designs.load(path, settings=lambda: project_settings(os.fspath(path)))


def loads(text: str, path: str = _TEXT) -> Design:
    """Read a spec from `text`.

    `path` is what findings call it, what its relative paths are relative to, and where its settings are
    looked for; without it there are none. Raises `SpecError` with every mistake in it, and `TypeError` for
    what is no text.
    """
    return designs.loads(text, path, settings=lambda: project_settings(path))


def project_settings(path: str) -> ProjectSettings:
    """The settings of one spec, with their baseline; none for a text without a path."""
    from mlarch.session.baseline import settled
    from mlarch.session.settings import ProjectSettings

    return ProjectSettings() if path == _TEXT else settled(path)
