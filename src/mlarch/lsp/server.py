"""The server: requests of an editor answered by the language service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import PositionCodec

from mlarch import __version__
from mlarch.lsp.convert import Converter, path_of
from mlarch.session.service import Warm, Workspace

__all__ = ["DELAY", "MlarchServer", "register"]

DELAY = 0.05
"""Seconds without a keystroke after which a text is reviewed."""


class MlarchServer(LanguageServer):
    """A language server with the open specs and the reviews that are due."""

    def __init__(self, delay: float = DELAY) -> None:
        super().__init__(
            "mlarch", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental
        )
        self.specs = Workspace()
        self._delay = delay
        self._due: dict[str, asyncio.TimerHandle] = {}

    def warm(self, uri: str) -> tuple[Warm, Converter]:
        """The newest text of an open file, with what converts its places."""
        document = self.workspace.get_text_document(uri)
        warm = self.specs.update(path_of(uri), document.source, document.version or 0)
        return warm, Converter(warm, uri, self.codec)

    @property
    def codec(self) -> PositionCodec:
        """Counts positions as the client does."""
        return self.workspace.position_codec

    def review_soon(self, uri: str) -> None:
        """Review a text once no more keystrokes come; a review that was due gives way."""
        self.forget(uri)
        loop = asyncio.get_running_loop()
        self._due[uri] = loop.call_later(self._delay, self.review, uri)

    def forget(self, uri: str) -> None:
        """Cancel the review of a file that is due."""
        due = self._due.pop(uri, None)
        if due is not None:
            due.cancel()

    def review(self, uri: str) -> None:
        """Review a text now, and tell the client."""
        self._due.pop(uri, None)
        warm, converter = self.warm(uri)
        found = [converter.diagnostic(finding) for finding in (warm.findings if warm.is_spec else ())]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, warm.version))

    def review_all(self) -> None:
        """Work out every open spec anew: something on the disk has changed."""
        self.specs.forget()
        for uri in list(self.workspace.text_documents):
            self.review_soon(uri)


def register(server: MlarchServer) -> MlarchServer:
    """The server with everything that it answers."""
    from mlarch.lsp import comparing, editing, looking

    _documents(server)
    comparing.register(server)
    features: dict[str, tuple[Any, Callable[..., Any]]] = {**looking.FEATURES, **editing.FEATURES}
    for method, (options, answer) in features.items():
        server.feature(method, options)(_bound(answer, server))
    return server


def _bound(answer: Callable[..., Any], server: MlarchServer) -> Callable[[Any], Any]:
    """The handler of one request, as pygls wants it: a function of the parameters alone. Only specs count."""

    def handler(params: Any) -> Any:
        warm, _ = server.warm(params.text_document.uri)
        return answer(server, params) if warm.is_spec else None

    handler.__name__ = answer.__name__
    return handler


def _documents(server: MlarchServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.review(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.review_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.review_all()  # other open specs may extend this one

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.forget(uri)
        server.specs.close(path_of(uri))
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(params: types.DidChangeWatchedFilesParams) -> None:
        server.review_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(params: types.DidChangeConfigurationParams) -> None:
        server.review_all()

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in ("*.yaml", "*.yml", "pyproject.toml")]
        wanted = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        capable = server.client_capabilities.workspace
        watched = capable.did_change_watched_files if capable is not None else None
        if watched is not None and watched.dynamic_registration:
            registration = types.Registration(
                "mlarch-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, wanted
            )
            await server.client_register_capability_async(types.RegistrationParams([registration]))
