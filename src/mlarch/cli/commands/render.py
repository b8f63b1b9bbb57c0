"""`mlarch render`: draw specs into a directory."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from mlarch.cli.failures import FINDINGS, NOT_UNDERSTOOD, OK, show_error
from mlarch.cli.options import OneOf, Place, Source, Words, flatten, paths_argument
from mlarch.cli.streams import say

if TYPE_CHECKING:
    from mlarch.cli.outputs import Picture

__all__ = ["command"]


def _choices(name: str) -> Source:
    return lambda: cast("tuple[str, ...]", getattr(import_module("mlarch.design"), name))


@click.command("render", short_help="Draw specs as SVG, PNG, PDF or DOT.")
@paths_argument
@click.option(
    "-o",
    "--output",
    type=Place("a directory; `.` is the current one"),
    default="output",
    show_default=True,
    metavar="DIR",
    help="Where to; `-` prints one.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    type=Words(_choices("FORMATS")),
    multiple=True,
    metavar="LIST",
    help="Any of svg, png, pdf, dot and json, with commas between.  [default: svg]",
)
@click.option("--view", metavar="NAME", help="A view of the spec, or `all`: the whole design and every view.")
@click.option(
    "--scenario", metavar="NAME", help="Number the steps of this scenario, or of `all`, each in one."
)
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
@click.option("--index", is_flag=True, help="Write DIR/index.html too: a page that shows the pictures.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Draw in N processes.  [default: as many as the machine has]",
)
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
    index: bool,
    jobs: int | None,
    report: bool,
    quiet: bool,
) -> int:
    """Draw specs. Each becomes DIR/NAME.svg, a view DIR/NAME.VIEW.svg, a scenario DIR/NAME.SCENARIO.svg.

    A PATH is a file, a directory or `-` (standard input); without one, specs/ if it is there, else the
    current directory.

    \b
    Examples:
      mlarch render
      mlarch render fraud.yaml -f svg,png -o docs/pictures
      mlarch render fraud.yaml --view all --scenario all
      mlarch render specs --view all --index
      mlarch render --check               in CI: are the committed pictures up to date?

    Exit status: 0 drawn, 1 out of date (with --check), 2 a spec or an option is at fault.
    """
    from mlarch.cli.index import check_formats, index_of
    from mlarch.cli.outputs import plan, prepare
    from mlarch.cli.workers import Settings, available, draw_all
    from mlarch.design import Design
    from mlarch.diagnostics import MlarchError, SpecError
    from mlarch.session.settings import SettingsFinder
    from mlarch.session.specs import read_specs

    read = [found for _, found in read_specs(paths, SettingsFinder())]
    failures = [found for found in read if isinstance(found, MlarchError)]
    designs = [found for found in read if isinstance(found, Design)]
    endings = flatten(formats) or ("svg",)
    if index:
        check_formats(endings)
    pictures = plan(designs, output, endings, view, scenario) if designs else ()
    aside = output == "-"
    if aside:
        _only_one(pictures, index)
    elif pictures and not check_only:
        prepare(output)
    stale, shown = 0, []
    settings = Settings(theme, engine, scale, report)
    for picture, drawn in draw_all(pictures, settings, jobs or available()):
        try:
            if drawn.error is not None:
                raise drawn.error
            for line in drawn.report:
                say(line, err=aside)
            stale += _put(picture.target, drawn.data, aside=aside, check_only=check_only, quiet=quiet)
            shown.append(picture)
        except MlarchError as error:
            failures.append(picture.failed(error))
    if index and shown:
        stale += _put(*index_of(shown, output), aside=False, check_only=check_only, quiet=quiet)
    said: set[tuple[str, str]] = set()  # what is wrong with a spec is wrong with each of its pictures
    for failure in failures:
        if isinstance(failure, SpecError) or (failure.message, failure.help) not in said:
            show_error(failure)
        said.add((failure.message, failure.help))
    if failures:
        return NOT_UNDERSTOOD
    return FINDINGS if stale else OK


def _only_one(pictures: Sequence[Picture], index: bool) -> None:
    """Standard output holds one file. Raises `MlarchError` when there are more."""
    from mlarch.diagnostics import MlarchError

    if index:
        raise MlarchError(
            "`--index` writes a page beside the pictures, and `-o -` prints one", "Leave one out."
        )
    if len(pictures) > 1:
        raise MlarchError(
            f"`-o -` prints one picture, and there are {len(pictures)}", "Name one spec, view and format."
        )


def _put(target: Path, data: bytes, *, aside: bool, check_only: bool, quiet: bool) -> int:
    """Print, compare or write one file; 1 when it is not what would be written now, having said so."""
    from mlarch.cli.outputs import present, write

    if aside:
        click.echo(data, nl=False)
    elif not check_only:
        changed = write(target, data)
        if not quiet:
            say(f"{target}" + ("" if changed else "  (unchanged)"))
    elif (there := present(target)) != data:
        say(f"{target}  {'missing' if there is None else 'out of date'}")
        return 1
    elif not quiet:
        say(f"{target}  up to date")
    return 0
