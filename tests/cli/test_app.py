"""The landing page, and what newcomers mistype."""

from __future__ import annotations

from pkgutil import iter_modules

import pytest

from mlarch import __version__
from mlarch.cli import commands
from mlarch.cli.app import app
from mlarch.draw import FORMATS

COMMANDS = sorted(module.name for module in iter_modules(commands.__path__))


def test_help_says_what_it_is_and_how_to_start(run):
    result = run("--help")
    assert result.exit_code == 0
    assert "ML system architecture as code" in result.stdout
    for start in ("mlarch new video_recommendation", "mlarch check", "mlarch render"):
        assert start in result.stdout
    assert result.stderr == ""


def test_help_lists_every_command_with_a_line_about_it(run):
    listed = run("--help").stdout.partition("Commands:")[2].split("\n")
    rows = [line.split(None, 1) for line in listed if line.strip()]
    assert [row[0] for row in rows] == COMMANDS
    assert all(row[1].endswith(".") for row in rows)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(run, name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"  mlarch {name}" in result.stdout


def test_version(run):
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"mlarch {__version__}\n")


def test_no_command_shows_the_help_and_is_an_error(run):
    result = run()
    assert result.exit_code == 2
    assert "mlarch new video_recommendation" in result.stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chek", "check"),
        ("Check", "check"),
        ("rendr", "render"),
        ("draw", "render"),
        ("lint", "check"),
        ("init", "new"),
        ("kind", "kinds"),
    ],
)
def test_a_mistyped_command_is_answered_with_the_nearest(run, typed, meant):
    result = run(typed)
    assert result.exit_code == 2
    assert f"there is no command `{typed}`. Did you mean `mlarch {meant}`?" in result.stderr


def test_a_file_in_place_of_a_command(run):
    result = run("fraud.yaml")
    assert result.exit_code == 2
    assert "To review it: `mlarch check fraud.yaml`" in result.stderr


def test_a_word_like_no_command_lists_them(run):
    result = run("xyzzy")
    assert result.exit_code == 2
    assert f"the commands are {', '.join(COMMANDS)}" in result.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["check", "--strct"], "--strict"),
        (["check", "--format", "jsn"], "junit, markdown. Did you mean 'json'?"),
        (
            ["check", "--stage", "prod"],
            "'prod' is not one of sketch, design, production. Did you mean 'production'?",
        ),
        (["check", "--select", ","], "it is empty"),
        (["render", "-f", "svg,pgn"], f"'pgn' is not one of {', '.join(FORMATS)}. Did you mean 'png'?"),
        (["render", "--theme", "drak"], "Did you mean 'dark'?"),
        (["render", "--engine", "neato"], "'neato' is not one of built-in, graphviz, embedded, dot."),
        (["render", "--scale", "0"], "0.1<=x<=10"),
        (["explain"], "Missing argument"),
        (["schema", "extra"], "unexpected extra argument"),
    ],
)
def test_a_wrong_option_is_status_2_with_the_nearest_one(run, args, message):
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_commands_return_to_a_caller_that_is_no_program(folder):
    """Embedding: `standalone_mode=False` neither exits nor swallows."""
    assert app.main(["kinds", "ranker"], standalone_mode=False) == 0
