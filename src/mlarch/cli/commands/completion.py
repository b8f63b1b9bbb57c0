"""`mlarch completion`: completion of commands, options and values in a shell."""

from __future__ import annotations

import click

from mlarch.cli.failures import OK
from mlarch.cli.options import OneOf
from mlarch.cli.streams import echo_data

__all__ = ["command"]

_SHELLS = ("bash", "zsh", "fish")


@click.command("completion", short_help="Print what lets a shell complete commands and values.")
@click.argument("shell", type=OneOf(lambda: _SHELLS))
def command(shell: str) -> int:
    """Print a script for SHELL: bash, zsh or fish. It completes commands, options, files, and values such as
    rules, kinds, case studies, and the views, scenarios and components of the specs at hand.

    \b
    Examples:
      mlarch completion bash > ~/.local/share/bash-completion/completions/mlarch
      mlarch completion zsh > ~/.zfunc/_mlarch        with ~/.zfunc in $fpath
      mlarch completion fish > ~/.config/fish/completions/mlarch.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None  # click knows these three
    program = click.get_current_context().find_root().command
    echo_data(found(program, {}, "mlarch", "_MLARCH_COMPLETE").source())
    return OK
