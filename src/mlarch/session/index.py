"""The page that shows every picture of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from mlarch.diagnostics import MlarchError
from mlarch.docs.gallery_page import Entry, Shown, page
from mlarch.files import STDIN
from mlarch.session.pictures import Picture

__all__ = ["check_formats", "index_of"]

_SHOWN = ("svg", "png")
"""The formats that a browser shows inside a page, the better first."""


def check_formats(formats: Iterable[str]) -> None:
    """Raise `MlarchError` when none of the formats can be shown in a page."""
    if not set(formats) & set(_SHOWN):
        raise MlarchError("`--index` shows SVG or PNG pictures", "Add `svg` to `--format`.")


def index_of(pictures: Iterable[Picture], directory: str) -> tuple[Path, bytes]:
    """The file and the text of the page. Pictures of one design come one after the other."""
    chosen = [
        _entry(list(group), directory) for _, group in groupby(pictures, key=lambda one: id(one.design))
    ]
    return Path(directory, "index.html"), page(chosen).encode(errors="replace")


def _entry(pictures: Sequence[Picture], directory: str) -> Entry:
    best: dict[tuple[str | None, str | None], Picture] = {}
    for picture in sorted(
        (one for one in pictures if one.options.format in _SHOWN),
        key=lambda one: _SHOWN.index(one.options.format),
    ):
        best.setdefault((picture.options.view, picture.options.scenario), picture)
    order = dict.fromkeys((one.options.view, one.options.scenario) for one in pictures)
    shown = tuple(
        Shown(best[key].target.relative_to(directory).as_posix(), *key) for key in order if key in best
    )
    pages = tuple(
        Shown(one.target.relative_to(directory).as_posix(), one.options.view, one.options.scenario)
        for one in pictures
        if one.options.format == "html"
    )
    design = pictures[0].design
    return Entry(design, shown, _relative(design.path, directory), pages)


def _relative(path: str, directory: str) -> str | None:
    """The way from the page to a file, with `/`; None when there is none, as between two drives."""
    if path == STDIN:
        return None
    try:
        return Path(os.path.relpath(path, directory)).as_posix()
    except ValueError:
        return None
