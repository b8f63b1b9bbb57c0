"""Drawing many pictures: in as many processes as asked for, answered in the order they were asked in."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.draw import FORMATS, Stage
from mlarch.files import STDIN
from mlarch.records import dataclass
from mlarch.session.cache import Cache
from mlarch.session.children import received, spread
from mlarch.session.content import identity
from mlarch.session.pictures import Picture
from mlarch.session.specs import design_of

__all__ = ["Drawn", "answer", "draw_all"]

_PER_PROCESS = 2
"""A process takes a third of a second to start: with fewer layouts than this for each, it is not worth it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as bytes with the lines of its report and its warnings, or why there is none."""

    data: bytes = b""
    report: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    error: MlarchError | None = None


def draw_all(
    pictures: Sequence[Picture], processes: int, cache: Cache, *, report: bool = False
) -> Iterator[tuple[Picture, Drawn]]:
    """Every picture in the order given, from the cache or drawn in `processes` at most.

    With `report`, every picture is drawn, and comes with its readability report. One failure is the answer
    for that picture and stops no other.
    """
    identities = {id(one.design): identity(one.design.architecture) for one in pictures if cache.folder}
    keys = [_key(one, identities.get(id(one.design)), cache) for one in pictures]
    kept = [None if report else cache.get(key) if key else None for key in keys]
    missing = [picture for picture, found in zip(pictures, kept, strict=True) if not isinstance(found, tuple)]
    drawn = _draw(missing, processes, report)
    for picture, key, found in zip(pictures, keys, kept, strict=True):
        if isinstance(found, tuple):
            data, warnings = found
            yield picture, Drawn(data, warnings=warnings)
            continue
        answer = next(drawn)
        if key and answer.error is None:
            cache.put(key, (answer.data, answer.warnings))
        yield picture, answer
    cache.sweep()


def _key(picture: Picture, content: object, cache: Cache) -> str:
    """The key of a picture in the cache; empty for one that also follows from something else.

    That is a program or a font of this machine, or (a page with findings) the settings of a project.
    """
    options = picture.options
    elsewhere = options.engine != "built-in" or options.font or FORMATS[options.format].stage is Stage.PAGE
    if content is None or elsewhere or picture.design.path == STDIN:
        return ""
    return cache.key("picture", content, options)


def _draw(pictures: Sequence[Picture], processes: int, report: bool) -> Iterator[Drawn]:
    # What shares a layout goes to one process: the formats and the scenarios of one view.
    sheets = [
        tuple(sheet) for _, sheet in groupby(pictures, key=lambda one: (id(one.design), one.options.view))
    ]
    count = min(processes, len(sheets) // _PER_PROCESS)
    drawn: Iterator[Iterable[Drawn]]
    drawn = _spread(sheets, report, count) if count > 1 else (_sheet(sheet, report) for sheet in sheets)
    for answers in drawn:
        yield from answers


def _sheet(sheet: Iterable[Picture], report: bool) -> Iterator[Drawn]:
    return (_one(picture, report) for picture in sheet)


def _one(picture: Picture, report: bool) -> Drawn:
    try:
        return Drawn(picture.draw(), picture.report() if report else (), picture.warnings())
    except MlarchError as error:
        return Drawn(error=error)


def _spread(sheets: Sequence[tuple[Picture, ...]], report: bool, count: int) -> Iterator[Iterable[Drawn]]:
    """The sheets, drawn in other processes."""
    packed: dict[int, bytes] = {}
    requests = []
    for sheet in sheets:
        design = sheet[0].design
        if id(design) not in packed:
            packed[id(design)] = pickle.dumps(design.architecture, pickle.HIGHEST_PROTOCOL)
        asked = tuple((one.options, one.target) for one in sheet)
        requests.append((packed[id(design)], asked, report))
    for sheet, found in zip(sheets, spread(_CHILD, requests, count), strict=True):
        yield [Drawn(error=found)] * len(sheet) if isinstance(found, MlarchError) else found


_CHILD = f"{__name__}:answer"


def answer(request: bytes) -> bytes:
    """In a process of its own: draw one sheet."""
    with received(request) as (architecture, asked, report):
        design = _unpacked(architecture)
        return pickle.dumps(list(_sheet((Picture(design, *each) for each in asked), report)))


# The sheets of one design come one after the other, and share its graph.
@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Design:
    return design_of(pickle.loads(packed))
