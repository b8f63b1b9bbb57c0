"""`mlarch render`: draw specs into a directory."""

from __future__ import annotations

from importlib import import_module
from typing import Any, cast

import click

from mlarch.cli import completion
from mlarch.cli.options import (
    OneOf,
    Place,
    Scale,
    Source,
    Words,
    cache_option,
    jobs_option,
    paths_argument,
    reading_options,
)

__all__ = ["command"]


def _choices(name: str) -> Source:
    return lambda: cast("tuple[str, ...]", getattr(import_module("mlarch.design"), name))


@click.command("render", short_help="Draw specs as SVG, PNG, PDF and more.")
@paths_argument
@click.option(
    "-o",
    "--output",
    type=Place("a directory; `.` is the current one"),
    default="output",
    show_default=True,
    metavar="DIR",
    help="Where to; a file (`x.svg`) or `-` takes one picture.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    type=Words(_choices("FORMATS")),
    multiple=True,
    metavar="LIST",
    help="Any of svg, html, png, pdf, drawio, mermaid, d2, dot, diagrams, json, with commas.  [default: svg]",
)
@click.option(
    "--view",
    metavar="NAME",
    help="A view of the spec, or `all`: the whole design and every view.",
    shell_complete=completion.views,
)
@click.option(
    "--scenario",
    metavar="NAME",
    help="Number the steps of this scenario, or of `all`, each in one.",
    shell_complete=completion.scenarios,
)
@click.option(
    "--around",
    metavar="ID",
    help="Show this component or group, and what it touches.",
    shell_complete=completion.parts,
)
@click.option(
    "--hops",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    metavar="N",
    help="With --around: how many flows away.",
)
@click.option("--theme", type=OneOf(_choices("THEMES")), default="auto", show_default=True, help="Colours.")
@click.option(
    "--engine",
    type=OneOf(_choices("ENGINES")),
    default="built-in",
    show_default=True,
    help="Who lays out: mlarch, its Graphviz, or this machine's `dot`.",
)
@click.option("--scale", type=Scale(), default=2.0, show_default=True, help="For PNG.")
@click.option(
    "--font",
    type=Place("a TrueType or OpenType file"),
    metavar="FILE",
    help="For characters that the bundled font lacks.",
)
@click.option("--numbers", is_flag=True, help="Write computed rates on lines and loads on cards.")
@click.option(
    "--depth",
    type=click.IntRange(0),
    metavar="N",
    help="Show groups N deep as one card each: 1 the outermost, 0 none.  [default: 1 above 100 components]",
)
@click.option("--pin", is_flag=True, help="Write the cells of the cards into each spec, as `layout:`.")
@click.option(
    "--check",
    "check_only",
    is_flag=True,
    help="Write nothing; fail if a picture is out of date or left over.",
)
@click.option("--index", is_flag=True, help="Write DIR/index.html too: a page that shows the pictures there.")
@reading_options
@jobs_option
@cache_option
@click.option("--report", is_flag=True, help="Print the readability report of each picture.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Draw specs. Each becomes DIR/NAME.svg, a view DIR/NAME.VIEW.svg, a scenario DIR/NAME.SCENARIO.svg, and
    what is around a part DIR/NAME.around-ID.svg.

    A PATH is a file, a directory or `-` (standard input); without one, the `paths` of the settings, else
    specs/ if it is there, else the current directory. Folders below it are kept in DIR.

    With --check, specs that extend one of the PATHs are compared, too, and SVG files in DIR that no spec
    accounts for any more are named.

    \b
    Examples:
      mlarch render
      mlarch render fraud.yaml -o fraud.png
      mlarch render fraud.yaml -f svg,png -o docs/pictures
      mlarch render fraud.yaml --view all --scenario all
      mlarch render fraud.yaml --around ranker --hops 2
      mlarch render specs --view all --index
      mlarch render --check               in CI: are the committed pictures up to date?

    Exit status: 0 drawn, 1 out of date (with --check), 2 a spec or an option is at fault.
    """
    from mlarch.cli.rendering import Rendering

    return Rendering(**options).run(paths)
