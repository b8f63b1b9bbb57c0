"""`mlarch diff`: what changed between two versions of a design, and what follows from it."""

from __future__ import annotations

import click

from mlarch.cli.failures import FINDINGS, OK
from mlarch.cli.options import reading_options
from mlarch.cli.streams import echo_data, echo_lines

__all__ = ["command"]


@click.command("diff", short_help="Say what changed between two versions of a design.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="The output; Markdown for a pull request.",
)
@click.option("--no-consequences", "bare", is_flag=True, help="Only the changes: no review, no figures.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when something changed.")
@reading_options
def command(old: str, new: str, form: str, bare: bool, exit_code: bool) -> int:
    """Say what changed from OLD to NEW: files, or REVISION:path from git.

    Parts and flows that were added, removed, renamed, moved to another group or changed, the brief, and what
    follows: figures of the estimate, findings that came and went, the readiness. A new order of lines, other
    comments and other spellings are no change.

    \b
    Examples:
      mlarch diff HEAD:shop.yaml shop.yaml
      mlarch diff main:shop.yaml shop.yaml -f markdown
      mlarch diff v1.yaml v2.yaml --exit-code
    """
    from mlarch.compare import diff_report
    from mlarch.compare.diff import diff
    from mlarch.session.revisions import load_version

    before, after = load_version(old), load_version(new)
    change = diff(before.architecture, after.architecture)
    result = None
    if change and not bare:
        from mlarch.compare.consequences import consequences

        result = consequences(change, before, after)
    if form == "json":
        echo_data(diff_report.to_json(change, result))
    elif form == "markdown":
        echo_data(diff_report.to_markdown(change, result))
    else:
        echo_lines(diff_report.to_text(change, result))
    return FINDINGS if exit_code and change else OK
