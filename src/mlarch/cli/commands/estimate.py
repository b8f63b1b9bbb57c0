"""`mlarch estimate`: traffic, latency, capacity, memory, storage and money of a design, computed."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mlarch.cli import completion
from mlarch.cli.failures import FINDINGS, NOT_UNDERSTOOD, OK, show_error
from mlarch.cli.options import Place, format_option, paths_argument, reading_options
from mlarch.cli.streams import columns, echo_data, say

__all__ = ["command"]


def _formats() -> Sequence[str]:
    return ("text", "json", "svg", "markdown")


@click.command("estimate", short_help="Compute traffic, latency, capacity, memory, storage and money.")
@paths_argument
@format_option(_formats)
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="KEY=VALUE",
    help="Another value for a field, e.g. `components.ranker.replicas=200`. May be repeated.",
)
@click.option(
    "--sweep",
    metavar="KEY=FROM..TO",
    help="Estimate for values between two, e.g. `requirements.daily_active_users=100M..1B`.",
)
@click.option("--hop", metavar="TIME", help="Time of one network hop, e.g. `0.5ms`; `0` leaves hops out.")
@click.option(
    "--no-assumptions", "strict", is_flag=True, help="Refuse figures that rest on what the spec does not say."
)
@click.option(
    "--samples",
    type=click.IntRange(1, 10_000_000),
    default=100_000,
    show_default=True,
    help="Requests drawn for percentiles.",
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Of the random numbers.")
@click.option(
    "--entry",
    metavar="ID",
    help="Measure requests at this component.",
    shell_complete=completion.component_ids,
)
@click.option(
    "--scenario", metavar="NAME", help="Time one scenario as well.", shell_complete=completion.scenarios
)
@click.option("-o", "--output", type=Place("a file"), metavar="FILE", help="Write to a file.")
@reading_options
def command(
    paths: tuple[str, ...],
    format_name: str,
    assignments: tuple[str, ...],
    sweep: str | None,
    hop: str | None,
    strict: bool,
    samples: int,
    seed: int,
    entry: str | None,
    scenario: str | None,
    output: str | None,
) -> int:
    """Compute what the numbers of each spec come to, and show the working.

    PATH is a file, a directory or `-`; without one, `specs/` or the specs here. Figures are no findings:
    `mlarch check` judges them. The exit status is 1 only with `--no-assumptions`, when a figure rests on one.

    \b
    Examples:
      mlarch estimate specs/shop.yaml
      mlarch estimate shop.yaml --set requirements.daily_active_users=1B
      mlarch estimate shop.yaml --sweep components.ranker.replicas=100..400
      mlarch estimate shop.yaml --format svg -o estimate.svg
    """
    from mlarch.session.estimates import Question, ask

    question = Question(
        values=assignments,
        sweep=sweep,
        hop=hop,
        samples=samples,
        seed=seed,
        entry=entry,
        scenario=scenario,
    )
    answers = ask(paths, question)
    for error in answers.failures:
        show_error(error)
    if answers.estimates or answers.sweeps:
        _write(answers.render(format_name, columns()), output)
    if strict and answers.assumptions:
        click.echo(f"refused: {len(answers.assumptions)} inputs are not stated", err=True)
        for path, each in answers.assumptions:
            say(f"  {path}: {each}", err=True)
        return FINDINGS
    return NOT_UNDERSTOOD if answers.failures else OK


def _write(text: str, output: str | None) -> None:
    if output is None:
        echo_data(text)
        return
    from mlarch.files import write_atomic

    write_atomic(output, text.encode())
