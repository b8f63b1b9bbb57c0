"""The `mlarch` program: finds its commands by name, imports only the one that is asked for."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, cast

import click

from mlarch import __version__
from mlarch.cli import commands
from mlarch.cli.failures import NOT_UNDERSTOOD, guarded, quiet_pipe
from mlarch.cli.streams import prepare_streams

__all__ = ["app"]

_ABOUT = """ML system architecture as code: a YAML spec is reviewed, and drawn.

\b
Start with three commands:
  mlarch new video_recommendation   write a spec, from a case study
  mlarch check                      review it as an ML engineer would
  mlarch render                     draw it into output/

A spec is a YAML file that begins with `mlarch: 1`. `mlarch COMMAND --help` has examples.
"""

# What other tools call the same thing.
_SYNONYMS = {
    word: command
    for command, words in {
        "--help": "help usage man",
        "--version": "version",
        "check": "lint review test validate verify",
        "estimate": "calculate capacity compute cost latency numbers",
        "fmt": "format prettify",
        "kinds": "list",
        "new": "create generate init start template templates",
        "render": "build diagram draw export graph picture plot svg",
        "serve": "edit live open preview view watch",
    }.items()
    for word in words.split()
}


class App(click.Group):
    """A click group that imports a command when it is used, and turns every failure into a message."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the modules in `mlarch.cli.commands`."""
        return sorted(module.name for module in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command `cmd_name`, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        return cast(click.Command, import_module(f"{commands.__name__}.{cmd_name}").command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command named when there is none of that name."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(self._unknown(ctx, args[0]))
        return super().resolve_command(ctx, args)

    def _unknown(self, ctx: click.Context, word: str) -> str:
        from mlarch.text import nearest

        typed = word.lower()
        near = nearest(typed, self.list_commands(ctx))
        best = _SYNONYMS.get(typed) or next(iter(near), None)
        if best is not None:
            return f"there is no command `{word}`. Did you mean `mlarch {best}`?"
        if word.endswith((".yaml", ".yml")):
            return f"`{word}` is not a command. To review it: `mlarch check {word}`"
        return f"there is no command `{word}`; the commands are {', '.join(self.list_commands(ctx))}"

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Parse the command line; `--help` prints while it is parsed."""
        with quiet_pipe():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with quiet_pipe():
            return super().invoke(ctx)

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command line; as a program, end with the exit status of the contract."""
        run: Callable[..., Any] = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **extra)
        prepare_streams()
        status = guarded(lambda: run(*args, standalone_mode=False, **extra))
        gc.freeze()  # or Python would look through all that is still there before it ends
        sys.exit(status)


@click.group(
    "mlarch",
    cls=App,
    help=_ABOUT,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", "-V", message="mlarch %(version)s")
@click.pass_context
def app(ctx: click.Context) -> int | None:
    """Without a command, show the help."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        return NOT_UNDERSTOOD
    return None
