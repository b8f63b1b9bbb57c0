"""The command line: thin click commands, one file each in `mlarch.cli.commands`, over the public API."""

import gc

__all__ = ["main"]


def main() -> None:
    """The entry point of the `mlarch` command."""
    # What is imported stays, and a large spec is hundreds of thousands of values that stay: collecting often
    # finds nothing. It counts before the first import, which is most of a short command.
    gc.set_threshold(400_000, 5, 20)
    from mlarch.cli.app import app

    app.main(prog_name="mlarch")
