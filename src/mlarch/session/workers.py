"""Drawing many pictures: in as many processes as asked for, answered in the order they were asked in."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from mlarch import processes, project
from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.session.pictures import Picture

__all__ = ["Drawn", "answer", "available", "draw_all"]

_PER_PROCESS = 2
"""A process takes a third of a second to start: with fewer layouts than this for each, it is not worth it."""


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


def draw_all(
    pictures: Sequence[Picture], jobs: int, *, report: bool = False
) -> Iterator[tuple[Picture, Drawn]]:
    """Every picture, drawn, in the order given; `jobs` processes at most. With `report`, its figures.

    One failure is the answer for that picture and stops no other.
    """
    # What shares a layout goes to one process: the formats and the scenarios of one view.
    sheets = [
        tuple(sheet) for _, sheet in groupby(pictures, key=lambda one: (id(one.design), one.options.view))
    ]
    count = min(jobs, len(sheets) // _PER_PROCESS)
    drawn: Iterator[Iterable[Drawn]]
    drawn = _spread(sheets, report, count) if count > 1 else (_sheet(sheet, report) for sheet in sheets)
    for sheet, answers in zip(sheets, drawn, strict=True):
        yield from zip(sheet, answers, strict=True)


def _sheet(sheet: Iterable[Picture], report: bool) -> Iterator[Drawn]:
    return (_one(picture, report) for picture in sheet)


def _one(picture: Picture, report: bool) -> Drawn:
    try:
        return Drawn(picture.draw(), picture.report() if report else ())
    except MlarchError as error:
        return Drawn(error=error)


def _spread(sheets: Sequence[tuple[Picture, ...]], report: bool, count: int) -> Iterator[Iterable[Drawn]]:
    """The sheets, drawn in processes that begin afresh: none inherits a lock or a half-used library."""
    packed: dict[int, bytes] = {}
    requests = []
    for sheet in sheets:
        design = sheet[0].design
        if id(design) not in packed:
            packed[id(design)] = pickle.dumps(design.architecture, pickle.HIGHEST_PROTOCOL)
        asked = tuple((one.options, one.target) for one in sheet)
        requests.append(pickle.dumps((_folder(), project.allowed(), packed[id(design)], asked, report)))
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
    folder, outside, architecture, asked, report = pickle.loads(request)
    if folder is not None:
        os.chdir(folder)  # icons are named relative to it; nothing is imported from it
    design = _unpacked(architecture)
    with project.allowing(outside):
        return pickle.dumps(list(_sheet((Picture(design, *each) for each in asked), report)))


# The sheets of one design come one after the other, and share its graph.
@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Design:
    return Design(pickle.loads(packed))
