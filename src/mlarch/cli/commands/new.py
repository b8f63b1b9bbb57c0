"""`mlarch new`: start a spec."""

from __future__ import annotations

import shlex
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from mlarch.cli import completion
from mlarch.cli.failures import OK
from mlarch.cli.options import OneOf, Place, Source
from mlarch.cli.streams import columns, say

if TYPE_CHECKING:
    from mlarch.session.new import Template

__all__ = ["command"]


def _choices(name: str) -> Source:
    def source() -> tuple[str, ...]:
        from mlarch.session import drafting

        found: tuple[str, ...] = getattr(drafting, name)
        return found

    return source


@click.command("new", short_help="Start a spec from a case study, a few questions or a blank.")
@click.argument("template", required=False, shell_complete=completion.templates)
@click.option("--list", "list_only", is_flag=True, help="Show what there is to start from.")
@click.option("--ask", is_flag=True, help="Ask a few questions, and draft a design from the answers.")
@click.option("--predicts", metavar="TEXT", help="What is predicted, e.g. `P(the order is late)`.")
@click.option("--for", "whom", metavar="TEXT", help="Who uses it.  [default: Customers]")
@click.option(
    "--task", type=OneOf(_choices("TASKS")), help="A score, an order, a quantity or a text.  [default: score]"
)
@click.option(
    "--serving",
    type=OneOf(_choices("SERVINGS")),
    help="While somebody waits, as events come, or in advance.  [default: online]",
)
@click.option("--users", metavar="NUMBER", help="People a day.  [default: 1M]")
@click.option("--items", metavar="NUMBER", help="Items or passages to find among.  [default: 1M]")
@click.option("--latency", metavar="TIME", help="For 99 of 100 answers.  [default: 200ms; a text: 8s]")
@click.option(
    "-o",
    "--output",
    type=Place("a file"),
    metavar="FILE",
    help="Where to; `-` prints it.  [default: TEMPLATE.yaml]",
)
@click.option("--name", metavar="TITLE", help="The title of the design.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def command(
    template: str | None,
    list_only: bool,
    ask: bool,
    output: str | None,
    name: str | None,
    force: bool,
    **answers: str | None,
) -> int:
    """Start a spec. TEMPLATE is a case study; without one, a blank that asks the seven questions of a design.

    With --ask, or with an answer, a whole design is drafted that fits: it checks clean, and is drawn and
    estimated at once. Whatever is written can be checked and drawn.

    \b
    Examples:
      mlarch new                                  blank.yaml, with advice for every step
      mlarch new video_recommendation
      mlarch new fraud_detection -o payments.yaml --name "Payment risk"
      mlarch new --ask
      mlarch new --task rank --for Readers --users 20M --latency 150ms -o articles.yaml
      mlarch new --list
    """
    from mlarch.cli.asking import answered
    from mlarch.session import new

    if list_only:
        _show(new.templates())
        return OK
    drafted = ask or any(answers.values())
    if drafted and template is not None:
        raise click.UsageError("A template is taken as it is; leave it out, or leave out the answers.")
    chosen = new.drafted(answered(ask, answers), name) if drafted else new.find(template or new.BLANK)
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
        about = shorten(
            architecture.summary or architecture.name, max(columns() - width - 2, 2), placeholder=" …"
        )
        click.echo(f"{template.id:<{width}}  {about}")
