"""Requests that show something: hover, definitions, references, the outline, hints, lenses and colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lsprotocol import types

from mlarch.diagnostics import Span
from mlarch.lsp.comparing import COMPARE
from mlarch.lsp.convert import Converter
from mlarch.session.service import Warm, hints, hover, places, tokens

__all__ = ["FEATURES"]

_SYMBOLS = {
    "key": types.SymbolKind.Namespace,
    "component": types.SymbolKind.Class,
    "group": types.SymbolKind.Package,
    "flow": types.SymbolKind.Event,
    "field": types.SymbolKind.Field,
}
_LEGEND = types.SemanticTokensLegend(["variable", "namespace", "type", "string", "macro"], [])


def _hover(warm: Warm, convert: Converter, params: types.HoverParams) -> types.Hover | None:
    found = hover.hover(warm, *convert.place(params.position))
    if found is None:
        return None
    text = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
    return types.Hover(text, convert.range(found.span))


def _definition(warm: Warm, convert: Converter, params: types.DefinitionParams) -> types.Location | None:
    named = places.id_at(warm, *convert.place(params.position))
    span = places.definition(warm, named[0]) if named is not None else None
    return None if span is None else convert.location(span)


def _references(warm: Warm, convert: Converter, params: types.ReferenceParams) -> list[types.Location]:
    named = places.id_at(warm, *convert.place(params.position))
    spans = places.references(warm, named[0]) if named is not None else ()
    return [convert.location(span) for span in spans[0 if params.context.include_declaration else 1 :]]


def _symbols(
    warm: Warm, convert: Converter, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol]:
    return [_symbol(symbol, convert) for symbol in places.symbols(warm)]


def _symbol(symbol: places.Symbol, convert: Converter) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=symbol.name or "(empty)",
        kind=_SYMBOLS[symbol.category],
        range=convert.range(symbol.span),
        selection_range=convert.range(symbol.name_span),
        detail=symbol.detail or None,
        children=[_symbol(inner, convert) for inner in symbol.inner],
    )


def _folds(warm: Warm, convert: Converter, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    return [types.FoldingRange(first - 1, last - 1) for first, last in places.folds(warm)]


def _hints(warm: Warm, convert: Converter, params: types.InlayHintParams) -> list[types.InlayHint]:
    span = convert.span(params.range)
    return [
        types.InlayHint(
            position=convert.range(_at(warm.path, hint.line, hint.column)).start,
            label=hint.text,
            tooltip=hint.tooltip,
            padding_left=True,
        )
        for hint in hints.hints(warm, span.line, span.end_line)
    ]


def _lenses(warm: Warm, convert: Converter, params: types.CodeLensParams) -> list[types.CodeLens]:
    return [
        types.CodeLens(
            range=convert.range(_at(warm.path, lens.line, 1)),
            command=types.Command(lens.text, COMPARE, arguments=[convert.uri])
            if lens.compares
            else types.Command(lens.text, ""),
        )
        for lens in hints.lenses(warm)
    ]


def _tokens(warm: Warm, convert: Converter, params: types.SemanticTokensParams) -> types.SemanticTokens:
    data: list[int] = []
    line = start = 0
    for token in tokens.tokens(warm):
        place = convert.range(token.span)
        column = place.start.character
        step = column - start if place.start.line == line else column
        kind = tokens.CATEGORIES.index(token.category)
        data += [place.start.line - line, step, place.end.character - column, kind, 0]
        line, start = place.start.line, column
    return types.SemanticTokens(data)


def _at(path: str, line: int, column: int) -> Span:
    """The empty stretch at one place."""
    return Span(path, line, column, line, column)


FEATURES: Mapping[str, tuple[Any, Callable[..., Any]]] = {
    types.TEXT_DOCUMENT_HOVER: (None, _hover),
    types.TEXT_DOCUMENT_DEFINITION: (None, _definition),
    types.TEXT_DOCUMENT_REFERENCES: (None, _references),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (None, _symbols),
    types.TEXT_DOCUMENT_FOLDING_RANGE: (None, _folds),
    types.TEXT_DOCUMENT_INLAY_HINT: (None, _hints),
    types.TEXT_DOCUMENT_CODE_LENS: (None, _lenses),
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: (_LEGEND, _tokens),
}
"""The answer to each request, with what is said of it when a client connects."""
