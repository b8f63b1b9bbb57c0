"""The server: requests of an editor answered by the language service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import PositionCodec

from mlarch import __version__
from mlarch.diagnostics import MlarchError
from mlarch.lsp.convert import Converter, path_of
from mlarch.lsp.pages import Pages
from mlarch.session.service import OutdatedError, Warm, Workspace
from mlarch.session.threads import in_thread

__all__ = ["MlarchServer", "register"]


class MlarchServer(LanguageServer):
    """A language server with the open specs and the reviews that are due.

    Everything that takes time is done in threads, so that no keystroke waits for it. What needs a review or
    an estimate has its `turn`, one after the other; a review begins at once, and ends when its text is not
    the newest any more.
    """

    def __init__(self) -> None:
        super().__init__(
            "mlarch", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental
        )
        self.specs = Workspace()
        self.pages = Pages()
        self.turn = asyncio.Lock()
        self._due: dict[str, None] = {}
        self._reviewing: asyncio.Future[None] | None = None

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
        """Review the newest text of a file."""
        self.warm(uri)  # the review of an older text ends
        self._due[uri] = None
        if self._reviewing is None or self._reviewing.done():
            self._reviewing = asyncio.ensure_future(self._review_due())

    def forget(self, uri: str) -> None:
        """Cancel the review of a file that is due."""
        self._due.pop(uri, None)

    async def _review_due(self) -> None:
        """Review what is due until nothing is, and tell the client."""
        while self._due:
            async with self.turn:
                if not self._due:
                    break  # it was closed meanwhile
                uri = next(iter(self._due))
                del self._due[uri]
                warm, converter = self.warm(uri)
                try:
                    found = await in_thread(partial(_diagnostics, warm, converter, self.pages))
                except OutdatedError:
                    continue
            if self.specs.specs.get(warm.path) is warm:
                published = types.PublishDiagnosticsParams(uri, found, warm.version)
                self.text_document_publish_diagnostics(published)

    def review_all(self) -> None:
        """Work out every open spec anew: something on the disk has changed."""
        self.specs.forget()
        for uri in list(self.workspace.text_documents):
            self.review_soon(uri)


_DEAR = {
    types.TEXT_DOCUMENT_CODE_ACTION,
    types.TEXT_DOCUMENT_CODE_LENS,
    types.TEXT_DOCUMENT_INLAY_HINT,
}
"""Requests whose answers need the review or the estimate."""


def _diagnostics(warm: Warm, converter: Converter, pages: Pages) -> list[types.Diagnostic]:
    found = warm.findings if warm.is_spec else ()
    return [converter.diagnostic(finding, pages.of_rule(finding.rule)) for finding in found]


def register(server: MlarchServer) -> MlarchServer:
    """The server with everything that it answers."""
    from mlarch.lsp import comparing, editing, looking

    _documents(server)
    comparing.register(server)
    features: dict[str, tuple[Any, Callable[..., Any]]] = {**looking.FEATURES, **editing.FEATURES}
    for method, (options, answer) in features.items():
        turn: AbstractAsyncContextManager[None] = server.turn if method in _DEAR else nullcontext()
        server.feature(method, options)(_bound(answer, server, turn))
    return server


def _bound(
    answer: Callable[..., Any], server: MlarchServer, turn: AbstractAsyncContextManager[None]
) -> Callable[[Any], Any]:
    """The handler of one request, as pygls wants it: a function of the parameters alone. Only specs count."""

    async def handler(params: Any) -> Any:
        async with turn:
            warm, convert = server.warm(params.text_document.uri)
            try:
                return await in_thread(lambda: answer(warm, convert, params) if warm.is_spec else None)
            except OutdatedError:
                return None
            except MlarchError as error:
                said = types.ShowMessageParams(types.MessageType.Warning, error.message)
                server.window_show_message(said)
                return None

    handler.__name__ = answer.__name__
    return handler


def _documents(server: MlarchServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.review_soon(params.text_document.uri)

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
