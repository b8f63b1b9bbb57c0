"""Starting and stopping the preview."""

from __future__ import annotations

import asyncio
import secrets
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import uvicorn
import watchfiles

from mlarch.diagnostics import MlarchError
from mlarch.language.syntax.bounds import MAX_BYTES
from mlarch.serve.app import application
from mlarch.serve.specs import Specs
from mlarch.serve.studio import Studio

__all__ = ["serve"]

HOST = "127.0.0.1"
"""This machine alone: nothing else can reach the preview."""

_SWITCH = 0.001
"""Seconds after which a review lets the conversation go on: Python's own 5 ms add up in each picture."""


def serve(paths: Sequence[str], *, port: int, edit: bool, ready: Callable[[str], None]) -> None:
    """Serve a preview of the specs until it is interrupted. `ready` is told its address.

    Raises `MlarchError` when a spec cannot be read, or the port is taken.
    """
    specs = Specs(paths, edit=edit)
    sys.setswitchinterval(_SWITCH)
    listener = _listener(port)
    with listener:
        asyncio.run(_serve(specs, listener, ready))


def _listener(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()  # now, so that the address works when it is printed
    except (OSError, OverflowError) as error:
        listener.close()
        raise MlarchError(
            f"port {port} cannot be used: {error}", "Choose another: `--port 0` takes a free one."
        ) from None
    return listener


async def _serve(specs: Specs, listener: socket.socket, ready: Callable[[str], None]) -> None:
    port, token = listener.getsockname()[1], secrets.token_urlsafe(24)
    studio = Studio(specs)
    app = application(studio, token, [f"{HOST}:{port}", f"localhost:{port}"])
    # A text of the largest size, each of whose characters takes six in JSON, is one message.
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        ws_max_size=6 * MAX_BYTES + 4096,
        ws_max_queue=16,
        ws_per_message_deflate=False,  # nothing leaves this machine, and a picture takes longer to pack
        server_header=False,
        timeout_graceful_shutdown=1,
        lifespan="off",
    )
    server = uvicorn.Server(config)
    jobs = [asyncio.ensure_future(job) for job in (_watch(studio, specs), studio.warm_up())]
    ready(f"http://{HOST}:{port}/?token={token}")
    try:
        await server.serve(sockets=[listener])
    finally:
        studio.close()
        for job in jobs:
            job.cancel()
            with suppress(asyncio.CancelledError):
                await job


async def _watch(studio: Studio, specs: Specs) -> None:
    """Tell the pages when a file beside the specs changes: a spec, a base of one, settings."""
    folders = sorted({str(Path(path).absolute().parent) for path in specs.paths})
    async for _ in watchfiles.awatch(*folders, recursive=False, debounce=100, step=50, raise_interrupt=False):
        await studio.look()
