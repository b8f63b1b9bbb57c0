"""`mlarch check`: review specs."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from mlarch.cli.options import (
    OneOf,
    Place,
    cache_option,
    color_option,
    format_option,
    jobs_option,
    paths_argument,
    reading_options,
    rules_option,
)

__all__ = ["command"]


def _formats() -> Sequence[str]:
    formats: tuple[str, ...] = import_module("mlarch.report").FORMATS
    return formats


def _stages() -> Sequence[str]:
    return [stage.value for stage in import_module("mlarch.model").Stage]


@click.command("check", short_help="Review specs as an ML engineer would.")
@paths_argument
@format_option(_formats, default=None)
@rules_option("--select", "Only these codes or names.")
@rules_option("--ignore", "Without these.")
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
@click.option("--no-baseline", is_flag=True, help="Accept none, whatever the settings say.")
@click.option("--update-baseline", is_flag=True, help="Write the baseline, or take out what is gone.")
@click.option("--extend-baseline", is_flag=True, help="Also take in the specs that it does not list.")
@click.option("--fix", is_flag=True, help="Fix the files: what changes no meaning.")
@click.option("--unsafe-fixes", is_flag=True, help="Fix more: add missing components and flows.")
@click.option("--diff", is_flag=True, help="Show what would be fixed, and write nothing.")
@click.option("--explain-flows", is_flag=True, help="Show how each flow was understood; [what was assumed].")
@click.option("--local-rules", is_flag=True, help="Run the rules in the folder that the settings name.")
@reading_options
@click.option(
    "--stdin-filename",
    type=Place("a file; it need not exist"),
    metavar="FILE",
    help="What the spec on standard input is called.",
)
@jobs_option
@cache_option
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Print findings only.")
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Review specs: what is missing, what cannot work, and what to do about it.

    A PATH is a file, a directory or `-` (standard input); without one, the `paths` of the settings, else
    specs/ if it is there, else the current directory. Settings come from `[tool.mlarch]` in the
    pyproject.toml above each spec; options win.

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
    from mlarch.cli.checking import Checking

    return Checking(**options).run(paths)
