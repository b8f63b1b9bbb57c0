"""The command line: thin click commands, one file each in `mlarch.cli.commands`, over the public API."""

from mlarch.cli.app import main

__all__ = ["main"]
