"""`mlarch lsp`: the language server, for editors."""

from __future__ import annotations

import sys

import click

from mlarch.cli.failures import OK

__all__ = ["command"]


@click.command("lsp", short_help="Serve editors: findings, completion and fixes while you type.")
def command() -> int:
    """Speak the Language Server Protocol on standard input and output. Your editor starts it.

    It needs the extra: `pip install 'mlarch[lsp]'`. docs/editors.md tells how to set up an editor.

    \b
    Example:
      mlarch lsp
    """
    from mlarch.diagnostics import MlarchError

    try:
        from mlarch.lsp.server import MlarchServer, register
    except ModuleNotFoundError as error:
        raise MlarchError(
            f"the language server needs the package {error.name}", "Install it: pip install 'mlarch[lsp]'"
        ) from None
    if sys.stdin is None:  # closed by who started it
        raise MlarchError("standard input is closed, on which an editor speaks", "Let an editor start it.")
    register(MlarchServer()).start_io()
    return OK
