"""Drawing many pictures: in as many processes as asked for, answered in the order they were asked in."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from mlarch import processes
from mlarch.cli.outputs import Picture
from mlarch.design import Design
from mlarch.diagnostics import MlarchError

__all__ = ["Drawn", "Settings", "answer", "available", "draw_all"]

_PER_PROCESS = 2
"""A process takes a third of a second to start: with fewer layouts than this for each, it is not worth it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the options of the command say about every picture."""

    theme: str = "auto"
    engine: str = "embedded"
    scale: float = 2.0
    report: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as bytes with the lines of its report, or why there is none."""

    data: bytes = b""
    report: tuple[str, ...] = ()
    error: MlarchError | None = None


def available() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def draw_all(pictures: Sequence[Picture], settings: Settings, jobs: int) -> Iterator[tuple[Picture, Drawn]]:
    """Every picture, drawn, in the order given; `jobs` processes at most.

    One failure is the answer for that picture and stops no other.
    """
    # What shares a layout goes to one process: the formats and the scenarios of one view.
    sheets = [tuple(sheet) for _, sheet in groupby(pictures, key=lambda one: (id(one.design), one.view))]
    count = min(jobs, len(sheets) // _PER_PROCESS)
    drawn: Iterator[Iterable[Drawn]]
    if count > 1:
        drawn = _spread(sheets, settings, count)
    else:
        drawn = (_sheet(sheet, settings) for sheet in sheets)
    for sheet, answers in zip(sheets, drawn, strict=True):
        yield from zip(sheet, answers, strict=True)


def _sheet(sheet: Iterable[Picture], settings: Settings) -> Iterator[Drawn]:
    return (_one(picture, settings) for picture in sheet)


def _one(picture: Picture, settings: Settings) -> Drawn:
    try:
        data = picture.draw(theme=settings.theme, engine=settings.engine, scale=settings.scale)
        return Drawn(data, picture.report(settings.engine) if settings.report else ())
    except MlarchError as error:
        return Drawn(error=error)


def _spread(
    sheets: Sequence[tuple[Picture, ...]], settings: Settings, count: int
) -> Iterator[Iterable[Drawn]]:
    """The sheets, drawn in processes that begin afresh: none inherits a lock or a half-used library."""
    packed: dict[int, bytes] = {}
    requests = []
    for sheet in sheets:
        design = sheet[0].design
        if id(design) not in packed:
            packed[id(design)] = _packed(design)
        asked = tuple((one.view, one.scenario, one.format, one.target) for one in sheet)
        requests.append(pickle.dumps((_folder(), packed[id(design)], asked, settings)))
    for sheet, found in zip(sheets, processes.spread(_CHILD, requests, count), strict=True):
        if isinstance(found, MlarchError):
            yield [Drawn(error=MlarchError(found.message, _BROKEN))] * len(sheet)
        else:
            yield pickle.loads(found)


_CHILD = f"{__name__}:answer"
_BROKEN = "It may have run out of memory; `--jobs 1` draws one picture after the other."


def _folder() -> str | None:
    """The folder that relative paths start from; None when it has been deleted."""
    try:
        return os.getcwd()  # noqa: PTH109
    except OSError:
        return None


def answer(request: bytes) -> bytes:
    """In a process of its own: draw one sheet. Both sides are pickled, and both are this module."""
    folder, design, asked, settings = pickle.loads(request)
    if folder is not None:
        os.chdir(folder)  # icons are named relative to it; nothing is imported from it
    unpacked = _unpacked(design)
    return pickle.dumps(list(_sheet((Picture(unpacked, *each) for each in asked), settings)))


def _packed(design: Design) -> bytes:
    return pickle.dumps(design.architecture, pickle.HIGHEST_PROTOCOL)


# The sheets of one design come one after the other, and share its graph.
@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Design:
    return Design(pickle.loads(packed))
