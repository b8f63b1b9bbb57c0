"""`mlarch fmt`: write specs in canonical form."""

from __future__ import annotations

import click

from mlarch.cli.failures import FINDINGS, NOT_UNDERSTOOD, OK, show_error
from mlarch.cli.options import reading_options
from mlarch.cli.streams import echo_data, say

__all__ = ["command"]


@click.command("fmt", short_help="Write specs in canonical form, comments kept.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 when a file would change."
)
@click.option("--diff", "as_diff", is_flag=True, help="Write nothing; show what would change.")
@reading_options
def command(paths: tuple[str, ...], only_check: bool, as_diff: bool) -> int:
    """Write specs in canonical form: sections in one order, arrows in one spelling, short forms.

    Comments and blank lines stay. The design that a spec describes is the same before and after. Files, or
    directories that are searched for specs; `-` reads standard input and prints the result.

    \b
    Examples:
      mlarch fmt
      mlarch fmt specs/shop.yaml --diff
      mlarch fmt --check
    """
    from mlarch.diagnostics import MlarchError
    from mlarch.files import STDIN, write_atomic
    from mlarch.session.formatting import formatted
    from mlarch.session.patches import diff

    status = OK
    changed = 0
    for found in formatted(paths):
        if found.error is not None:
            show_error(found.error)
            status = NOT_UNDERSTOOD
            continue
        changed += found.changed
        if as_diff:
            echo_data(diff(found.path, found.before, found.after))
        elif found.path == STDIN and not only_check:
            echo_data(found.after)
        elif found.changed and only_check:
            say(f"{found.path} would change")
        elif found.changed:
            try:
                write_atomic(found.path, found.after, replaces=found.before.encode())
                say(f"{found.path} formatted")
            except MlarchError as error:
                show_error(error)
                status = NOT_UNDERSTOOD
    return status or (FINDINGS if changed and (only_check or as_diff) else OK)
