"""The conversation with one page: it tells what is typed and chosen, and is told what follows.

What follows comes in three parts, the quickest first: the findings, the picture, the figures. Of what a page
asks to see only the newest counts: while one picture is drawn, requests for others replace each other. One
picture is drawn at a time, however many pages are open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import field
from functools import partial
from typing import Any

from mlarch.diagnostics import MlarchError
from mlarch.records import dataclass
from mlarch.serve import answers, messages
from mlarch.serve.messages import Plain
from mlarch.serve.specs import ConflictError, Specs
from mlarch.serve.threads import in_thread
from mlarch.session.service import Warm

__all__ = ["Studio", "Talk"]

QUIET = 0.25
"""Seconds without a new picture after which the figures are computed: they take longer than a picture."""


class Studio:
    """What all pages share: the specs, who is listening, and the one renderer."""

    def __init__(self, specs: Specs) -> None:
        self.specs = specs
        self.renderer = asyncio.Lock()
        self.pages: set[Talk] = set()

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
    """One page. `send` takes what it is told."""

    studio: Studio
    send: Callable[[Plain], Awaitable[None]]
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
            await self.send({"type": "failed", "message": error.message, "help": error.help})

    async def _hear(self, message: Plain) -> None:
        specs, kind = self.studio.specs, message.get("type")
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
        elif kind in ("complete", "explain"):
            warm, (line, column) = specs.warm(self.path), messages.place(message)
            answer = answers.completions if kind == "complete" else answers.explained
            await self.send({"type": kind, "id": message.get("id"), "found": answer(warm, line, column)})
        elif kind in ("fix", "try"):
            await self._fix(message, keep=kind == "fix")

    async def _fix(self, message: Plain, *, keep: bool) -> None:
        """Make a fix in the text or, without `keep`, show what it would add."""
        warm = self.studio.specs.warm(self.path)
        finding, choice = messages.number(message, "finding"), messages.number(message, "fix")
        text = answers.fixed(warm, finding, choice, messages.text(message, "message"))
        if keep:
            await self.studio.type(self.path, text, self)
            await self.tell_text()
            return
        after, view = Warm(self.path, text, before=warm), self.view
        async with self.studio.renderer:
            svg = await in_thread(partial(answers.ghosts, after, view))
        await self.send({"type": "ghosts", "id": message.get("id"), "svg": svg})

    async def review(self) -> None:
        """Tell the findings of the newest text as often as it changes, then let it be drawn; endlessly."""
        while True:
            await self._typed.wait()
            self._typed.clear()
            path, warm = self.path, self.studio.specs.warm(self.path)
            told = await in_thread(partial(answers.reviewed, warm))
            if path == self.path:
                saved = self.studio.specs.saved(path)
                await self.send({"type": "reviewed", "path": path, "saved": saved, **told})
                self._due.set()

    async def draw(self) -> None:
        """Tell the newest picture, and the figures when no newer one is asked for; endlessly."""
        while True:
            await self._due.wait()
            self._due.clear()
            path, warm = self.path, self.studio.specs.warm(self.path)
            asked = (warm, self.view, self.scenario)
            new = asked != self._drawn
            if new:
                async with self.studio.renderer:
                    if self._due.is_set():  # something newer has come while another page was drawn
                        continue
                    told = await in_thread(partial(answers.shown, *asked))
                if path != self.path:
                    continue
                self._drawn = asked
                await self.send({"type": "shown", "path": path, **told})
            if self.figures and not (new and await self._replaced()):
                figures = await in_thread(partial(answers.figures, warm, dict(self.values)))
                if path == self.path:
                    await self.send({"type": "figures", "path": path, "figures": figures})

    async def _replaced(self) -> bool:
        """Whether something newer comes within a moment."""
        try:
            await asyncio.wait_for(self._due.wait(), QUIET)
        except TimeoutError:
            return False
        return True
