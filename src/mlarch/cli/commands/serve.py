"""`mlarch serve`: a live preview in the browser."""

from __future__ import annotations

import click

from mlarch.cli.failures import OK

__all__ = ["command"]


@click.command("serve", short_help="Preview specs live in the browser: picture, findings, figures.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--port", default=0, show_default="a free one", type=click.IntRange(0, 65535), help="The port.")
@click.option("--edit", is_flag=True, help="Allow the page to write the specs.")
def command(paths: tuple[str, ...], port: int, edit: bool) -> int:
    """Show specs in the browser while they are written: editor, picture, findings, figures.

    Prints an address to open, which only this machine can reach. The page follows the files, whichever editor
    writes them. It writes nothing itself without --edit. PATHs are files or folders; without one, specs/ or
    the current folder.

    It needs the extra: `pip install 'mlarch[serve]'`.

    \b
    Examples:
      mlarch serve shop.yaml
      mlarch serve specs --edit
    """
    from mlarch.diagnostics import MlarchError
    from mlarch.files import STDIN
    from mlarch.session.settings import SettingsFinder
    from mlarch.session.specs import find_specs

    try:
        from mlarch.serve.run import serve
    except ModuleNotFoundError as error:
        raise MlarchError(
            f"the preview needs the package {error.name}", "Install it: pip install 'mlarch[serve]'"
        ) from None
    if STDIN in paths:
        raise MlarchError("the preview shows files, and standard input is none", "Give the path of a file.")
    specs = []
    for path, wrong in find_specs(paths, SettingsFinder()):
        if wrong is not None:
            raise wrong
        specs.append(path)
    try:
        serve(specs, port=port, edit=edit, ready=_say)
    except KeyboardInterrupt:
        click.echo("ended", err=True)
    return OK


def _say(address: str) -> None:
    click.echo(f"Open {address}\nCtrl-C ends it.")
