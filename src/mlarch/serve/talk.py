"""The conversation with one page: it tells what is typed and chosen, and is told what follows.

A text is read, then its findings are worked out here while its picture is drawn in another process, then its
figures. Of what a page asks to see only the newest counts: while one picture is drawn, requests for others
replace each other. One picture is drawn at a time, however many pages are open.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from functools import partial
from typing import Any

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.records import dataclass
from mlarch.serve import answers, messages
from mlarch.serve.artist import PATIENCE, Drawn
from mlarch.serve.kept_layout import KeptLayout
from mlarch.serve.messages import Plain
from mlarch.serve.outline import outline
from mlarch.serve.specs import ConflictError
from mlarch.serve.studio import Studio, good
from mlarch.session.pin import pinned
from mlarch.session.service import OutdatedError, Warm
from mlarch.session.threads import in_thread

__all__ = ["Talk"]

QUIET = 0.25
"""Seconds without a new picture after which the figures are computed: they take longer than a picture."""

REST = 3.0
"""Seconds without a new picture after which parts that have kept their places go where they are best."""

_AT_ONCE = 4
"""So many questions about a text are worked on at once; while more wait, the page is not heard."""


@dataclass(eq=False)
class Talk:
    """One page. `send` takes what it is told, as values or as JSON."""

    studio: Studio
    send: Callable[[Plain | str], Awaitable[None]]
    path: str = ""
    view: str | None = None
    scenario: str | None = None
    figures: bool = False
    """Whether the page shows figures: others are not computed."""
    values: dict[str, str] = field(default_factory=dict)
    heard: int = 0
    """How many texts the page has sent: it leaves aside what was told before it sent the last."""
    _typed: asyncio.Event = field(default_factory=asyncio.Event)
    _due: asyncio.Event = field(default_factory=asyncio.Event)
    _drawn: tuple[Any, ...] = ()
    _shown: tuple[Any, ...] | None = None
    _layout: KeptLayout = field(default_factory=KeptLayout)
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    _asked: set[asyncio.Future[None]] = field(default_factory=set)

    async def greet(self) -> None:
        """Say what there is, and show the first spec."""
        specs = self.studio.specs
        self.path = specs.paths[0]
        await self.send({"type": "specs", "paths": list(specs.paths), "edit": specs.edit})
        await self._opened()

    async def _opened(self) -> None:
        self._drawn, self._shown = (), None
        await self.tell_text()
        self.show()

    async def tell_text(self) -> None:
        """Tell the newest text of the spec."""
        warm, saved = self.studio.specs.warm(self.path), self.studio.specs.saved(self.path)
        await self.send(
            {"type": "text", "path": self.path, "text": warm.text, "saved": saved, "heard": self.heard}
        )

    def show(self, *, anew: bool = False) -> None:
        """Let what follows from the newest text be worked out; `anew` where files beside it have changed."""
        if anew:
            self._shown = None
        self._typed.set()

    async def changed(self, path: str, text: str) -> None:
        """Another program has written a file."""
        if path == self.path and self.studio.specs.saved(path):
            await self._opened()
        elif path == self.path:
            await self.send({"type": "conflict", "path": path, "text": text})

    async def hear(self, message: Plain) -> None:
        """Take one message of the page. What cannot be done is said, and ends nothing."""
        try:
            await self._hear(message)
        except ConflictError as error:
            await self.send({"type": "conflict", "path": self.path, "text": error.text})
        except MlarchError as error:
            await self._failed(error)

    async def _hear(self, message: Plain) -> None:
        specs, kind = self.studio.specs, str(message.get("type"))
        if kind == "type":
            self.heard += 1
            await self.studio.type(self.path, messages.text(message, "text"), self)
        elif kind == "open":
            path = messages.text(message, "path")
            specs.warm(path)
            self.path, self.view, self.scenario, self.values = path, None, None, {}
            self._layout = KeptLayout()
            await self._opened()
        elif kind == "choose":
            self.view, self.scenario = messages.word(message, "view"), messages.word(message, "scenario")
            self._due.set()
        elif kind == "figures":
            self.figures, self.values = message.get("shown") is True, messages.values(message)
            self._due.set()
        elif kind == "save":
            specs.save(self.path, over=message.get("over") is True)
            await self.send({"type": "saved", "path": self.path})
        elif kind == "take":
            specs.take(self.path)
            await self._opened()
        elif kind in _QUESTIONS:
            await self._free.acquire()
            work = asyncio.ensure_future(self._answer(_QUESTIONS[kind](self, message)))
            self._asked.add(work)
            work.add_done_callback(self._asked.discard)
        elif kind == "fix":
            await self._replace(*await self._fixed(message))
        elif kind == "pin":
            await self._pin(on=message.get("on") is True)

    async def _answer(self, work: Awaitable[None]) -> None:
        try:
            await work
        except MlarchError as error:
            await self._failed(error)
        finally:
            self._free.release()

    async def _failed(self, error: MlarchError) -> None:
        await self.send({"type": "failed", "message": error.message, "help": error.help})

    def leave(self) -> None:
        """The page has gone: nobody waits for what it has asked."""
        for work in self._asked:
            work.cancel()

    async def _tell_of_place(self, message: Plain) -> None:
        """Answer what may be written, or what is known, at a place of the text."""
        kind = message["type"]
        answer = answers.completions if kind == "complete" else answers.explained
        found = await in_thread(partial(answer, self.studio.specs.warm(self.path), *messages.place(message)))
        await self.send({"type": kind, "id": message.get("id"), "found": found})

    async def _try(self, message: Plain) -> None:
        """Show what a fix would add."""
        view = self.view
        warm, text = await self._fixed(message)
        after = Warm(self.path, text, before=warm)
        design = await in_thread(lambda: after.design)
        told = {"type": "ghosts", "id": message.get("id"), "svg": None}
        drawn = None
        if design is not None:
            rows = self._layout.of(design)
            drawn = await self.studio.artist.draw("ghosts", design, (view,), told, self._due, rows)
        await self.send(told if drawn is None else drawn.message)

    async def _pin(self, *, on: bool) -> None:
        """Write the places of the picture into the text, or take those that it states out."""
        warm = self.studio.specs.warm(self.path)
        design = await in_thread(lambda: warm.design)
        if design is None:
            raise MlarchError("a text with errors has no picture of its own", "Mend them first.")
        rows = self._layout.pins(design) if on else ()
        await self._replace(warm, await in_thread(partial(pinned, warm.text, design, rows)))

    async def _replace(self, warm: Warm, text: str) -> None:
        """Put another text in place of one. Raises `MlarchError` when that has changed meanwhile."""
        if self.studio.specs.warm(self.path) is not warm:
            raise MlarchError("this was asked of an older text", "Choose it again.")
        await self.studio.type(self.path, text, self)
        await self.tell_text()

    async def _fixed(self, message: Plain) -> tuple[Warm, str]:
        """The newest text, and what it would be after a fix."""
        warm = self.studio.specs.warm(self.path)
        finding, choice = messages.number(message, "finding"), messages.number(message, "fix")
        fix = partial(answers.fixed, warm, finding, choice, messages.text(message, "message"))
        return warm, await in_thread(fix)

    async def review(self) -> None:
        """Read the newest text as often as it changes, let it be drawn, and tell its findings; endlessly."""
        while True:
            await self._typed.wait()
            self._typed.clear()
            path, warm = self.path, self.studio.specs.warm(self.path)
            design = await in_thread(partial(good, warm))
            if design is not None and not self._is_shown(design, self.view, self.scenario):
                await self.studio.artist.prepare(design)  # else the review would slow it down
            self._due.set()
            try:
                told = await in_thread(partial(answers.reviewed, warm))
            except OutdatedError:
                continue
            if path == self.path:
                saved = self.studio.specs.saved(path)
                await self.send({"type": "reviewed", "path": path, "saved": saved, **told})

    async def draw(self) -> None:
        """Tell the newest picture, its figures and at last its best places, endlessly; newer ones first."""
        while True:
            await self._due.wait()
            self._due.clear()
            path, warm = self.path, self.studio.specs.warm(self.path)
            asked = (warm, self.view, self.scenario)
            new = asked != self._drawn
            if new and not await self._picture(path, *asked):
                continue
            if self.figures and not (new and await self._replaced(QUIET)):
                await self._figures(path, warm)
            if self._layout.kept and not await self._replaced(REST):
                await self._picture(path, *asked, arranged=True)

    async def _picture(
        self, path: str, warm: Warm, view: str | None, scenario: str | None, *, arranged: bool = False
    ) -> bool:
        """Tell the picture of a text, or of the last one without errors; False when it is outdated.

        The parts stay where they are, or stand where they are best when it is to be `arranged`. A text that
        says the same in other lines has its picture already.
        """
        design = await in_thread(partial(good, warm))
        told: Plain = {"type": "shown", "path": path, "svg": None, "outline": None, "fault": ""}
        drawn: Drawn | None = Drawn(json.dumps(told))
        if design is not None:
            told |= {"arranged": arranged, "pinned": bool(design.architecture.layout)}
            if self._is_shown(design, view, scenario) and not arranged:
                drawn = Drawn(json.dumps({**told, "outline": outline(design)}))
            else:
                drawn = await self._draw(path, design, view, scenario, told)
        if drawn is None or path != self.path:
            return False
        self._drawn = (warm, view, scenario)
        await self.send(drawn.message)
        return True

    def _is_shown(self, design: Design, view: str | None, scenario: str | None) -> bool:
        """Whether the page shows this picture of a design that says the same."""
        return self._shown == (design.architecture, view, scenario)

    async def _draw(
        self, path: str, design: Design, view: str | None, scenario: str | None, told: Plain
    ) -> Drawn | None:
        """A picture, and remember where its parts stand; None when it is outdated."""
        arranged = told["arranged"]
        rows = () if arranged else self._layout.of(design)
        patience = 0.0 if arranged else PATIENCE  # there is a picture to look at already
        asked = (view, scenario)
        drawn = await self.studio.artist.draw("shown", design, asked, told, self._due, rows, patience)
        if drawn is not None and path == self.path:
            self._layout.drawn(design, drawn.rows, arranged=not rows)
            self._shown = (design.architecture, *asked) if drawn.rows else None
        return drawn

    async def _figures(self, path: str, warm: Warm) -> None:
        """Tell the figures of a text, or of the last one without errors, unless they are outdated already."""
        design = await in_thread(partial(good, warm))
        told: Plain = {"type": "figures", "path": path, "figures": None}
        drawn: Drawn | None = Drawn(json.dumps(told))
        if design is not None:
            values = dict(self.values)
            drawn = await self.studio.artist.draw("figures", design, (values,), told, self._due)
        if drawn is not None and path == self.path:
            await self.send(drawn.message)

    async def _replaced(self, seconds: float) -> bool:
        """Whether something newer comes within so many seconds."""
        try:
            await asyncio.wait_for(self._due.wait(), seconds)
        except TimeoutError:
            return False
        return True


_QUESTIONS: Mapping[str, Callable[[Talk, Plain], Awaitable[None]]] = {
    "complete": Talk._tell_of_place,
    "explain": Talk._tell_of_place,
    "try": Talk._try,
}
"""What a page asks about its text, answered beside the conversation."""
