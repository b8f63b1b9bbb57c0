"""The conversation with one page: it tells what is typed and chosen, and is told what follows.

A text is read, then its findings are worked out here while its picture is drawn in another process, then its
figures. Of what a page asks to see only the newest counts: while one picture is drawn, requests for others
replace each other. One picture is drawn at a time, however many pages are open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from functools import partial
from typing import Any

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.records import dataclass
from mlarch.serve import answers, messages
from mlarch.serve.artist import Artist
from mlarch.serve.messages import Plain
from mlarch.serve.specs import ConflictError, Specs
from mlarch.serve.threads import in_thread
from mlarch.session.service import Warm

__all__ = ["Studio", "Talk"]

QUIET = 0.25
"""Seconds without a new picture after which the figures are computed: they take longer than a picture."""

_AT_ONCE = 4
"""So many questions about a text are worked on at once; while more wait, the page is not heard."""


class Studio:
    """What all pages share: the specs, who is listening, and who draws. Must be closed."""

    def __init__(self, specs: Specs) -> None:
        self.specs = specs
        self.artist = Artist()
        self.pages: set[Talk] = set()

    async def warm_up(self) -> None:
        """Draw the first spec, for nobody: the first page finds everything loaded, and its picture known."""
        design = await in_thread(partial(_good, self.specs.warm(self.specs.paths[0])))
        if design is not None:
            await self.artist.draw("shown", design, (None, None), {}, asyncio.Event())

    def close(self) -> None:
        """End what is being drawn."""
        self.artist.close()

    async def look(self) -> None:
        """Look at the files again, and tell every page that shows one that has changed."""
        for path in self.specs.paths:
            text = self.specs.changed(path)
            if text is not None:
                for page in tuple(self.pages):
                    await page.changed(path, text)
        self.specs.workspace.forget()
        for page in tuple(self.pages):
            page.show()

    async def type(self, path: str, text: str, author: Talk) -> None:
        """Take what was typed on one page, and tell the others that show the same spec."""
        self.specs.type(path, text)
        for page in tuple(self.pages):
            if page.path == path:
                page.show()
                if page is not author:
                    await page.tell_text()


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
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    _asked: set[asyncio.Future[None]] = field(default_factory=set)

    async def greet(self) -> None:
        """Say what there is, and show the first spec."""
        specs = self.studio.specs
        self.path = specs.paths[0]
        await self.send({"type": "specs", "paths": list(specs.paths), "edit": specs.edit})
        await self._opened()

    async def _opened(self) -> None:
        self._drawn = ()
        await self.tell_text()
        self.show()

    async def tell_text(self) -> None:
        """Tell the newest text of the spec."""
        warm, saved = self.studio.specs.warm(self.path), self.studio.specs.saved(self.path)
        await self.send(
            {"type": "text", "path": self.path, "text": warm.text, "saved": saved, "heard": self.heard}
        )

    def show(self) -> None:
        """Let what follows from the newest text be worked out."""
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
            await self._fix(message)

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
            drawn = await self.studio.artist.draw("ghosts", design, (view,), told, self._due)
        await self.send(drawn or told)

    async def _fix(self, message: Plain) -> None:
        """Make a fix in the text. Raises `MlarchError` when the text has changed meanwhile."""
        warm, text = await self._fixed(message)
        if self.studio.specs.warm(self.path) is not warm:
            raise MlarchError("this fix is of an older text", "Choose the finding again.")
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
            await in_thread(partial(_good, warm))
            self._due.set()
            told = await in_thread(partial(answers.reviewed, warm))
            if path == self.path:
                saved = self.studio.specs.saved(path)
                await self.send({"type": "reviewed", "path": path, "saved": saved, **told})

    async def draw(self) -> None:
        """Tell the newest picture, and the figures when no newer one is asked for; endlessly."""
        while True:
            await self._due.wait()
            self._due.clear()
            path, warm = self.path, self.studio.specs.warm(self.path)
            asked = (warm, self.view, self.scenario)
            new = asked != self._drawn
            if new and not await self._picture(path, *asked):
                continue
            if self.figures and not (new and await self._replaced()):
                await self._figures(path, warm)

    async def _picture(self, path: str, warm: Warm, view: str | None, scenario: str | None) -> bool:
        """Tell the picture of a text, or of the last one without errors; False when it is outdated."""
        design = await in_thread(partial(_good, warm))
        told: Plain = {"type": "shown", "path": path, "svg": None, "outline": None, "fault": ""}
        drawn: Plain | str | None = told
        if design is not None:
            drawn = await self.studio.artist.draw("shown", design, (view, scenario), told, self._due)
        if drawn is None or path != self.path:
            return False
        self._drawn = (warm, view, scenario)
        await self.send(drawn)
        return True

    async def _figures(self, path: str, warm: Warm) -> None:
        """Tell the figures of a text, or of the last one without errors, unless they are outdated already."""
        design = await in_thread(partial(_good, warm))
        told: Plain = {"type": "figures", "path": path, "figures": None}
        drawn: Plain | str | None = told
        if design is not None:
            values = dict(self.values)
            drawn = await self.studio.artist.draw("figures", design, (values,), told, self._due)
        if drawn is not None and path == self.path:
            await self.send(drawn)

    async def _replaced(self) -> bool:
        """Whether something newer comes within a moment."""
        try:
            await asyncio.wait_for(self._due.wait(), QUIET)
        except TimeoutError:
            return False
        return True


def _good(warm: Warm) -> Design | None:
    return warm.good


_QUESTIONS: Mapping[str, Callable[[Talk, Plain], Awaitable[None]]] = {
    "complete": Talk._tell_of_place,
    "explain": Talk._tell_of_place,
    "try": Talk._try,
}
"""What a page asks about its text, answered beside the conversation."""
