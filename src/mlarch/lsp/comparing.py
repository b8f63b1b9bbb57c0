"""The command behind the lens `compare with …`: it asks for a case study, and opens what the design lacks."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types

from mlarch.diagnostics import MlarchError
from mlarch.lsp.convert import path_of
from mlarch.lsp.server import MlarchServer
from mlarch.session.service import Warm
from mlarch.session.service.comparing import alike, compared
from mlarch.session.threads import in_thread

__all__ = ["COMPARE", "register"]

COMPARE = "mlarch.compare"
"""The command. Its arguments are the address of a spec and, where it need not be asked, a case study."""

_OFFERED = 5


def register(server: MlarchServer) -> None:
    """Let editors run the command."""
    comparing = _Comparing(server)

    @server.command(COMPARE)
    async def compare(*given: Any) -> str | None:
        return await comparing.compare(*given)


class _Comparing:
    """Runs the command."""

    def __init__(self, server: MlarchServer) -> None:
        self._server = server

    async def compare(self, *given: Any) -> str | None:
        """The report, which is also opened; None where nothing was chosen, or the spec is not open."""
        words = [word for word in given if isinstance(word, str)]
        warm = self._server.specs.specs.get(path_of(words[0])) if words else None
        if warm is None:
            return None
        name = words[1] if len(words) > 1 else await self._chosen(warm)
        if name is None:
            return None
        try:
            report = await in_thread(partial(compared, warm, name))
        except MlarchError as error:
            self._say(types.MessageType.Error, f"{error.message}. {error.help}")
            return None
        await self._open(warm, name, report)
        return report

    async def _chosen(self, warm: Warm) -> str | None:
        names = await in_thread(partial(alike, warm, _OFFERED))
        if not names:
            self._say(types.MessageType.Warning, "Mend the errors first: there is no design to compare yet.")
            return None
        actions = [types.MessageActionItem(name) for name in names]
        asked = "Compare with which case study? The most alike comes first."
        chosen = await self._server.window_show_message_request_async(
            types.ShowMessageRequestParams(types.MessageType.Info, asked, actions)
        )
        return None if chosen is None else chosen.title

    async def _open(self, warm: Warm, name: str, report: str) -> None:
        """Show a report as a document or, to an editor that opens none, as a message."""
        window = self._server.client_capabilities.window
        if window is None or window.show_document is None or not window.show_document.support:
            self._say(types.MessageType.Info, report)
            return
        uri = self._server.pages.write(f"{Path(warm.path).stem}-{name}.txt", report)
        await self._server.window_show_document_async(types.ShowDocumentParams(uri))

    def _say(self, kind: types.MessageType, text: str) -> None:
        self._server.window_show_message(types.ShowMessageParams(kind, text))
