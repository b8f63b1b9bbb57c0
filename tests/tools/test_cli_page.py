"""The page of the command line: a command or an option without documentation fails here."""

from __future__ import annotations

import shlex
from pathlib import Path

import cli_page
import click
import pytest

from mlarch.cli.app import app

ROOT = Path(__file__).parents[2]
COMMANDS = {command.name: command for command in cli_page.shown_commands()}
MODULES = {path.stem for path in (ROOT / "src/mlarch/cli/commands").glob("*.py")} - {"__init__"}


def _section(name: str) -> str:
    return cli_page.document().split(f"\n## mlarch {name}\n")[1].split("\n## ")[0]


def test_every_module_of_commands_is_a_command_on_the_page():
    assert set(COMMANDS) == MODULES


@pytest.mark.parametrize("command", COMMANDS.values(), ids=str)
def test_a_command_says_what_it_does_and_shows_an_example(command):
    assert command.short_help
    assert command.help
    assert f"  mlarch {command.name}" in command.help, "give an example in the docstring"


@pytest.mark.parametrize("command", COMMANDS.values(), ids=str)
def test_every_option_is_explained(command):
    section = _section(command.name)
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{option.opts[0]} of `mlarch {command.name}` has no help text"
            assert option.help.split("  [")[0].replace("|", "&#124;") in section
            assert [
                name for name in (*option.opts, *option.secondary_opts) if f"`{name}`" not in section
            ] == []


def _examples() -> list[str]:
    lines = [line.strip() for command in COMMANDS.values() for line in command.help.splitlines()]
    return [line.split("   ")[0] for line in lines if line.startswith("mlarch ")]


@pytest.mark.parametrize("line", _examples())
def test_every_example_is_a_command_line_that_is_understood(line):
    """Parsed only, not run: the words of arguments are the example's own."""
    _, name, *args = shlex.split(line.partition(" > ")[0])
    assert COMMANDS[name].make_context(name, args, parent=click.Context(app)).command.name == name


def test_the_committed_page_is_up_to_date():
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == cli_page.document(), f"docs/cli.md is stale; refresh it: {cli_page.REFRESH}"
