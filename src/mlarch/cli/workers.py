"""Drawing many pictures: in as many processes as asked for, answered in the order they were asked in."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from mlarch.cli.outputs import Picture
from mlarch.design import Design
from mlarch.diagnostics import MlarchError

__all__ = ["Drawn", "Settings", "available", "draw_all"]

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
    processes = min(jobs, len(sheets) // _PER_PROCESS)
    drawn: Iterator[Iterable[Drawn]]
    if processes > 1:
        drawn = _spread(sheets, settings, processes)
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
    sheets: Sequence[tuple[Picture, ...]], settings: Settings, processes: int
) -> Iterator[Iterable[Drawn]]:
    """The sheets, drawn in processes that begin afresh: none inherits a lock or a half-used library."""
    context = multiprocessing.get_context("spawn")
    packed = {id(sheet[0].design): b"" for sheet in sheets}
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_ignore_interrupts) as pool:
        waiting = []
        for sheet in sheets:
            design = sheet[0].design
            packed[id(design)] = packed[id(design)] or _packed(design)
            asked = tuple((one.view, one.scenario, one.format, one.target) for one in sheet)
            waiting.append(pool.submit(_answer, packed[id(design)], asked, settings))
        try:
            for sheet, future in zip(sheets, waiting, strict=True):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    error = MlarchError("the process that drew it ended before it was done", _BROKEN)
                    yield [Drawn(error=error)] * len(sheet)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_BROKEN = "It may have run out of memory; `--jobs 1` draws one picture after the other."


def _ignore_interrupts() -> None:
    """Ctrl-C is for the process that was started by hand, which then ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _answer(design: bytes, asked: Iterable[tuple[Any, ...]], settings: Settings) -> list[Drawn]:
    """In a process of its own: draw one sheet."""
    unpacked = _unpacked(design)
    return list(_sheet((Picture(unpacked, *each) for each in asked), settings))


def _packed(design: Design) -> bytes:
    return pickle.dumps(design.architecture, pickle.HIGHEST_PROTOCOL)


# The sheets of one design come one after the other, and share its graph.
@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Design:
    return Design(pickle.loads(packed))
