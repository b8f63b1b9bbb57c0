"""Standard output and error on whatever terminal, pipe or locale there is."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO, TypeVar

import click

__all__ = ["columns", "counting", "echo_data", "prepare_streams", "progress", "say", "show", "silence"]


_T = TypeVar("_T")

_NARROWEST, _WIDEST = 20, 100

_MANY = 20
"""From so many on, a run takes long enough for its progress to be shown."""


def columns() -> int:
    """Where text wraps: the width of the terminal, which `COLUMNS` may state, and 100 at most."""
    return max(_NARROWEST, min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST))


def echo_lines(text: str) -> None:
    """Print a list whose lines are wrapped where there is a terminal, or `COLUMNS`, and else left whole."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        from mlarch.report.wrap import wrap_lines

        text = wrap_lines(text, max(_NARROWEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    show(text)


def prepare_streams() -> None:
    """Let text that the locale cannot show be written as escapes, where Python would stop with an error.

    A stream that whoever started us has closed (`mlarch check >&-`) is there all the same, so that no file
    that is opened later takes its place. What is written to standard output fails then, as it does on a full
    disk; messages go nowhere, and the exit status still tells.
    """
    if sys.stdout is None:
        unwritable = os.open(os.devnull, os.O_RDONLY)
        sys.stdout = open(unwritable, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def echo_data(data: str | bytes, *, err: bool = False) -> None:
    """Print what is meant for a machine: UTF-8 and `\\n`, whatever the locale says; bytes as they are."""
    if isinstance(data, bytes):
        click.echo(data, nl=False, err=err)
    else:
        click.echo(data.encode(), nl=not data.endswith("\n"), err=err)


def say(line: str, *, err: bool = False) -> None:
    """Print one line in which names from elsewhere may stand: what a terminal would act on is escaped."""
    from mlarch.report.escape import visible

    click.echo(visible(line), err=err)


@contextmanager
def counting(what: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A function that shows on a terminal how many of how many are done; the line is gone at the end.

    Nothing is shown for a handful, with `quiet`, and where standard error is no terminal.
    """
    shown = not quiet and sys.stderr.isatty()

    def tell(done: int, all_: int) -> None:
        if shown and all_ >= _MANY:
            print(f"\r{what} {done}/{all_}\x1b[K", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def progress(items: Iterable[_T], all_: int, what: str, *, quiet: bool = False) -> Iterator[_T]:
    """The items, counted on a terminal while they come."""
    with counting(what, quiet=quiet) as tell:
        for done, item in enumerate(items):
            tell(done + 1, all_)
            yield item


def show(text: str, *, color: bool | None = None, err: bool = False) -> None:
    """Print lines for a person, in which names are escaped already: none of them is a command to a CI server.

    `color` is whether colours of the text itself are kept; None keeps them on a terminal.
    """
    from mlarch.report.escape import harmless

    click.echo(harmless(text), nl=not text.endswith("\n"), color=color, err=err)


def silence(*streams: TextIO) -> None:
    """Send what is still buffered nowhere: there is nobody to read it, and no place to write it to."""
    sink = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        with suppress(OSError, ValueError):
            os.dup2(sink, stream.fileno())
    os.close(sink)
