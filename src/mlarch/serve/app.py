"""The web application: one page, its files, and a WebSocket for the conversation."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Sequence
from contextlib import suppress
from importlib import resources

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from mlarch.serve.guard import Guard, policy
from mlarch.serve.messages import Plain
from mlarch.serve.studio import Studio
from mlarch.serve.talk import Talk

__all__ = ["application"]

_FILES = {
    "studio.js": "text/javascript",
    "findings.js": "text/javascript",
    "figures.js": "text/javascript",
    "picture.js": "text/javascript",
    "editor.js": "text/javascript",
    "studio.css": "text/css",
}
"""What the page loads. Nothing else is served, whatever is asked for."""

_WAITING = 64
"""So many messages at most wait for a page that does not read them; then it is let go."""

_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def application(studio: Studio, token: str, hosts: Sequence[str]) -> Guard:
    """The application over some specs, for pages that know the token, under these hosts alone."""

    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        await _converse(studio, socket)

    routes = [
        Route("/", _page, methods=["GET"]),
        Route("/static/{name}", _file, methods=["GET"]),
        WebSocketRoute("/talk", talk),
    ]
    return Guard(Starlette(routes=routes), token, hosts)


async def _page(request: Request) -> Response:
    nonce = secrets.token_urlsafe(16)
    text = _resource("page.html").decode().replace("{nonce}", nonce)
    return Response(
        text, media_type="text/html", headers={**_HEADERS, "content-security-policy": policy(nonce)}
    )


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        return Response("There is no such file.\n", 404, media_type="text/plain", headers=_HEADERS)
    return Response(_resource(name), media_type=_FILES[name], headers=_HEADERS)


def _resource(name: str) -> bytes:
    return resources.files("mlarch.serve").joinpath("static", name).read_bytes()


async def _converse(studio: Studio, socket: WebSocket) -> None:
    """Talk to one page until it goes."""
    waiting: asyncio.Queue[str] = asyncio.Queue(_WAITING)
    stuck = asyncio.Event()

    async def put(message: Plain | str) -> None:
        text = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
        try:
            waiting.put_nowait(text)
        except asyncio.QueueFull:
            stuck.set()  # said to this page alone: whoever told it something goes on

    page = Talk(studio, put)
    studio.pages.add(page)
    work = (_send(socket, waiting), _hear(socket, page), page.review(), page.draw(), stuck.wait())
    jobs = [asyncio.ensure_future(job) for job in work]
    try:
        await page.greet()
        await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
    finally:
        studio.pages.discard(page)
        page.leave()
        for job in jobs:
            job.cancel()
        for job in jobs:
            with suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                await job


async def _send(socket: WebSocket, waiting: asyncio.Queue[str]) -> None:
    while True:
        await socket.send_text(await waiting.get())


async def _hear(socket: WebSocket, page: Talk) -> None:
    while True:
        text = await socket.receive_text()
        try:
            message = json.loads(text)
        except ValueError:
            continue
        if isinstance(message, dict):
            await page.hear(message)
