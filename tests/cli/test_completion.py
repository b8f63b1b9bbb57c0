"""Completion in a shell, asked as the script of the shell asks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete

from mlarch.cli.app import app

from .conftest import BROKEN, SMALL


def offered(*args: str) -> list[str]:
    """What is offered for the last of the arguments; a file or folder is left to the shell."""
    complete = ShellComplete(app, {}, "mlarch", "_MLARCH_COMPLETE")
    found = complete.get_completions(list(args[:-1]), args[-1])
    return [item.value if item.type == "plain" else f"<{item.type}>" for item in found]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("re",), ["render"]),
        (("check", "--stage", "p"), ["production"]),
        (("check", "--select", "SRV00"), ["SRV001", "SRV002", "SRV003"]),
        (("check", "--select", "MON,uncalled"), ["MON,uncalled-model"]),
        (("check", "sp"), ["<file>"]),
        (("check", "--baseline", ""), ["<file>"]),
        (("render", "-f", "svg,p"), ["svg,png", "svg,pdf"]),
        (("render", "fraud.yaml", "--view", ""), ["online", "all"]),
        (("render", "--view", "on"), ["online"]),
        (("render", "fraud.yaml", "--scenario", "A pay"), ["A payment"]),
        (("estimate", "fraud.yaml", "--entry", "fea"), ["features"]),
        (("explain", "rank"), ["ranker"]),
        (("kinds", "feature_st"), ["feature_store_online"]),
        (("new", "fraud"), ["fraud_detection"]),
        (("compare", "x.yaml", "rag"), ["rag_assistant", "<file>"]),
        (("completion", "z"), ["zsh"]),
    ],
)
def test_what_is_offered(small, args, expected):
    small.write_text(SMALL + "scenarios:\n  A payment: [app, lb]\n")
    found = offered(*args)
    assert found[: len(expected)] == expected or set(expected) <= set(found)


@pytest.mark.parametrize("path", ["broken.yaml", "nowhere.yaml", "-"])
def test_a_spec_that_cannot_be_read_offers_nothing_and_says_nothing(folder, path):
    (folder / "broken.yaml").write_text(BROKEN)
    assert offered("render", path, "--view", "") == ["all"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell(run, shell):
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_MLARCH_COMPLETE" in result.stdout


def test_as_a_shell_asks(small):
    environment = {**os.environ, "_MLARCH_COMPLETE": "bash_complete", "COMP_CWORD": "2"}
    environment["COMP_WORDS"] = "mlarch explain SRV00"
    done = subprocess.run(
        [sys.executable, "-m", "mlarch"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    assert "plain,SRV001" in done.stdout.splitlines()
