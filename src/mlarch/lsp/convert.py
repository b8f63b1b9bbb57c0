"""Between the values of the language service and those of the protocol.

The protocol counts from 0, and usually in UTF-16 units; `Span` counts characters from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import PositionCodec
from pygls.workspace.position_codec import ServerTextPosition

from mlarch.diagnostics import Edit, Finding, Severity, Span
from mlarch.language.syntax.text import split_lines
from mlarch.session.service.workspace import Warm

__all__ = ["Converter", "path_of", "uri_of"]

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_SOURCE = "mlarch"
_RELATED = 20  # places of a witness that a diagnostic names at most: a reader follows no more


def path_of(uri: str) -> str:
    """The path of a file's address; of what is no file (a new one that was never saved), its last part."""
    path = to_fs_path(uri)
    return path if urlsplit(uri).scheme == "file" and path else unquote(urlsplit(uri).path) or uri


def uri_of(path: str) -> str:
    """The address of a file."""
    return from_fs_path(str(Path(path).absolute())) or path


class Converter:
    """Converts for one text: `lines` are its lines, `uri` is its address."""

    def __init__(self, warm: Warm, uri: str, codec: PositionCodec) -> None:
        self._warm = warm
        self.uri = uri
        self._codec = codec
        self._lines: dict[str, Sequence[str]] = {warm.path: warm.lines}

    def place(self, position: types.Position) -> tuple[int, int]:
        """Line and column, from 1, of a position of the client."""
        server = self._codec.position_from_client_units(self._warm.lines, position)
        return server.line + 1, server.character + 1

    def span(self, range_: types.Range) -> Span:
        """The stretch of a range of the client."""
        return Span(self._warm.path, *self.place(range_.start), *self.place(range_.end))

    def range(self, span: Span) -> types.Range:
        """The range of a stretch of this text, or of a file that it extends."""
        lines = self._lines_of(span.path)
        return types.Range(
            self._position(lines, span.line - 1, span.column - 1),
            self._position(lines, span.end_line - 1, span.end_column - 1),
        )

    def location(self, span: Span) -> types.Location:
        """The place of a stretch."""
        return types.Location(self._address(span.path), self.range(span))

    def diagnostic(self, finding: Finding, page: str | None = None) -> types.Diagnostic:
        """A finding, its page of the handbook as link, and the parts of its witness as related places."""
        return types.Diagnostic(
            range=self.range(finding.span),
            message="\n".join(filter(None, (finding.message, finding.help))),
            severity=_SEVERITIES[finding.severity],
            code=finding.rule,
            code_description=None if page is None else types.CodeDescription(page),
            source=_SOURCE,
            related_information=self._witness(finding) or None,
            data={"fingerprint": finding.fingerprint},
        )

    def edit(self, edits: Iterable[Edit], *, version: int | None = None) -> types.WorkspaceEdit:
        """Edits, file by file. `version` is that of this text, whose edits it guards."""
        files: dict[str, list[types.TextEdit]] = {}
        for edit in edits:
            files.setdefault(edit.span.path, []).append(types.TextEdit(self.range(edit.span), edit.text))
        return types.WorkspaceEdit(
            document_changes=[
                types.TextDocumentEdit(
                    types.OptionalVersionedTextDocumentIdentifier(
                        self._address(path), version if path == self._warm.path else None
                    ),
                    changes,
                )
                for path, changes in files.items()
            ]
        )

    def _witness(self, finding: Finding) -> list[types.DiagnosticRelatedInformation]:
        references: Mapping[str, tuple[Span, ...]] = self._warm.document.references
        found = (
            types.DiagnosticRelatedInformation(self.location(references[part][0]), part)
            for part in dict.fromkeys(finding.witness)
            if part in references and references[part][0] != finding.span
        )
        return list(islice(found, _RELATED))

    def _position(self, lines: Sequence[str], line: int, column: int) -> types.Position:
        if line < len(lines) and column <= len(lines[line]) and lines[line].isascii():
            return types.Position(line, column)  # one unit for each character, in every encoding
        return self._codec.position_to_client_units(lines, ServerTextPosition(line, column))

    def _address(self, path: str) -> str:
        return self.uri if path == self._warm.path else uri_of(path)

    def _lines_of(self, path: str) -> Sequence[str]:
        if path not in self._lines:
            self._lines[path] = split_lines(self._warm.document.sources.get(path, ""))
        return self._lines[path]
