"""The server, spoken to by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra `lsp` is not installed")

from lsprotocol import types
from pygls.lsp.client import BaseLanguageClient
from pygls.uris import to_fs_path

from mlarch.language.document import Document
from mlarch.language.format import canonical
from mlarch.session.new import find

SPEC = """\
mlarch: 1
name: Läden 🛒 shop
components:
  app: client
  api: {kind: api server, name: "🛒🛒"}
  ranker: ranker
flows:
  - app -> api -> ranker: request
"""
Talk = Callable[["Client"], Awaitable[None]]


class Client(BaseLanguageClient):
    """A client that keeps what is published."""

    def __init__(self) -> None:
        super().__init__("tests", "1")
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.uri = ""

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def keep(params: types.PublishDiagnosticsParams) -> None:
            self.published.put_nowait(params)

    async def diagnostics(self) -> types.PublishDiagnosticsParams:
        """What is published next."""
        return await asyncio.wait_for(self.published.get(), 60)

    def open(self, path: Path, text: str) -> None:
        """Open a file with a text."""
        self.uri = path.as_uri()
        item = types.TextDocumentItem(self.uri, "yaml", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, version: int, *changes: types.TextDocumentContentChangeEvent) -> None:
        """Change the open file."""
        which = types.VersionedTextDocumentIdentifier(version, self.uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(which, list(changes)))

    @property
    def document(self) -> types.TextDocumentIdentifier:
        """The open file."""
        return types.TextDocumentIdentifier(self.uri)


def talk(steps: Talk, window: types.WindowClientCapabilities | None = None) -> None:
    """Start the server as an editor with such a window does, and go through some steps with it."""

    async def run() -> None:
        client = Client()
        await client.start_io(sys.executable, "-m", "mlarch", "lsp")
        capabilities = types.ClientCapabilities(window=window)
        await client.initialize_async(types.InitializeParams(capabilities, process_id=None, root_uri=None))
        client.initialized(types.InitializedParams())
        await steps(client)
        await client.shutdown_async(None)
        client.exit(None)
        assert client._server is not None
        assert await asyncio.wait_for(client._server.wait(), 60) == 0
        await asyncio.wait_for(client.stop(), 60)

    asyncio.run(run())


def position_of(text: str, part: str) -> types.Position:
    """The position of a part of a text, in UTF-16 units."""
    before = text[: text.index(part)]
    column = before.rpartition("\n")[2]
    return types.Position(before.count("\n"), len(column.encode("utf-16-le")) // 2)


def test_findings_come_while_typing_and_the_newest_text_counts(tmp_path: Path) -> None:
    async def steps(client: Client) -> None:
        client.open(tmp_path / "shop.yaml", SPEC)
        first = await client.diagnostics()
        assert first.version == 1
        entrance = next(found for found in first.diagnostics if found.code == "SRV002")
        assert entrance.code_description is not None
        page = Path(to_fs_path(entrance.code_description.href) or "")
        assert page.read_text(encoding="utf-8").startswith("# SRV002 no-ingress")
        place = position_of(SPEC, "ranker: request")
        for version, letter in enumerate("xyz", 2):
            change = types.TextDocumentContentChangePartial(types.Range(place, place), letter)
            client.change(version, change)
        while (newest := await client.diagnostics()).version != 4:  # a slow machine may pause between letters
            pass
        unknown = next(found for found in newest.diagnostics if "zyxranker" in found.message)
        assert unknown.severity == types.DiagnosticSeverity.Warning  # a name in flows only is a plain box
        assert unknown.range.start == place

    talk(steps)


def test_what_is_asked_while_one_types_does_not_wait_for_the_review(tmp_path: Path) -> None:
    parts = "".join(f"  part{n}: api server\n" for n in range(800))
    calls = "".join(f"  - part{n} -> part{n + 1}: call\n" for n in range(799))
    text = f"mlarch: 1\nname: Large\ncomponents:\n{parts}flows:\n{calls}stage: design\n"

    async def steps(client: Client) -> None:
        client.open(tmp_path / "large.yaml", text)
        await client.diagnostics()
        asked = types.CompletionParams(client.document, position_of(text, "\nstage"))
        await client.text_document_completion_async(asked)
        place = position_of(text, "call\n")
        client.change(2, types.TextDocumentContentChangePartial(types.Range(place, place), "x"))
        await asyncio.sleep(0.1)  # now it is being read, and then reviewed
        found = await client.text_document_completion_async(asked)
        assert isinstance(found, types.CompletionList)
        assert found.items
        assert client.published.empty()
        assert (await client.diagnostics()).version == 2

    talk(steps)


def test_a_fix_a_rename_and_a_completion_count_in_utf_16(tmp_path: Path) -> None:
    async def steps(client: Client) -> None:
        text = SPEC.replace("-> ranker: request", "-> rankre: request")
        client.open(tmp_path / "shop.yaml", text)
        found = (await client.diagnostics()).diagnostics[0]
        context = types.CodeActionContext([found])
        offered = await client.text_document_code_action_async(
            types.CodeActionParams(client.document, found.range, context)
        )
        fix = next(each for each in offered or [] if isinstance(each, types.CodeAction) and each.is_preferred)
        assert fix.edit is not None
        assert fix.edit.document_changes is not None
        change = fix.edit.document_changes[0]
        assert isinstance(change, types.TextDocumentEdit)
        assert [edit.new_text for edit in change.edits] == ["ranker"]
        assert change.text_document.version == 1

        renamed = await client.text_document_rename_async(
            types.RenameParams(client.document, position_of(text, "api ->"), "gate")
        )
        assert renamed is not None
        assert renamed.document_changes is not None
        places = [edit.range.start for edit in renamed.document_changes[0].edits]  # type: ignore[union-attr]
        assert sorted((place.line, place.character) for place in places) == [(4, 2), (7, 11)]

        name = position_of(text, '"}')
        assert name.character == len("  api: {kind: api server, name: ") + 1 + 4
        listed = await client.text_document_completion_async(
            types.CompletionParams(client.document, position_of(text, "rankre: request"))
        )
        assert isinstance(listed, types.CompletionList)
        assert {"app", "api", "ranker"} <= {item.label for item in listed.items}

    talk(steps)


def test_everything_that_an_editor_asks_is_answered(tmp_path: Path) -> None:
    async def steps(client: Client) -> None:
        text = SPEC + "requirements: {requests_per_second: 100, peak_factor: 1}\n"
        client.open(tmp_path / "shop.yaml", text)
        await client.diagnostics()
        here = position_of(text, "api ->")
        document = client.document
        shown = await client.text_document_hover_async(types.HoverParams(document, here))
        assert shown is not None
        assert "🛒🛒" in str(shown.contents)
        target = await client.text_document_definition_async(types.DefinitionParams(document, here))
        assert isinstance(target, types.Location)
        assert target.range.start == types.Position(4, 2)
        places = await client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(False), document, here)
        )
        assert [place.range.start.line for place in places or []] == [7]
        outline = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert [each.name for each in outline or []] == [
            "mlarch",
            "name",
            "components",
            "flows",
            "requirements",
        ]
        folds = await client.text_document_folding_range_async(types.FoldingRangeParams(document))
        assert [(fold.start_line, fold.end_line) for fold in folds or []] == [(2, 5), (6, 7)]
        whole = types.Range(types.Position(0, 0), types.Position(9, 0))
        hints = await client.text_document_inlay_hint_async(types.InlayHintParams(document, whole))
        assert "100/s" in str(hints)
        lenses = await client.text_document_code_lens_async(types.CodeLensParams(document))
        assert "100/s at peak" in str(lenses)
        colours = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
        assert colours is not None
        assert len(colours.data) % 5 == 0

    talk(steps)


def test_a_text_is_formatted_as_the_command_does(tmp_path: Path) -> None:
    async def steps(client: Client) -> None:
        text = SPEC.replace("  - app -> api -> ranker: request", "  - app → api -> ranker: request")
        client.open(tmp_path / "shop.yaml", text)
        await client.diagnostics()
        options = types.FormattingOptions(tab_size=2, insert_spaces=True)
        edits = await client.text_document_formatting_async(
            types.DocumentFormattingParams(client.document, options)
        )
        assert edits is not None
        assert [edit.range.start for edit in edits] == [types.Position(0, 0)]
        assert edits[0].new_text == canonical(Document.read(text)).text
        assert "→" not in edits[0].new_text

    talk(steps)


def test_other_yaml_files_are_left_alone(tmp_path: Path) -> None:
    async def steps(client: Client) -> None:
        client.open(tmp_path / "compose.yaml", "services:\n  web: {image: nginx}\n")
        assert list((await client.diagnostics()).diagnostics) == []
        place = types.Position(1, 4)
        assert await client.text_document_hover_async(types.HoverParams(client.document, place)) is None

    talk(steps)


def test_a_spec_that_extends_another_is_reviewed_anew_when_that_is_saved(tmp_path: Path) -> None:
    base = tmp_path / "base.yaml"
    base.write_text(SPEC, encoding="utf-8")

    async def steps(client: Client) -> None:
        client.open(tmp_path / "child.yaml", "mlarch: 1\nextends: base.yaml\nflows:\n  - app ~> log: event\n")
        assert "log" in str((await client.diagnostics()).diagnostics)
        base.write_text(SPEC.replace("  app: client", "  app: client\n  log: event log"), encoding="utf-8")
        client.text_document_did_save(
            types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(base.as_uri()))
        )
        later = await client.diagnostics()
        assert all(found.severity != types.DiagnosticSeverity.Error for found in later.diagnostics)

    talk(steps)


def test_the_design_is_compared_with_a_case_study_that_is_chosen(tmp_path: Path) -> None:
    async def steps(client: Client) -> None:
        asked: list[str] = []
        opened: list[str] = []

        @client.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)
        def choose(params: types.ShowMessageRequestParams) -> types.MessageActionItem:
            asked.extend(action.title for action in params.actions or ())
            return types.MessageActionItem(asked[0])

        @client.feature(types.WINDOW_SHOW_DOCUMENT)
        def show(params: types.ShowDocumentParams) -> types.ShowDocumentResult:
            opened.append(Path(to_fs_path(params.uri) or "").read_text(encoding="utf-8"))
            return types.ShowDocumentResult(True)

        client.open(tmp_path / "shop.yaml", SPEC)
        await client.diagnostics()
        lenses = await client.text_document_code_lens_async(types.CodeLensParams(client.document))
        (lens,) = (each.command for each in lenses or [] if each.command and each.command.command)
        assert lens.title == "compare with …"
        run = types.ExecuteCommandParams(lens.command, lens.arguments)
        report = await client.workspace_execute_command_async(run)
        assert len(set(asked)) == 5
        assert f"of {find(asked[0]).design().name}" in report.splitlines()[0]
        assert opened == [report]
        run = types.ExecuteCommandParams(lens.command, [*(lens.arguments or ()), "no_such_study"])
        assert await client.workspace_execute_command_async(run) is None

    talk(steps, types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(True)))
