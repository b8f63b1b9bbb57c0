"""Options that several commands share, and the types of their values."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mlarch.cli import completion

__all__ = [
    "OneOf",
    "Place",
    "Scale",
    "Words",
    "cache_option",
    "color_option",
    "color_wanted",
    "flatten",
    "format_option",
    "jobs_option",
    "paths_argument",
    "reading_options",
    "rules_option",
]

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Text = click.ParamType[str]
    _Texts = click.ParamType[tuple[str, ...]]
    _Size = click.ParamType[int]
else:  # the type is no generic in every version of click
    _Text = _Texts = _Size = click.ParamType

_F = TypeVar("_F", bound=Callable[..., Any])

Source = Callable[[], Sequence[str]]
"""Where choices come from: asked only when an option is used or shown, so `mlarch --help` stays light."""


class OneOf(_Text):
    """One of some words; a word that is none of them is answered with the nearest."""

    name = "choice"

    def __init__(self, source: Source) -> None:
        self.source = source

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself. Fails when it is not a choice."""
        word = str(value).strip()
        choices = self.source()
        if word not in choices:
            self.fail(f"{word!r} is not one of {', '.join(choices)}.{_nearest(word, choices)}", param, ctx)
        return word

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The choices, as click shows those of its own type."""
        return f"[{'|'.join(self.source())}]"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The choices that go on from what was typed."""
        return [completion.item(word) for word in self.source() if word.startswith(incomplete)]


class Place(_Text):
    """Where something is kept. `what` says what the option takes, for when it is given nothing."""

    name = "path"

    def __init__(self, what: str) -> None:
        self.what = what

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The path as it was given. Fails for an empty one, as an unset variable leaves it."""
        if not str(value).strip():
            self.fail(f"it is empty; name {self.what}.", param, ctx)
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Files, which the shell finds by itself."""
        return [completion.item(incomplete, type="file")]


class Scale(click.FloatRange):
    """Pixels per point of the layout: a number in the range, which `nan` is not."""

    def __init__(self) -> None:
        super().__init__(0.1, 10)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number. Fails for one outside the range and for what is no number."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value!r} is no number.", param, ctx)
        return number


class Size(_Size):
    """A number of bytes, with a unit or without: `20MB`, `16MiB`, `5000000`."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The bytes. Fails for what is no size, and for nothing."""
        from mlarch.quantities import Dimension, QuantityError, parse

        try:
            count = int(parse(str(value), Dimension.SIZE).value)
        except QuantityError as error:
            self.fail(f"{value!r}: {error}", param, ctx)
        if count < 1:
            self.fail("a file has at least one byte.", param, ctx)
        return count


class Words(_Texts):
    """Words separated by commas (`svg,png`); with a source, each must be one of its choices."""

    name = "list"

    def __init__(self, source: Source | None = None) -> None:
        self.one = None if source is None else OneOf(source)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The words of one value. Fails when there are none, or when one is not a choice."""
        if isinstance(value, tuple):
            return value
        words = tuple(word for word in (part.strip() for part in str(value).split(",")) if word)
        if not words:
            self.fail("it is empty; give one word or several with commas between.", param, ctx)
        return words if self.one is None else tuple(self.one.convert(word, param, ctx) for word in words)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The choices that go on from the last of the words typed."""
        before, comma, last = incomplete.rpartition(",")
        offered = [] if self.one is None else self.one.shell_complete(ctx, param, last)
        return [completion.item(f"{before}{comma}{item.value}") for item in offered]


def _nearest(word: str, choices: Sequence[str]) -> str:
    from mlarch.text import nearest  # only now: `mlarch --help` imports no part but this one

    near = nearest(word, choices, similar=0.5)
    return f" Did you mean {near[0]!r}?" if near else ""


def flatten(values: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The words of an option that may be repeated, each once, in the order given."""
    return tuple(dict.fromkeys(word for words in values for word in words))


def paths_argument(function: _F) -> _F:
    """The argument `[PATH]...` of commands that read specs."""
    return click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=completion.files)(function)


def _allow_outside(ctx: click.Context, param: click.Parameter, folders: tuple[str, ...]) -> None:
    if folders:
        from mlarch.project import allowing

        ctx.with_resource(allowing(folders))


def _allow_size(ctx: click.Context, param: click.Parameter, size: int | None) -> None:
    if size is not None:
        from mlarch.language.syntax.bounds import as_large_as

        ctx.with_resource(as_large_as(size))


def reading_options(function: _F) -> _F:
    """Which files may be read while the command runs: `--allow-outside` for folders beside the project, and
    `--max-size` for larger specs."""
    outside = click.option(
        "--allow-outside",
        type=Place("a directory"),
        multiple=True,
        metavar="DIR",
        expose_value=False,
        callback=_allow_outside,
        help="Let specs use files of this directory, too.",
    )
    size = click.option(
        "--max-size",
        type=Size(),
        metavar="SIZE",
        expose_value=False,
        callback=_allow_size,
        help="Read specs of up to this size.  [default: 5MiB]",
    )
    return outside(size(function))


def format_option(source: Source, default: str | None = "text") -> Callable[[_F], _F]:
    """`--format`: how the result is written; `text` unless said, or unless the settings say it (None)."""
    return click.option(
        "--format",
        "format_name",
        type=OneOf(source),
        default=default,
        show_default=default is not None,
        help="How the result is written." + ("" if default else "  [default: text]"),
    )


def rules_option(name: str, text: str) -> Callable[[_F], _F]:
    """An option that takes rules, with commas between, and may be repeated."""
    return click.option(
        name, type=Words(), multiple=True, metavar="RULES", help=text, shell_complete=completion.rule_words
    )


def jobs_option(function: _F) -> _F:
    """`-j`, `--jobs`."""
    text = "Work in N processes.  [default: as many as the machine has]"
    return click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help=text)(function)


def cache_option(function: _F) -> _F:
    """`--no-cache`."""
    return click.option("--no-cache", is_flag=True, help="Neither use nor keep results of other runs.")(
        function
    )


def color_option(function: _F) -> _F:
    """`--color/--no-color`."""
    text = "Colour the text; by default only on a terminal."
    return click.option("--color/--no-color", "color", default=None, help=text)(function)


def color_wanted(choice: bool | None) -> bool:
    """Whether to colour: as chosen, else as `NO_COLOR` and `FORCE_COLOR` say, else when it is a terminal."""
    if choice is not None:
        return choice
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
