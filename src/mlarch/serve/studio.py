"""What all pages of a preview share."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from mlarch.design import Design
from mlarch.serve.artist import Artist
from mlarch.serve.specs import Specs
from mlarch.session.service import Warm
from mlarch.session.threads import in_thread

if TYPE_CHECKING:
    from mlarch.serve.talk import Talk

__all__ = ["Studio", "good"]


class Studio:
    """What all pages share: the specs, who is listening, and who draws. Must be closed."""

    def __init__(self, specs: Specs) -> None:
        self.specs = specs
        self.artist = Artist()
        self.pages: set[Talk] = set()

    async def warm_up(self) -> None:
        """Draw the first spec, for nobody: the first page finds everything loaded, and its picture known."""
        design = await in_thread(partial(good, self.specs.warm(self.specs.paths[0])))
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
            page.show(anew=True)

    async def type(self, path: str, text: str, author: Talk) -> None:
        """Take what was typed on one page, and tell the others that show the same spec."""
        self.specs.type(path, text)
        for page in tuple(self.pages):
            if page.path == path:
                page.show()
                if page is not author:
                    await page.tell_text()


def good(warm: Warm) -> Design | None:
    """The design of a text, or of the last one without errors, to be read in a thread."""
    return warm.good
