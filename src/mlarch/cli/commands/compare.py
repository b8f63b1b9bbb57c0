"""`mlarch compare`: what a design lacks against a reference design."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlarch.cli import completion
from mlarch.cli.failures import OK
from mlarch.cli.options import Place, reading_options
from mlarch.cli.streams import echo_data, echo_lines

if TYPE_CHECKING:
    from mlarch.design import Design

__all__ = ["command"]


@click.command("compare", short_help="Say what a design lacks against a case study or another spec.")
@click.argument("mine", metavar="MINE", shell_complete=completion.files)
@click.argument("reference", metavar="REFERENCE", shell_complete=completion.references)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The output.",
)
@click.option("--all", "everything", is_flag=True, help="List every difference, not the weightiest dozen.")
@click.option(
    "-o",
    "--output",
    type=Place("a file"),
    metavar="FILE",
    help="Also draw it: yours, with what it lacks dashed.",
)
@reading_options
def command(mine: str, reference: str, form: str, everything: bool, output: str | None) -> int:
    """Say what MINE lacks against REFERENCE: the name of a case study, or a file.

    Components are matched by role and neighbourhood, not by name. Differences are no findings: the exit
    status is 0 whatever they are.

    \b
    Examples:
      mlarch compare shop.yaml search_ranking
      mlarch compare shop.yaml search_ranking -o difference.svg
      mlarch compare old.yaml new.yaml --format json
    """
    from mlarch.compare.comparison import compare
    from mlarch.compare.report import merged_design, to_json, to_text
    from mlarch.design import load

    comparison = compare(load(mine), _reference(reference))
    if output is not None:
        merged_design(comparison).render(output)
    if form == "json":
        echo_data(to_json(comparison))
    else:
        echo_lines(to_text(comparison, most=10**6 if everything else 12))
    return OK


def _reference(word: str) -> Design:
    """A file that is there, else a case study of that name."""
    from mlarch.design import load
    from mlarch.diagnostics import MlarchError
    from mlarch.session.new import BLANK, find

    if word == "-" or Path(word).exists() or word.endswith((".yaml", ".yml")):
        return load(word)
    template = find(word)
    if template.id == BLANK:
        raise MlarchError(
            "the blank is no design to compare with", "`mlarch new --list` shows the case studies."
        )
    return template.design()
