"""`mlarch new`: start a spec."""

from __future__ import annotations

import shlex
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from mlarch.cli import completion
from mlarch.cli.failures import OK
from mlarch.cli.options import Place
from mlarch.cli.streams import say

if TYPE_CHECKING:
    from mlarch.session.new import Template

__all__ = ["command"]

_WIDTH = 98


@click.command("new", short_help="Start a spec from a case study or a blank.")
@click.argument("template", required=False, shell_complete=completion.templates)
@click.option("--list", "list_only", is_flag=True, help="Show what there is to start from.")
@click.option(
    "-o",
    "--output",
    type=Place("a file"),
    metavar="FILE",
    help="Where to; `-` prints it.  [default: TEMPLATE.yaml]",
)
@click.option("--name", metavar="TITLE", help="The title of the design.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def command(template: str | None, list_only: bool, output: str | None, name: str | None, force: bool) -> int:
    """Start a spec. TEMPLATE is a case study; without one, a blank that asks the seven questions of a design.

    What is written can be checked and drawn at once.

    \b
    Examples:
      mlarch new                                  blank.yaml, with advice for every step
      mlarch new video_recommendation
      mlarch new fraud_detection -o payments.yaml --name "Payment risk"
      mlarch new --list
    """
    from mlarch.session import new

    if list_only:
        _show(new.templates())
        return OK
    chosen = new.find(template or new.BLANK)
    if output == "-":
        click.echo(new.text_of(chosen, name), nl=False)
        return OK
    file = new.create(chosen, Path(output or f"{chosen.id}.yaml"), name=name, force=force)
    path = shlex.quote(str(file))
    for line in (f"wrote {file}", "", "Next:", f"  mlarch check {path}", f"  mlarch render {path}"):
        say(line)
    return OK


def _show(templates: tuple[Template, ...]) -> None:
    width = max(len(template.id) for template in templates)
    for template in templates:
        architecture = template.design().architecture
        about = shorten(architecture.summary or architecture.name, _WIDTH - width, placeholder=" …")
        click.echo(f"{template.id:<{width}}  {about}")
