"""Requests that change text: completion, quick fixes, renaming and formatting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lsprotocol import types

from mlarch.diagnostics import MlarchError, Span
from mlarch.language.format import canonical
from mlarch.lsp.convert import Converter
from mlarch.session.service import Warm, actions, completion, places

__all__ = ["FEATURES"]

_CATEGORIES = {
    "key": types.CompletionItemKind.Property,
    "component": types.CompletionItemKind.Variable,
    "group": types.CompletionItemKind.Module,
    "kind": types.CompletionItemKind.Class,
    "product": types.CompletionItemKind.Constant,
    "type": types.CompletionItemKind.TypeParameter,
    "rule": types.CompletionItemKind.Reference,
    "value": types.CompletionItemKind.EnumMember,
    "unit": types.CompletionItemKind.Unit,
}


def _complete(warm: Warm, convert: Converter, params: types.CompletionParams) -> types.CompletionList:
    items = []
    for number, proposal in enumerate(completion.complete(warm, *convert.place(params.position))):
        about = types.MarkupContent(types.MarkupKind.Markdown, proposal.about) if proposal.about else None
        items.append(
            types.CompletionItem(
                label=proposal.label,
                kind=_CATEGORIES[proposal.category],
                detail=proposal.detail or None,
                documentation=about,
                filter_text=proposal.words or None,
                sort_text=f"{number:05}",
                text_edit=types.TextEdit(convert.range(proposal.span), proposal.text),
            )
        )
    return types.CompletionList(is_incomplete=False, items=items)


def _actions(warm: Warm, convert: Converter, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Safe fixes are preferred ones; others say that they add something."""
    wanted = params.context.only
    if wanted is not None and not any(str(types.CodeActionKind.QuickFix).startswith(only) for only in wanted):
        return []
    found = []
    for action in actions.actions(warm, convert.span(params.range)):
        added = "" if action.safe or action.accepts else " (adds to the design)"
        found.append(
            types.CodeAction(
                title=f"{action.title}{added}",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[convert.diagnostic(action.finding)],
                is_preferred=action.safe,
                edit=convert.edit(action.edits, version=warm.version),
            )
        )
    return found


def _prepare_rename(warm: Warm, convert: Converter, params: types.PrepareRenameParams) -> types.Range | None:
    named = places.id_at(warm, *convert.place(params.position))
    return None if named is None else convert.range(named[1])


def _rename(warm: Warm, convert: Converter, params: types.RenameParams) -> types.WorkspaceEdit | None:
    named = places.id_at(warm, *convert.place(params.position))
    if named is None:
        return None
    edits = places.renamed(warm, named[0], params.new_name)
    if edits is None:
        raise MlarchError(
            f"`{named[0]}` cannot be renamed to `{params.new_name}`: that is no id, or taken already."
        )
    return convert.edit(edits, version=warm.version)


def _format(warm: Warm, convert: Converter, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    """The canonical form, as one edit; none where the text has errors, or is in that form."""
    if warm.document.errors:
        return []
    after = canonical(warm.document).text
    if after == warm.text:
        return []
    whole = Span(warm.path, 1, 1, len(warm.lines), len(warm.lines[-1]) + 1)
    return [types.TextEdit(convert.range(whole), after.removeprefix("\ufeff"))]


FEATURES: Mapping[str, tuple[Any, Callable[..., Any]]] = {
    types.TEXT_DOCUMENT_COMPLETION: (
        types.CompletionOptions(trigger_characters=[" ", ":", ">", "&", "{", "[", ",", "-"]),
        _complete,
    ),
    types.TEXT_DOCUMENT_CODE_ACTION: (types.CodeActionOptions([types.CodeActionKind.QuickFix]), _actions),
    types.TEXT_DOCUMENT_FORMATTING: (None, _format),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (None, _prepare_rename),
    types.TEXT_DOCUMENT_RENAME: (types.RenameOptions(prepare_provider=True), _rename),
}
"""The answer to each request, with what is said of it when a client connects."""
