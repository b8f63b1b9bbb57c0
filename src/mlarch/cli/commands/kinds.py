"""`mlarch kinds`: what a component can be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from mlarch.cli import completion
from mlarch.cli.failures import OK
from mlarch.cli.options import format_option
from mlarch.cli.streams import echo_data, echo_lines

if TYPE_CHECKING:
    from mlarch.catalog.base import Kind

__all__ = ["command"]


@click.command("kinds", short_help="List what a component can be.")
@click.argument("words", nargs=-1, metavar="[WORD]...", shell_complete=completion.kind_words)
@format_option(lambda: ("text", "json"))
def command(words: tuple[str, ...], format_name: str) -> int:
    """List the kinds of component by family: all, or those that match every WORD.

    \b
    Examples:
      mlarch kinds
      mlarch kinds feature store
      mlarch explain ranker       all about one
    """
    from mlarch.catalog import KINDS, nearest_kinds
    from mlarch.cli.describe import kind_record
    from mlarch.diagnostics import MlarchError

    chosen = _matching(KINDS.values(), words)
    if not chosen:
        near = ", ".join(f"`{kind}`" for kind in nearest_kinds(" ".join(words)))
        raise MlarchError(
            f"no kind matches `{' '.join(words)}`",
            f"The nearest are {near}." if near else "`mlarch kinds` lists them all.",
        )
    if format_name == "json":
        echo_data(json.dumps([kind_record(kind) for kind in chosen], indent=2) + "\n")
    else:
        _table(chosen)
    return OK


def _matching(kinds: Iterable[Kind], words: Sequence[str]) -> list[Kind]:
    from mlarch.catalog import normalize

    wanted = [normalize(word) for word in words]
    return [kind for kind in kinds if all(any(word in text for text in _texts(kind)) for word in wanted)]


def _texts(kind: Kind) -> list[str]:
    from mlarch.catalog import normalize

    return [normalize(text) for text in (kind.id, kind.name, kind.family, kind.description, *kind.aliases)]


def _table(kinds: Sequence[Kind]) -> None:
    width = max(len(kind.id) for kind in kinds)
    lines: list[str] = []
    family = ""
    for kind in kinds:
        if kind.family != family:
            lines += ["", kind.family] if family else [kind.family]
            family = kind.family
        lines.append(f"  {kind.id:<{width}}  {kind.description}")
    echo_lines("\n".join(lines))
