"""Who draws: one process beside the server, kept warm, that gives up what nobody wants to see any more."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

from mlarch.design import Design
from mlarch.processes import Child, ChildError
from mlarch.records import dataclass
from mlarch.serve.messages import Plain
from mlarch.session.children import packed, sent, unpacked
from mlarch.session.threads import in_thread

__all__ = ["PATIENCE", "Artist", "Drawn"]

PATIENCE = 0.3
"""Seconds a drawing may take, though something newer was asked for: most are done by then."""

LIMIT = 60.0
"""Seconds after which a drawing is given up in any case, with its process."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message of what was asked for, as JSON, and the places of its picture, if it has one."""

    message: str
    rows: tuple[str, ...] = ()


class Artist:
    """Draws one thing at a time. Must be closed, which ends the drawing and its process at once."""

    def __init__(self) -> None:
        self._child = Child("mlarch.serve.drawing:answer")
        self._turn = asyncio.Lock()

    async def prepare(self, design: Design) -> None:
        """Pack a design that will be drawn, before other work is done beside that."""
        await in_thread(partial(_packed, design))

    async def draw(
        self,
        kind: str,
        design: Design,
        asked: Sequence[object],
        told: Plain,
        newer: asyncio.Event,
        rows: tuple[str, ...] = (),
        patience: float = PATIENCE,
    ) -> Drawn | None:
        """The message `told` with what is asked for in it; what failed says why.

        The parts stand as `rows` say, and where they are best without. None when `newer` was set meanwhile,
        and so another thing is to be drawn, unless it was done after `patience` seconds.
        """
        async with self._turn:
            request = await in_thread(partial(_request, kind, design, rows, tuple(asked), told))
            work = asyncio.wrap_future(self._child.later(request, LIMIT))
            try:
                await asyncio.wait([work], timeout=patience)
                if not work.done():
                    await self._done_or_outdated(work, newer)
                return Drawn(*unpacked(await work))
            except ChildError as error:
                return None if newer.is_set() and not error.timed_out else _failed(kind, told, error)
            finally:
                if not work.done():  # the page has gone
                    self._child.stop()

    async def _done_or_outdated(self, work: asyncio.Future[bytes], newer: asyncio.Event) -> None:
        watch = asyncio.ensure_future(newer.wait())
        waited: list[asyncio.Future[Any]] = [work, watch]
        try:
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                self._child.stop()
        finally:
            watch.cancel()

    def close(self) -> None:
        """End the drawing and its process."""
        self._child.close()


def _request(kind: str, design: Design, rows: tuple[str, ...], asked: Sequence[object], told: Plain) -> bytes:
    return sent((_packed(design), rows, kind, asked, told))


# What is chosen in one text, and its figures, are asked for with the same design.
@lru_cache(maxsize=2)
def _packed(design: Design) -> bytes:
    return packed(design.architecture)


def _failed(kind: str, told: Plain, error: ChildError) -> Drawn:
    reason = f"it took longer than {LIMIT:g} s" if error.timed_out else error.message
    found: dict[str, Plain] = {
        "shown": {"svg": None, "outline": None, "fault": reason},
        "ghosts": {"svg": None},
        "figures": {"figures": {"chart": "", "text": reason, "stated": {}}},
    }
    return Drawn(json.dumps({**told, **found[kind]}, ensure_ascii=False))
