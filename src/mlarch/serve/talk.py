"""The conversation with one page: it tells what is typed and chosen, and is told what follows.

Of what a page asks to see only the newest counts: while one picture is drawn, requests for others replace
each other. One picture is drawn at a time, however many pages are open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from mlarch.diagnostics import MlarchError
from mlarch.serve import answers
from mlarch.serve.specs import ConflictError, Specs
from mlarch.session.service import Warm

__all__ = ["Studio", "Talk"]

Plain = dict[str, Any]
_VALUES = 16
"""So many replaced fields at most."""


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


@dataclass(eq=False)
class Talk:
    """One page. `send` takes what it is told."""

    studio: Studio
    send: Callable[[Plain], Awaitable[None]]
    path: str = ""
    view: str | None = None
    scenario: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    _due: asyncio.Event = field(default_factory=asyncio.Event)
    _shown: tuple[Any, ...] = ()

    async def greet(self) -> None:
        """Say what there is, and show the first spec."""
        specs = self.studio.specs
        self.path = specs.paths[0]
        await self.send({"type": "specs", "paths": list(specs.paths), "edit": specs.edit})
        await self._opened()

    async def _opened(self) -> None:
        warm = self.studio.specs.warm(self.path)
        saved = self.studio.specs.saved(self.path)
        await self.send({"type": "text", "path": self.path, "text": warm.text, "saved": saved})
        self.show()

    def show(self) -> None:
        """Let what follows from the newest text be worked out."""
        self._due.set()

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
            specs.type(self.path, _text(message, "text"))
            for page in self.studio.pages:
                if page.path == self.path:
                    page.show()
        elif kind == "open":
            specs.warm(_text(message, "path"))
            self.path, self.view, self.scenario, self.values = _text(message, "path"), None, None, {}
            await self._opened()
        elif kind == "choose":
            self.view, self.scenario = _word(message, "view"), _word(message, "scenario")
            self.show()
        elif kind == "what-if":
            self.values = _values(message.get("values"))
            self.show()
        elif kind == "save":
            specs.save(self.path, over=message.get("over") is True)
            await self.send({"type": "saved", "path": self.path})
        elif kind in ("complete", "explain"):
            warm, (line, column) = specs.warm(self.path), _at(message)
            answer = answers.completions if kind == "complete" else answers.explained
            await self.send({"type": kind, "id": message.get("id"), "found": answer(warm, line, column)})
        elif kind in ("fix", "try"):
            await self._fix(message, keep=kind == "fix")

    async def _fix(self, message: Plain, *, keep: bool) -> None:
        """Make a fix in the text or, without `keep`, show what it would add."""
        warm = self.studio.specs.warm(self.path)
        text = answers.fixed(warm, _number(message, "finding"), _number(message, "fix"))
        if keep:
            await self.send({"type": "text", "path": self.path, "text": text, "saved": False})
            await self._hear({"type": "type", "text": text})
            return
        after = Warm(self.path, text, before=warm)
        async with self.studio.renderer:
            svg = await asyncio.to_thread(_ghosts, after, self.view)
        await self.send({"type": "ghosts", "id": message.get("id"), "svg": svg})

    async def run(self) -> None:
        """Work out and tell what follows from the newest text, as often as it changes; until cancelled."""
        while True:
            await self._due.wait()
            self._due.clear()
            path, warm = self.path, self.studio.specs.warm(self.path)
            async with self.studio.renderer:
                if self._due.is_set():  # something newer has come while another page was drawn
                    continue
                asked = (path, self.view, self.scenario, dict(self.values))
                told = await asyncio.to_thread(_worked_out, warm, *asked[1:])
            if path == self.path:
                await self.send(
                    {"type": "shown", "path": path, "saved": self.studio.specs.saved(path), **told}
                )


def _worked_out(warm: Warm, view: str | None, scenario: str | None, values: dict[str, str]) -> Plain:
    """Everything that follows from a text, in a thread: findings, the picture, the outline, the figures."""
    told: Plain = {"text": warm.text, "findings": answers.findings(warm), "current": warm.design is not None}
    design = warm.good
    if design is None:
        return {**told, "svg": None, "outline": None, "figures": None}
    for part, make in (
        ("svg", lambda: answers.drawn(design, view, scenario)),
        ("outline", lambda: answers.outline(design)),
        ("figures", lambda: answers.figures(design, values)),
    ):
        try:
            told[part] = make()
        except MlarchError as error:
            told[part] = None
            told.setdefault("faults", []).append(error.message)
    return told


def _ghosts(after: Warm, view: str | None) -> str | None:
    return None if after.design is None else answers.drawn(after.design, view, None)


def _text(message: Plain, key: str) -> str:
    value = message.get(key)
    if not isinstance(value, str):
        raise MlarchError(f"the page sent no {key}")
    return value


def _word(message: Plain, key: str) -> str | None:
    value = message.get(key)
    return value if isinstance(value, str) and value else None


def _number(message: Plain, key: str) -> int:
    value = message.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise MlarchError(f"the page sent no {key}")
    return value


def _at(message: Plain) -> tuple[int, int]:
    line, column = _number(message, "line"), _number(message, "column")
    if line < 1 or column < 1:
        raise MlarchError("the page sent no place")
    return line, column


def _values(found: object) -> dict[str, str]:
    if not isinstance(found, dict) or len(found) > _VALUES:
        raise MlarchError("the page sent no values")
    return {str(key): str(value) for key, value in found.items()}
