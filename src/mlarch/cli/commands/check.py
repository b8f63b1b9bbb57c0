"""`mlarch check`: review specs."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

import click

from mlarch.cli.failures import FINDINGS, NOT_UNDERSTOOD, OK, show_error
from mlarch.cli.options import (
    OneOf,
    Place,
    Words,
    color_option,
    color_wanted,
    flatten,
    format_option,
    paths_argument,
)
from mlarch.cli.streams import echo_data, say

if TYPE_CHECKING:
    from mlarch.cli.baselines import Keeper
    from mlarch.cli.fixing import Fixer
    from mlarch.design import Design
    from mlarch.diagnostics import MlarchError, Review, RulePage, Score, SpecError
    from mlarch.report import Options
    from mlarch.rules import Settings

__all__ = ["command"]

_WIDEST = 100


def _formats() -> Sequence[str]:
    formats: tuple[str, ...] = import_module("mlarch.report").FORMATS
    return formats


def _stages() -> Sequence[str]:
    return [stage.value for stage in import_module("mlarch.model").Stage]


@click.command("check", short_help="Review specs as an ML engineer would.")
@paths_argument
@format_option(_formats)
@click.option("--select", type=Words(), multiple=True, metavar="RULES", help="Only these codes or names.")
@click.option("--ignore", type=Words(), multiple=True, metavar="RULES", help="Without these.")
@click.option("--stage", type=OneOf(_stages), help="How finished the design is, whatever the spec says.")
@click.option("--strict", is_flag=True, help="Fail on warnings too, not on errors alone.")
@click.option("--show-unknown", is_flag=True, help="List what the rules could not tell from the spec.")
@click.option("--show-suppressed", is_flag=True, help="List what was accepted, and why.")
@click.option("--statistics", is_flag=True, help="Count the findings by rule.")
@click.option("--score", is_flag=True, help="Show how ready for production each design is.")
@click.option(
    "--baseline",
    type=Place("a file of findings"),
    metavar="FILE",
    help="Accept the findings that this file lists.",
)
@click.option("--update-baseline", is_flag=True, help="Write the baseline, or take out what is gone.")
@click.option("--fix", is_flag=True, help="Mend the files: what changes no meaning.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend more: add missing components and flows.")
@click.option("--diff", is_flag=True, help="Show what would be mended, and write nothing.")
@click.option("--explain-flows", is_flag=True, help="Show how each flow was understood; [what was assumed].")
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Print findings only.")
def command(
    paths: tuple[str, ...],
    format_name: str,
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    stage: str | None,
    strict: bool,
    show_unknown: bool,
    show_suppressed: bool,
    statistics: bool,
    score: bool,
    baseline: str | None,
    update_baseline: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    explain_flows: bool,
    color: bool | None,
    quiet: bool,
) -> int:
    """Review specs: what is missing, what cannot work, and what to do about it.

    A PATH is a file, a directory or `-` (standard input); without one, specs/ if it is there, else the
    current directory. Settings come from `[tool.mlarch]` in pyproject.toml; options win.

    \b
    Examples:
      mlarch check
      mlarch check fraud.yaml --stage production
      mlarch check specs --select SRV,MON --strict
      mlarch check --format json > review.json
      mlarch check --baseline known.json --update-baseline
      mlarch check --fix --unsafe-fixes --diff

    Exit status: 0 no errors, 1 findings, 2 a spec or an option is at fault.
    """
    if explain_flows and format_name != "text":
        raise click.UsageError("--explain-flows is printed as text; leave out --format.")
    _refuse_fixing(fix or diff, unsafe_fixes, diff and format_name != "text", explain_flows)
    if update_baseline:
        _refuse_updating(narrowed=bool(select or ignore or stage), dry=diff)
    from mlarch.cli.baselines import Keeper
    from mlarch.cli.inputs import read_specs
    from mlarch.design import Design
    from mlarch.diagnostics import SpecError
    from mlarch.report import Options

    keeper = Keeper(baseline, update_baseline)
    wanted = _Wanted(stage, flatten(select), flatten(ignore), score)
    reviews: list[Review] = []
    fixer = _fixed(paths, wanted, keeper, unsafe=unsafe_fixes, dry=diff) if fix or diff else None
    failures: list[MlarchError] = list(fixer.failures) if fixer else []
    for path, found in read_specs(paths, fixer.stdin if fixer else None):
        if isinstance(found, Design):
            if explain_flows:
                _explain(found)
            reviews.append(_review(found, wanted, keeper))
        elif isinstance(found, SpecError):
            reviews.append(_unreadable(path, found, wanted))
        else:
            failures.append(found)
    readable = not failures and all(review.readable for review in reviews)
    reviews = keeper.accepted(reviews, complete=readable)
    said = [] if select or ignore or stage else list(keeper.finish(complete=readable))
    status = NOT_UNDERSTOOD if not readable else OK
    if readable and any(_fails(review, strict) for review in reviews):
        status = FINDINGS
    options = Options(
        colour=color_wanted(color),
        width=min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST),
        show_unknown=show_unknown,
        show_suppressed=show_suppressed,
        statistics=statistics,
        strict=strict,
        failures=tuple(failures),
        status=status,
        pages=_page,
    )
    if not diff and (reviews or format_name != "text"):
        _show(reviews, format_name, options, quiet=quiet, err=fixer is not None and fixer.stdin is not None)
    for failure in failures:
        show_error(failure)
    for line in said if not quiet else ():
        say(line, err=True)
    if fixer is not None and not quiet:
        fixer.report()
    return status


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the command line asks of each review."""

    stage: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    score: bool


def _refuse_fixing(fixing: bool, unsafe: bool, formatted_diff: bool, explain: bool) -> None:
    """Options that contradict each other are a mistake and not a choice of ours."""
    if unsafe and not fixing:
        raise click.UsageError("--unsafe-fixes goes with --fix, or with --diff to see them first.")
    if formatted_diff:
        raise click.UsageError("--diff prints a diff; leave out --format.")
    if explain and fixing:
        raise click.UsageError("--explain-flows shows specs as they are; leave out --fix and --diff.")


def _refuse_updating(*, narrowed: bool, dry: bool) -> None:
    """A baseline is compared with everything there is, and by a run that may write."""
    if narrowed:
        raise click.UsageError(
            "--update-baseline looks at everything that the settings ask for; leave out --select, --ignore"
            " and --stage, or findings that are only out of sight would be taken out."
        )
    if dry:
        raise click.UsageError("--diff writes nothing; leave out --update-baseline.")


def _fixed(paths: Sequence[str], wanted: _Wanted, keeper: Keeper, *, unsafe: bool, dry: bool) -> Fixer:
    """Fix the specs, before they are reviewed as they are then."""
    from mlarch.cli.fixing import Fixer
    from mlarch.rules import settings

    def review(design: Design) -> Review:
        held = keeper.settle(settings.load("." if design.path == "-" else design.path))
        return design.check(stage=wanted.stage, select=wanted.select, ignore=wanted.ignore, settings=held)

    fixer = Fixer(review, unsafe=unsafe, dry=dry)
    fixer.run(paths)
    return fixer


def _explain(design: Design) -> None:
    from mlarch.graph import explain_flows

    for line in explain_flows(design.graph):
        say(line)
    click.echo()


def _review(design: Design, wanted: _Wanted, keeper: Keeper) -> Review:
    from mlarch.rules import settings

    found = settings.load("." if design.path == "-" else design.path)
    held = keeper.settle(found)
    review = design.check(stage=wanted.stage, select=wanted.select, ignore=wanted.ignore, settings=held)
    keeper.note(found, review)
    return replace(review, score=_score(design, wanted, found)) if wanted.score else review


def _unreadable(path: str, error: SpecError, wanted: _Wanted) -> Review:
    """The review of a spec that no rule has seen: also of one whose mistakes were meant to be ignored."""
    from mlarch.diagnostics import Review
    from mlarch.rules import load
    from mlarch.rules.registry import unheard

    return replace(Review.unreadable(path, error), notes=unheard(wanted.ignore, load()))


def _score(design: Design, wanted: _Wanted, settings: Settings) -> Score:
    """The score is a question about production, and what a baseline accepts is not there all the same."""
    from mlarch.rules import load, score
    from mlarch.rules.settings import resolve

    whole = replace(settings, baseline=None)
    review = design.check(stage="production", select=wanted.select, ignore=wanted.ignore, settings=whole)
    return score.of(review, design.graph, severities=resolve(whole, load())[0])


def _page(code: str) -> RulePage:
    from mlarch.rules import handbook

    return handbook.entry(code)


def _show(
    reviews: Sequence[Review], format_name: str, options: Options, *, quiet: bool, err: bool = False
) -> None:
    """Print the report; on standard error (`err`) where standard output is a mended spec's."""
    from mlarch import report

    if format_name != "text":
        echo_data(report.render(reviews, format_name, options), err=err)
    elif not quiet:
        click.echo(report.render(reviews, "text", options), nl=False, color=options.colour, err=err)
    else:
        from mlarch.report.text import render_finding

        found = [(finding, review) for review in reviews for finding in review.findings]
        blocks = [render_finding(finding, review, options) for finding, review in found]
        if blocks:
            click.echo("\n\n".join(blocks), color=options.colour, err=err)


def _fails(review: Review, strict: bool) -> bool:
    from mlarch.diagnostics import Severity

    return review.count(Severity.ERROR) > 0 or (strict and review.count(Severity.WARNING) > 0)
