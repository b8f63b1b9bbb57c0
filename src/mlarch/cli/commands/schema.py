"""`mlarch schema`: the JSON Schema of specs, for editors."""

from __future__ import annotations

import json

import click

from mlarch.cli.failures import OK
from mlarch.cli.streams import echo_data

__all__ = ["command"]


@click.command("schema", short_help="Print the JSON Schema of specs, for editors.")
def command() -> int:
    """Print the JSON Schema of specs: completion and checks while you type.

    \b
    Example:
      mlarch schema > mlarch.schema.json
    then, as the first line of a spec:
      # yaml-language-server: $schema=mlarch.schema.json
    """
    from mlarch import language

    echo_data(json.dumps(language.json_schema(), indent=2, ensure_ascii=False) + "\n")
    return OK
