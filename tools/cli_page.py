"""The command line as a document: `docs/cli.md`, made of the commands themselves.

`python tools/cli_page.py > docs/cli.md` writes that file anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from inspect import cleandoc
from itertools import groupby
from typing import Any

import click

from mlarch.cli.app import app
from mlarch.cli.options import OneOf

__all__ = ["REFRESH", "document", "shown_commands"]

REFRESH = "python tools/cli_page.py > docs/cli.md"

_INTRODUCTION = f"""\
# The command line

<!-- Generated from the commands: `{REFRESH}` -->

What `mlarch COMMAND --help` prints, on one page. Every command ends with the exit status **0** when all is
well, **1** when there is something to look at (findings, a picture out of date), and **2** when a spec, an
option or the machine is at fault. Results go to standard output, messages to standard error.
"""

_ENVIRONMENT = """\
## Environment

| variable | does |
|---|---|
| `NO_COLOR`, `FORCE_COLOR` | whether `mlarch check` colours its text, when `--color` does not say |
| `COLUMNS` | where text wraps, when it is no terminal that says it |
| `MLARCH_CACHE_DIR` | where results are kept, if not in the user's cache directory; empty: nowhere |
| `MLARCH_DEBUG` | with any value, a fault in mlarch itself is shown with its traceback |
"""


def document() -> str:
    """The whole of `docs/cli.md`."""
    return "\n".join((_INTRODUCTION, _contents(), *map(_section, shown_commands()), _ENVIRONMENT))


def shown_commands() -> tuple[click.Command, ...]:
    """Every command, by name."""
    context = click.Context(app)
    found = (app.get_command(context, name) for name in app.list_commands(context))
    return tuple(command for command in found if command is not None)


def _contents() -> str:
    rows = (f"| [`mlarch {c.name}`](#mlarch-{c.name}) | {c.short_help} |" for c in shown_commands())
    return "\n".join(("| command | does |", "|---|---|", *rows, ""))


def _section(command: click.Command) -> str:
    parts = [f"## mlarch {command.name}", f"```console\n{' '.join(_usage(command))}\n```", *_help(command)]
    rows = [_row(option) for option in command.params if isinstance(option, click.Option)]
    if rows:
        parts.append("\n".join(("| option | does |", "|---|---|", *rows)))
    return "\n\n".join(parts) + "\n"


def _usage(command: click.Command) -> Iterator[str]:
    yield from ("mlarch", str(command.name), "[OPTIONS]")
    for param in command.params:
        if isinstance(param, click.Argument):
            name = (param.name or "").upper()
            many = param.nargs == -1
            yield param.metavar or (f"{name}..." if many else name if param.required else f"[{name}]")


def _help(command: click.Command) -> Iterator[str]:
    """The paragraphs of the docstring; indented lines are blocks of code."""
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        lines = paragraph.removeprefix("\b\n").splitlines()
        for indented, group in groupby(lines, key=lambda line: line.startswith(" ")):
            text = cleandoc("\n".join(group))
            yield f"```console\n{text}\n```" if indented else text


def _row(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else f" {option.metavar or _value(option.type)}"
    text = (option.help or "").replace("  [default", " [default")
    if option.show_default and not option.is_flag:
        text = f"{text} [default: {option.default}]"
    return f"| {names}{value} | {text.replace('|', '&#124;')} |"


def _value(kind: click.ParamType[Any]) -> str:
    if isinstance(kind, OneOf):
        return " or ".join(f"`{word}`" for word in kind.source())
    if isinstance(kind, click.FloatRange):
        return f"number from {kind.min:g} to {kind.max:g}"
    return kind.name.upper()


if __name__ == "__main__":
    sys.stdout.write(document())
