"""docs/estimating.md is true: its commands print what is shown, its programs run, its picture is of today."""

from __future__ import annotations

from pathlib import Path

import pytest

import mlarch
from mlarch.draw.charts import svg
from pages import ROOT, agrees, blocks, commands, run

PAGE = ROOT / "docs" / "estimating.md"
BLOCKS = blocks(PAGE)
SPEC = next(block for block in BLOCKS if block.marks.get("file") == "home.yaml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the spec of the page."""
    home = tmp_path_factory.mktemp("estimating")
    (home / "home.yaml").write_text(SPEC.text, encoding="utf-8")
    return home


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "console"], ids=str)
def test_commands_print_what_is_shown(block, folder):
    for command in commands(block.text):
        printed = run(command, folder)
        assert agrees(command.output, printed), "\n".join(printed)


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "python"], ids=str)
def test_programs_run(block, folder):
    (folder / "page.py").write_text(block.text, encoding="utf-8")
    (command,) = commands("$ python page.py\n…\n")
    printed = run(command, folder)
    assert printed
    assert "Traceback" not in "\n".join(printed)


def test_the_picture_is_the_one_of_the_page(folder):
    estimate = mlarch.load(folder / "home.yaml").estimate()
    drawn = svg([estimate], parts=("latency", "load"))
    assert (ROOT / "docs" / "estimate_home.svg").read_text(encoding="utf-8") == drawn
