"""Who draws for the preview: one thing after the other, given up when it is outdated or takes too long."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from tests.serve.conftest import SPEC

from mlarch.design import Design, loads
from mlarch.serve import artist as module
from mlarch.serve.artist import Artist

TOLD = {"type": "shown"}
_TIED = "".join(
    f"  - part{n} -> part{(n * k + k) % 60}: call\n"
    for n in range(60)
    for k in range(2, 6)
    if n != (n * k + k) % 60
)
TIED = "mlarch: 1\nname: Tied\ncomponents:\n" + "".join(f"  part{n}: api server\n" for n in range(60))
TIED += f"flows:\n{_TIED}"  # every part calls four others, near and far: its layout takes seconds


def drawn(steps: Callable[[Artist], Awaitable[None]]) -> None:
    async def run() -> None:
        artist = Artist()
        try:
            await steps(artist)
        finally:
            artist.close()

    asyncio.run(run())


async def shown(artist: Artist, design: Design, *, outdated: bool = False) -> dict[str, Any] | None:
    newer = asyncio.Event()
    if outdated:
        newer.set()
    found = await artist.draw("shown", design, (None, None), TOLD, newer)
    return None if found is None else json.loads(found.message)


def test_pictures_ghosts_and_figures_are_made() -> None:
    async def steps(artist: Artist) -> None:
        design, never = loads(SPEC), asyncio.Event()
        picture = await shown(artist, design)
        assert picture is not None
        assert picture["type"] == "shown"
        assert picture["svg"] == design.render().decode()
        assert list(picture["outline"]["parts"]) == ["app", "api", "ranker"]
        ghosts = await artist.draw("ghosts", design, ("small",), {"id": 7}, never)
        assert ghosts is not None
        assert json.loads(ghosts.message) == {"id": 7, "svg": design.render(view="small").decode()}
        asked = ({"requirements.daily_active_users": "10M"},)
        figures = await artist.draw("figures", design, asked, {}, never)
        assert figures is not None
        assert "1.16k/s at peak" in json.loads(figures.message)["figures"]["text"]

    drawn(steps)


def test_an_outdated_drawing_is_given_up_and_one_that_is_quick_is_shown() -> None:
    async def steps(artist: Artist) -> None:
        assert await shown(artist, loads(SPEC)) is not None  # and the process is warm
        assert await shown(artist, loads(TIED), outdated=True) is None
        assert await shown(artist, loads(SPEC)) is not None

    drawn(steps)


def test_a_drawing_whose_page_has_gone_is_given_up() -> None:
    async def steps(artist: Artist) -> None:
        assert await shown(artist, loads(SPEC)) is not None
        left = asyncio.ensure_future(shown(artist, loads(TIED)))
        await asyncio.sleep(0.5)
        left.cancel()
        picture = await shown(artist, loads(SPEC))
        assert picture is not None
        assert picture["fault"] == ""

    drawn(steps)


def test_a_drawing_that_takes_too_long_is_said_and_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(artist: Artist) -> None:
        monkeypatch.setattr(module, "LIMIT", 0.5)
        picture = await shown(artist, loads(TIED))
        assert picture == {**TOLD, "svg": None, "outline": None, "fault": "it took longer than 0.5 s"}
        monkeypatch.undo()
        assert (await shown(artist, loads(SPEC)) or {})["fault"] == ""

    drawn(steps)
