"""`mlarch render`: draw specs into a directory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

import click

from mlarch.cli.failures import FINDINGS, NOT_UNDERSTOOD, OK, show_error
from mlarch.cli.options import OneOf, Source, Words, flatten, paths_argument
from mlarch.cli.streams import say

if TYPE_CHECKING:
    from mlarch.cli.outputs import Picture

__all__ = ["command"]


def _choices(name: str) -> Source:
    return lambda: cast("tuple[str, ...]", getattr(import_module("mlarch.design"), name))


@click.command("render", short_help="Draw specs as SVG, PNG, PDF or DOT.")
@paths_argument
@click.option(
    "-o", "--output", default="output", show_default=True, metavar="DIR", help="Where to; `-` prints one."
)
@click.option(
    "-f",
    "--format",
    "formats",
    type=Words(_choices("FORMATS")),
    multiple=True,
    metavar="LIST",
    help="Any of svg, png, pdf and dot, with commas between.  [default: svg]",
)
@click.option("--view", metavar="NAME", help="A view of the spec, or `all`: the whole design and every view.")
@click.option("--scenario", metavar="NAME", help="Number the steps of this scenario.")
@click.option("--theme", type=OneOf(_choices("THEMES")), default="auto", show_default=True, help="Colours.")
@click.option(
    "--engine",
    type=OneOf(_choices("ENGINES")),
    default="embedded",
    show_default=True,
    help="The Graphviz that comes with mlarch, or this machine's `dot`.",
)
@click.option("--scale", type=click.FloatRange(0.1, 10), default=2.0, show_default=True, help="For PNG.")
@click.option("--check", "check_only", is_flag=True, help="Write nothing; fail if a picture is out of date.")
@click.option("--report", is_flag=True, help="Print the readability report of each picture.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(
    paths: tuple[str, ...],
    output: str,
    formats: tuple[tuple[str, ...], ...],
    view: str | None,
    scenario: str | None,
    theme: str,
    engine: str,
    scale: float,
    check_only: bool,
    report: bool,
    quiet: bool,
) -> int:
    """Draw specs. Each becomes DIR/NAME.svg, and a view of it DIR/NAME.VIEW.svg.

    A PATH is a file, a directory or `-` (standard input); without one, specs/ if it is there, else the
    current directory.

    \b
    Examples:
      mlarch render
      mlarch render fraud.yaml -f svg,png -o docs/pictures
      mlarch render fraud.yaml --view all
      mlarch render --check               in CI: are the committed pictures up to date?

    Exit status: 0 drawn, 1 out of date (with --check), 2 a spec or an option is at fault.
    """
    from mlarch.cli.inputs import read_specs
    from mlarch.cli.outputs import plan, prepare
    from mlarch.design import Design
    from mlarch.diagnostics import MlarchError

    read = [found for _, found in read_specs(paths)]
    failures = [found for found in read if isinstance(found, MlarchError)]
    designs = [found for found in read if isinstance(found, Design)]
    pictures = plan(designs, output, flatten(formats) or ("svg",), view, scenario) if designs else ()
    draw = partial(_draw, theme=theme, engine=engine, scale=scale, report=report, aside=output == "-")
    if output == "-" and pictures:
        _print(pictures, draw)
        pictures = ()
    if pictures and not check_only:
        prepare(output)
    stale = 0
    for picture in pictures:
        try:
            data = draw(picture)
            stale += _compare(picture, data, quiet) if check_only else _write(picture, data, quiet)
        except MlarchError as error:
            failures.append(MlarchError(f"{picture.subject}: {error.message}", error.help))
    for failure in failures:
        show_error(failure)
    if failures:
        return NOT_UNDERSTOOD
    return FINDINGS if stale else OK


# `aside`: standard output is for the picture.
def _draw(picture: Picture, *, theme: str, engine: str, scale: float, report: bool, aside: bool) -> bytes:
    data = picture.draw(theme=theme, engine=engine, scale=scale)
    if report:
        for line in picture.report(engine):
            say(line, err=aside)
    return data


def _print(pictures: Sequence[Picture], draw: Callable[[Picture], bytes]) -> None:
    if len(pictures) > 1:
        from mlarch.diagnostics import MlarchError

        raise MlarchError(
            f"`-o -` prints one picture, and there are {len(pictures)}", "Name one spec, view and format."
        )
    click.echo(draw(pictures[0]), nl=False)


def _write(picture: Picture, data: bytes, quiet: bool) -> int:
    changed = picture.write(data)
    if not quiet:
        say(f"{picture.target}" + ("" if changed else "  (unchanged)"))
    return 0


def _compare(picture: Picture, data: bytes, quiet: bool) -> int:
    """1 when the file is not what would be written now, having said so."""
    present = picture.present()
    if present == data:
        if not quiet:
            say(f"{picture.target}  up to date")
        return 0
    say(f"{picture.target}  {'missing' if present is None else 'out of date'}")
    return 1
